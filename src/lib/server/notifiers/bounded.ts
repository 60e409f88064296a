/** A message cut to what a service takes as structured parts: each part bounded, and all of them together. */
import type { Message, MessageLine, MessageLink } from '../../domain/message.ts';
import { oneLine, plainText, shortened, units, type SizeOf } from './plain.ts';
import { labelOf, titleOf } from './wording.ts';

export interface Bounds {
	/** Of the title. */
	title: number;
	/** Of one line's text, or of one step. */
	each: number;
	/** Of all lines and steps together. */
	total: number;
	/** How many lines and steps there may be. */
	count: number;
	links: number;
	/** Of a text as it is sent, escaped. */
	sizeOf?: SizeOf;
}

export interface Bounded {
	title: string;
	lines: MessageLine[];
	steps: string[];
	links: MessageLink[];
}

const LABEL_AT_MOST = 80;
/** Less than this of a text says nothing. */
const SHORTEST = 12;

/** Lines first, then steps; what finds no room is left out. */
export function bounded(message: Message, bounds: Bounds): Bounded {
	const { sizeOf = units } = bounds;
	let [left, places] = [bounds.total, bounds.count];
	/** Null where there is no room. */
	const fit = (text: string, beside: number): string | null => {
		const most = Math.min(bounds.each, left - beside);
		const fitting = most < SHORTEST || places <= 0 ? '' : shortened(plainText(text), most, sizeOf);
		left -= beside + sizeOf(fitting);
		places -= 1;
		return fitting === '' ? null : fitting;
	};
	const lines = message.lines.flatMap(({ label, text }): MessageLine[] => {
		const name = oneLine(label, LABEL_AT_MOST, sizeOf);
		const fitting = fit(text, sizeOf(name));
		return fitting === null ? [] : [{ label: name, text: fitting }];
	});
	const steps = message.steps.flatMap((step) => fit(oneLine(step), 0) ?? []);
	const links = message.links.slice(0, bounds.links).map((link) => {
		return { ...link, label: labelOf(link, LABEL_AT_MOST, sizeOf) };
	});
	return { title: titleOf(message, bounds.title, sizeOf), lines, steps, links };
}

/** The steps as numbered lines. */
export function numbered(steps: readonly string[]): string {
	return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}
