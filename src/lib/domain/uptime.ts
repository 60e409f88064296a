/**
 * Uptime is time, not counts (DESIGN rule 2): it comes from the stretches between state changes. Up and degraded count
 * as up; unknown and maintenance count on neither side.
 */
import type { Folding } from './component.ts';
import type { DaySpan } from './days.ts';
import type { DayState, DayView, UptimeParts } from './snapshot.ts';
import type { Span, Stretch, Verdict } from './stretch.ts';

/** What a component was over time: a verdict, or partly down where several monitors fold by share. */
export type ComponentVerdict = Verdict | 'partial';

export interface ComponentStretch {
	verdict: ComponentVerdict;
	startedAt: number;
	endedAt: number | null;
}

interface Piece extends Span {
	verdict: ComponentVerdict | 'maintenance';
}

export const NOTHING_MEASURED: UptimeParts = { upMs: 0, degradedMs: 0, downMs: 0, unknownMs: 0, maintenanceMs: 0 };

const PART = {
	up: 'upMs',
	degraded: 'degradedMs',
	partial: 'degradedMs',
	down: 'downMs',
	unknown: 'unknownMs',
	maintenance: 'maintenanceMs'
} as const;

/** From best to worst, as it colours a day. */
const STATES: readonly DayState[] = ['unknown', 'operational', 'maintenance', 'degraded', 'partial', 'down'];
const STATE_OF: Record<Piece['verdict'], DayState> = {
	up: 'operational',
	degraded: 'degraded',
	partial: 'partial',
	down: 'down',
	unknown: 'unknown',
	maintenance: 'maintenance'
};

/**
 * Measures one span. The parts add up to its length, as far as it lies before `now`; what no stretch covers is unknown.
 * The order in which stretches are given does not matter; where two overlap, the later start holds.
 */
export function measure(
	stretches: readonly ComponentStretch[],
	span: Span,
	maintenance: readonly Span[],
	now: number
): UptimeParts {
	const parts = sumPieces(cut(pieces(stretches, maintenance, now), span));
	const measuredMs = Math.max(0, Math.min(span.to, now) - span.from);
	return { ...parts, unknownMs: parts.unknownMs + measuredMs - total(parts) };
}

/** Every day of a row of days in one pass. */
export function days(
	stretches: readonly ComponentStretch[],
	spans: readonly DaySpan[],
	maintenance: readonly Span[],
	now: number,
	incidentsByDay: ReadonlyMap<string, readonly string[]>
): DayView[] {
	const all = pieces(stretches, maintenance, now);
	let next = 0;
	return spans.map((span) => {
		while (next < all.length && (all[next] as Piece).to <= span.from) next += 1;
		const within: Piece[] = [];
		for (let index = next; index < all.length && (all[index] as Piece).from < span.to; index += 1) {
			within.push(...cut([all[index] as Piece], span));
		}
		const measuredMs = Math.max(0, Math.min(span.to, now) - span.from);
		const parts = sumPieces(within);
		parts.unknownMs += Math.max(0, measuredMs - total(parts));
		return {
			day: span.day,
			...parts,
			state: worstState(within),
			ratio: ratio(parts),
			incidentIds: [...(incidentsByDay.get(span.day) ?? [])]
		};
	});
}

