/** Lays stretches and maintenance over each other, so that at any instant at most one of them holds. */
import type { Span, Verdict } from './stretch.ts';

/** What a component was over time: a verdict, or partly down where several monitors fold by share. */
export type ComponentVerdict = Verdict | 'partial';

export interface ComponentStretch {
	verdict: ComponentVerdict;
	startedAt: number;
	endedAt: number | null;
}

export interface Piece extends Span {
	verdict: ComponentVerdict | 'maintenance';
}

const FROM_BEST_TO_WORST: readonly Piece['verdict'][] = [
	'unknown',
	'up',
	'maintenance',
	'degraded',
	'partial',
	'down'
];

/** How bad it is, as it colours a day: 0 is no data, then the higher the worse. */
export function rankOf(verdict: Piece['verdict']): number {
	return FROM_BEST_TO_WORST.indexOf(verdict);
}

/** What holds when: pieces in order, without overlap, up to `now`; maintenance replaces what lies beneath it. */
export function timeline(
	stretches: readonly ComponentStretch[],
	maintenance: readonly Span[],
	now: number
): Piece[] {
	const windows = union(maintenance);
	return [
		...outside(tidy(stretches), windows),
		...windows.map((span) => ({ ...span, verdict: 'maintenance' as const }))
	]
		.map((piece) => ({ ...piece, to: Math.min(piece.to, now) }))
		.filter(({ from, to }) => to > from)
		.sort((a, b) => a.from - b.from);
}

/** Stretches in order, without overlap: at any instant the one that holds, of those that cover it, began last. */
export function tidy(stretches: readonly ComponentStretch[]): Piece[] {
	const pieces: Piece[] = [];
	const lasting: Piece[] = [];
	let at = -Infinity;
	const layUntil = (until: number) => {
		while (at < until) {
			const top = lasting.at(-1);
			const to = Math.min(top?.to ?? until, until);
			if (top && to > at) pieces.push({ verdict: top.verdict, from: at, to });
			if (top && top.to <= until) lasting.pop();
			at = Math.max(at, to);
		}
	};
	for (const { verdict, startedAt, endedAt } of [...stretches].sort(byStart)) {
		layUntil(startedAt);
		lasting.push({ verdict, from: startedAt, to: endedAt ?? Infinity });
	}
	layUntil(Infinity);
	return pieces;
}

/** Of two stretches that begin together the worse one holds, so that the order they came in cannot matter. */
function byStart(a: ComponentStretch, b: ComponentStretch): number {
	if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt;
	if (a.verdict !== b.verdict) return rankOf(a.verdict) - rankOf(b.verdict);
	return a.endedAt === b.endedAt ? 0 : (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity);
}

/** Spans in order, empty ones left out, overlapping and touching ones as one. */
function union(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
		const last = merged.at(-1);
		if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
		else merged.push({ ...span });
	}
	return merged;
}

/** The pieces without what lies inside a window. Both in order and without overlap, so one pass is enough. */
function outside(pieces: readonly Piece[], windows: readonly Span[]): Piece[] {
	const rest: Piece[] = [];
	let first = 0;
	for (const { verdict, from, to } of pieces) {
		while ((windows[first]?.to ?? Infinity) <= from) first += 1;
		let at = from;
		for (let index = first; at < to; index += 1) {
			const window = windows[index];
			const until = Math.min(to, window?.from ?? Infinity);
			if (until > at) rest.push({ verdict, from: at, to: until });
			at = Math.max(at, window?.to ?? Infinity);
		}
	}
	return rest;
}
