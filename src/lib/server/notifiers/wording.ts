/**
 * Puts a message into the markup of a service, within its size: what must not be missing stands first, and what is cut
 * is cut before it is escaped, so that no markup is ever left open.
 */
import type { Message, MessageLink } from '../../domain/message.ts';
import { oneLine, plainText, shortened, units, type SizeOf } from './plain.ts';

/** How a service writes three things; each takes plain text and escapes it. */
export interface Dialect {
	text(plain: string): string;
	strong(plain: string): string;
	link(label: string, url: string): string;
}

/** No markup at all. */
export const PLAIN: Dialect = {
	text: (plain) => plain,
	strong: (plain) => plain,
	link: (label, url) => `${label}: ${url}`
};

export interface Room {
	/** What the whole may be in size, in the service's own measure. */
	most: number;
	sizeOf?: SizeOf;
	/** Between two lines. */
	newline?: string;
	/** The title stands elsewhere already. */
	withoutTitle?: boolean;
	withoutLinks?: boolean;
}

/** No single line takes more than this of the room, so that one of them does not crowd out the rest. */
const LINE_AT_MOST = 1_500;
const TITLE_AT_MOST = 200;
const SHORTEST_CUT = 12;

/** One line that is never empty, for services refuse a message without a title. */
export function titleOf({ title }: Message, most = TITLE_AT_MOST, sizeOf: SizeOf = units): string {
	return oneLine(title, most, sizeOf) || 'Notice';
}

/** What a link is called; never empty, for services refuse a link without words. */
export function labelOf({ label }: MessageLink, most = 80, sizeOf: SizeOf = units): string {
	return oneLine(label, most, sizeOf) || 'Open';
}

/** The message in a dialect: title, links' room kept free, facts, steps, links. */
export function worded(message: Message, dialect: Dialect, room: Room): string {
	const { most, sizeOf = units, newline = '\n' } = room;
	const writeTitle = (longest: number) => dialect.strong(titleOf(message, longest));
	const title = room.withoutTitle
		? []
		: [fitting(writeTitle, most, sizeOf, Math.min(most, TITLE_AT_MOST)) ?? ''];
	const links = room.withoutLinks ? [] : message.links.map((link) => dialect.link(labelOf(link), link.url));
	const sizeOfAll = (lines: readonly string[]) =>
		lines.reduce((sum, line) => sum + sizeOf(line) + sizeOf(newline), 0);
	// A link is whole or not there.
	while (links.length > 0 && sizeOfAll([...title, ...links]) > most) links.pop();
	const lines = [...title];
	let left = most - sizeOfAll([...title, ...links]);
	for (const write of linesOf(message, dialect)) {
		const line = fitting(write, left - sizeOf(newline), sizeOf);
		if (line === null) break;
		lines.push(line);
		left -= sizeOf(line) + sizeOf(newline);
	}
	return [...lines, ...links].join(newline) || dialect.text(titleOf(message));
}

/** Each line of a message, as a function of how long its plain text may be. */
function linesOf({ lines, steps }: Message, dialect: Dialect): ((most: number) => string)[] {
	const facts = lines.map(({ label, text }) => (most: number) => {
		const value = dialect.text(shortened(oneLine(text, LINE_AT_MOST), most));
		return label === '' ? value : `${dialect.strong(`${oneLine(label, 80)}:`)} ${value}`;
	});
	const numbered = steps.map((step, index) => (most: number) => {
		return dialect.text(`${index + 1}. ${shortened(oneLine(step, LINE_AT_MOST), most)}`);
	});
	return [...facts, ...numbered];
}

/** The longest form of a line that there is room for, by halves; null where there is room for nothing. */
function fitting(
	write: (most: number) => string,
	room: number,
	sizeOf: SizeOf,
	longest = LINE_AT_MOST
): string | null {
	for (let most = longest; most >= SHORTEST_CUT; most = Math.floor(most / 2)) {
		const line = write(most);
		if (sizeOf(line) <= room) return line;
	}
	return null;
}

/** The message as plain text of several lines, in full. */
export function inFull(message: Message): string {
	const lines = message.lines.map(({ label, text }) =>
		label === '' ? plainText(text) : `${oneLine(label, 80)}: ${plainText(text)}`
	);
	const steps = message.steps.map((step, index) => `${index + 1}. ${plainText(step)}`);
	const links = message.links.map((link) => `${labelOf(link)}: ${link.url}`);
	return [lines, steps, links]
		.filter((part) => part.length > 0)
		.map((part) => part.join('\n'))
		.join('\n\n');
}