/** Several monitors' verdicts as one component's: the worst of them, or partly down where only a share is. */
export function merge(each: readonly (readonly Stretch[])[], folding: Folding): ComponentStretch[] {
	if (each.length === 1) return [...(each[0] ?? [])];
	const tidied = each.map(tidy);
	const cuts = [...new Set(tidied.flat().flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
	const merged: ComponentStretch[] = [];
	const cursors = tidied.map(() => 0);
	cuts.slice(0, -1).forEach((from, index) => {
		const verdicts = tidied.flatMap((list, which) => {
			while ((list[cursors[which] ?? 0]?.to ?? Infinity) <= from) cursors[which] = (cursors[which] ?? 0) + 1;
			const here = list[cursors[which] ?? 0];
			return here && here.from <= from ? [here.verdict] : [];
		});
		if (verdicts.length === 0) return;
		const verdict = foldVerdicts(verdicts as Verdict[], folding);
		const to = cuts[index + 1] as number;
		const last = merged.at(-1);
		if (last && last.verdict === verdict && last.endedAt === from) last.endedAt = to;
		else merged.push({ verdict, startedAt: from, endedAt: to });
	});
	return merged.map((stretch) => (stretch.endedAt === Infinity ? { ...stretch, endedAt: null } : stretch));
}

/** (up + degraded) / (up + degraded + down); null where nothing was measured. */
export function ratio({ upMs, degradedMs, downMs }: UptimeParts): number | null {
	const measured = upMs + degradedMs + downMs;
	return measured === 0 ? null : (upMs + degradedMs) / measured;
}

/** Floored, so that one second of downtime never shows as 100 %: `99.99 %`. */
export function formatRatio(value: number | null, digits = 2): string {
	if (value === null) return 'no data';
	const scale = 10 ** digits;
	const floored = value >= 1 ? 100 * scale : Math.min(Math.floor(value * 100 * scale), 100 * scale - 1);
	return `${value >= 1 ? '100' : (floored / scale).toFixed(digits)} %`;
}

export function sum(parts: readonly UptimeParts[]): UptimeParts {
	return parts.reduce<UptimeParts>(
		(a, b) => ({
			upMs: a.upMs + b.upMs,
			degradedMs: a.degradedMs + b.degradedMs,
			downMs: a.downMs + b.downMs,
			unknownMs: a.unknownMs + b.unknownMs,
			maintenanceMs: a.maintenanceMs + b.maintenanceMs
		}),
		NOTHING_MEASURED
	);
}

export function total(parts: UptimeParts): number {
	return parts.upMs + parts.degradedMs + parts.downMs + parts.unknownMs + parts.maintenanceMs;
}

function foldVerdicts(verdicts: readonly Verdict[], folding: Folding): ComponentVerdict {
	const known = verdicts.filter((verdict) => verdict !== 'unknown');
	if (known.length === 0) return 'unknown';
	const isAnyDown = known.includes('down');
	if (folding === 'share' && isAnyDown && known.some((verdict) => verdict !== 'down')) return 'partial';
	if (isAnyDown) return 'down';
	return known.includes('degraded') ? 'degraded' : 'up';
}

/** Stretches in order, without overlap: the later start holds from there on. */
function tidy(stretches: readonly ComponentStretch[]): Piece[] {
	const ordered = [...stretches].sort((a, b) => a.startedAt - b.startedAt || rankOf(a) - rankOf(b));
	return ordered
		.map(({ verdict, startedAt, endedAt }, index) => {
			const next = ordered[index + 1]?.startedAt ?? Infinity;
			return { verdict, from: startedAt, to: Math.min(endedAt ?? Infinity, next) };
		})
		.filter(({ from, to }) => to > from);
}

/** Two stretches that begin together: which one holds must not depend on the order they came in. */
function rankOf({ verdict, endedAt }: ComponentStretch): number {
	return STATES.indexOf(STATE_OF[verdict]) * 2 + (endedAt === null ? 1 : 0);
}

/** Stretches up to `now` with maintenance laid over them. */
function pieces(stretches: readonly ComponentStretch[], maintenance: readonly Span[], now: number): Piece[] {
	const base = tidy(stretches).flatMap((piece) => cut([piece], { from: -Infinity, to: now }));
	const windows = union(maintenance).flatMap((span) => {
		const to = Math.min(span.to, now);
		return to > span.from ? [{ from: span.from, to, verdict: 'maintenance' as const }] : [];
	});
	if (windows.length === 0) return base;
	return [...base.flatMap((piece) => without(piece, windows)), ...windows].sort((a, b) => a.from - b.from);
}

function without(piece: Piece, windows: readonly Span[]): Piece[] {
	let rest: Piece[] = [piece];
	for (const window of windows) {
		if (window.to <= piece.from || window.from >= piece.to) continue;
		rest = rest.flatMap((part) => [
			...cut([part], { from: -Infinity, to: window.from }),
			...cut([part], { from: window.to, to: Infinity })
		]);
	}
	return rest;
}

function union(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of [...spans].sort((a, b) => a.from - b.from)) {
		const last = merged.at(-1);
		if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
		else merged.push({ ...span });
	}
	return merged;
}

function cut(list: readonly Piece[], { from, to }: Span): Piece[] {
	return list.flatMap((piece) => {
		const start = Math.max(piece.from, from);
		const end = Math.min(piece.to, to);
		return end > start ? [{ verdict: piece.verdict, from: start, to: end }] : [];
	});
}

function sumPieces(list: readonly Piece[]): UptimeParts {
	const parts = { ...NOTHING_MEASURED };
	for (const { verdict, from, to } of list) parts[PART[verdict]] += to - from;
	return parts;
}

function worstState(list: readonly Piece[]): DayState {
	return list.reduce<DayState>((worst, { verdict }) => {
		const state = STATE_OF[verdict];
		return STATES.indexOf(state) > STATES.indexOf(worst) ? state : worst;
	}, 'unknown');
}
