/**
 * Small pictures of a component's state for other people's pages, as SVG and for shields.io. A component that is hidden
 * or unknown gives the same grey `n/a`, so that a badge tells nobody what exists.
 */
import { makeBadge } from 'badge-maker';
import type { ComponentView, DayState, PageSnapshot } from '../../domain/snapshot.ts';
import { formatRatio, ratio, sum } from '../../domain/uptime.ts';
import { stateInWords, stateOf } from '../../format/states.ts';

export const BADGES = ['status', 'uptime', 'response'] as const;
export type BadgeKind = (typeof BADGES)[number];

export interface Badge {
	label: string;
	message: string;
	/** `#rrggbb` */
	color: string;
}

export interface BadgeQuery {
	/** In place of the badge's own label. */
	label: string | null;
	/** How many days an uptime covers, 1 to 90. */
	days: number;
}

const GREY = '#6E747E';
const COLOR: Record<DayState, string> = {
	operational: '#2E7D5B',
	degraded: '#B7791F',
	partial: '#B4232C',
	down: '#B4232C',
	maintenance: '#3B66B0',
	unknown: GREY
};
const LABEL: Record<BadgeKind, string> = { status: 'status', uptime: 'uptime', response: 'response time' };
const LONGEST_LABEL = 60;

/** @param medianMs the median response time of the last day; null where nothing answered */
export function badgeOf(
	kind: BadgeKind,
	component: ComponentView | undefined,
	query: BadgeQuery,
	medianMs: number | null
): Badge {
	const label = oneLine(query.label ?? '') || LABEL[kind];
	const nothing = { label, message: 'n/a', color: GREY };
	if (!component) return nothing;
	if (kind === 'status') {
		const state = stateOf(component.status);
		return { label, message: stateInWords(state).toLowerCase(), color: COLOR[state] };
	}
	if (kind === 'response') {
		return medianMs === null ? nothing : { label, message: `${Math.round(medianMs)} ms`, color: '#3B66B0' };
	}
	const uptime = ratio(sum(component.days.slice(-query.days)));
	if (uptime === null) return nothing;
	return {
		label: oneLine(query.label ?? '') || `uptime ${query.days}d`,
		message: formatRatio(uptime),
		color: colorOf(uptime)
	};
}

/** The component that a key names on a page, if the public may see it. */
export function shownComponent(snapshot: PageSnapshot, key: string): ComponentView | undefined {
	return snapshot.groups.flatMap(({ components }) => components).find((component) => component.key === key);
}

export function badgeSvg({ label, message, color }: Badge): string {
	return makeBadge({ label, message, color, labelColor: '#1D2126', style: 'flat' });
}

/** The endpoint document of shields.io (shields.io/badges/endpoint-badge). */
export function badgeDocument({ label, message, color }: Badge): object {
	return { schemaVersion: 1, label, message, color: color.slice(1) };
}

function colorOf(uptime: number): string {
	if (uptime >= 0.999) return COLOR.operational;
	return uptime >= 0.99 ? COLOR.degraded : COLOR.down;
}

/** One line of well-formed text without control characters, which SVG cannot carry. */
function oneLine(text: string): string {
	const line = text
		.toWellFormed()
		.replace(/[\p{Cc}\ufffe\uffff\u2028\u2029]+/gu, ' ')
		.trim();
	return [...line].slice(0, LONGEST_LABEL).join('');
}
