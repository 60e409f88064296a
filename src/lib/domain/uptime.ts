/**
 * Uptime is time, not counts (DESIGN rule 2): it comes from the stretches between state changes. Up and degraded count
 * as up; unknown and maintenance count on neither side.
 */
import type { Folding } from './component.ts';
import type { DaySpan } from './days.ts';
import type { DayState, DayView, UptimeParts } from './snapshot.ts';
import type { Span, Stretch, Verdict } from './stretch.ts';
import {
	rankOf,
	tidy,
	timeline,
	type ComponentStretch,
	type ComponentVerdict,
	type Piece
} from './timeline.ts';

export type { ComponentStretch, ComponentVerdict } from './timeline.ts';

export const NOTHING_MEASURED: UptimeParts = {
	upMs: 0,
	degradedMs: 0,
	downMs: 0,
	unknownMs: 0,
	maintenanceMs: 0
};

const PART = {
	up: 'upMs',
	degraded: 'degradedMs',
	partial: 'degradedMs',
	down: 'downMs',
	unknown: 'unknownMs',
	maintenance: 'maintenanceMs'
} as const;

/** Makes up for the last bit of a binary fraction, so that 0.57 is 57.00 %; far less than a millisecond in a century. */
const ROUNDING = 1e-9;

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
 * The order in which stretches are given does not matter; where two overlap, the one that began later holds.
 */
export function measure(
	stretches: readonly ComponentStretch[],
	span: Span,
	maintenance: readonly Span[],
	now: number
): UptimeParts {
	return tally(timeline(stretches, maintenance, now), 0, span, now).parts;
}

/** Every day of a row of days (in order, without overlap) in one pass. */
export function days(
	stretches: readonly ComponentStretch[],
	spans: readonly DaySpan[],
	maintenance: readonly Span[],
	now: number,
	incidentsByDay: ReadonlyMap<string, readonly string[]>
): DayView[] {
	const pieces = timeline(stretches, maintenance, now);
	let first = 0;
	return spans.map((span) => {
		while ((pieces[first]?.to ?? Infinity) <= span.from) first += 1;
		const { parts, state } = tally(pieces, first, span, now);
		const incidentIds = [...(incidentsByDay.get(span.day) ?? [])];
		return { day: span.day, ...parts, state, ratio: ratio(parts), incidentIds };
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
	if (value >= 1) return '100 %';
	const whole = 100 * 10 ** digits;
	const floored = Math.min(Math.floor(value * whole + ROUNDING), whole - 1);
	return `${(floored / 10 ** digits).toFixed(digits)} %`;
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

/** The parts and the worst state of a span, from the pieces beginning with number `first`. */
function tally(
	pieces: readonly Piece[],
	first: number,
	span: Span,
	now: number
): { parts: UptimeParts; state: DayState } {
	const parts = { ...NOTHING_MEASURED };
	let worst: Piece['verdict'] = 'unknown';
	for (let index = first; index < pieces.length; index += 1) {
		const { verdict, from, to } = pieces[index] as Piece;
		if (from >= span.to) break;
		const lengthMs = Math.min(to, span.to) - Math.max(from, span.from);
		if (lengthMs <= 0) continue;
		parts[PART[verdict]] += lengthMs;
		if (rankOf(verdict) > rankOf(worst)) worst = verdict;
	}
	const measuredMs = Math.max(0, Math.min(span.to, now) - span.from);
	parts.unknownMs += measuredMs - total(parts);
	return { parts, state: STATE_OF[worst] };
}
