/**
 * Writes what a monitor went through as if it had been watched all the time: stretches, every check folded into its hour
 * and its day, the checks of the last days themselves, and where its judging stands.
 */
import { NOTHING_OBSERVED, type CheckRow, type Outcome } from '../../src/lib/domain/check.ts';
import { daySpans } from '../../src/lib/domain/days.ts';
import * as latency from '../../src/lib/domain/latency.ts';
import { NO_PHASES } from '../../src/lib/domain/evidence.ts';
import type { Standing } from '../../src/lib/domain/judge.ts';
import type { Span, Stretch, Verdict } from '../../src/lib/domain/stretch.ts';
import type { Database } from '../../src/lib/server/database.ts';
import * as states from '../../src/lib/server/stores/states.ts';
import * as stretches from '../../src/lib/server/stores/stretches.ts';
import { answerMs, phasesOf, type Pace } from './pace.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rows written in one statement. */
const ROWS_AT_ONCE = 5_000;
const ANSWERING: Record<Outcome, number | null> = { up: 200, degraded: 200, down: 502, unknown: null };

/** A time in which a monitor was not well. */
export interface Spell extends Span {
	verdict: Exclude<Verdict, 'up'>;
}

export interface Past {
	monitorId: number;
	isHttp: boolean;
	/** From the first check to the newest one. */
	span: Span;
	everyMs: number;
	pace: Pace;
	/** Oldest first, apart from each other. */
	spells: readonly Spell[];
	/** From when on the checks themselves are kept. */
	checksFrom: number;
}

/** The first check at or after an instant, as a monitor's schedule has them. */
export function checkAfter({ span, everyMs }: Pick<Past, 'span' | 'everyMs'>, at: number): number {
	return span.from + Math.max(0, Math.ceil((at - span.from) / everyMs)) * everyMs;
}

/**
 * The verdicts of a past: up, but for the spells, each from the first check in it to the first one after it. A spell
 * between two checks is one that nobody saw.
 */
export function stretchesOf(past: Pick<Past, 'span' | 'everyMs' | 'spells'>): Stretch[] {
	const changes: { verdict: Verdict; at: number }[] = [{ verdict: 'up', at: past.span.from }];
	for (const { verdict, from, to } of past.spells) {
		const [begin, end] = [checkAfter(past, from), checkAfter(past, to)];
		if (begin === end) continue;
		if (changes.at(-1)?.at === begin) changes.pop();
		changes.push({ verdict, at: begin }, { verdict: 'up', at: end });
	}
	const until = (index: number) => changes[index + 1]?.at ?? null;
	return changes.map(({ verdict, at }, index) => ({ verdict, startedAt: at, endedAt: until(index) }));
}

/** Writes a past. One that lasts until now ends with its monitor up. */
export async function writePast(
	database: Database,
	past: Past,
	{ timeZone, random }: { timeZone: string; random: Random }
): Promise<void> {
	const verdicts = stretchesOf(past);
	const { rollups, checks } = look(past, verdicts, timeZone, random);
	const standing = standingOf(verdicts, past.span.to);
	const observed = { ...NOTHING_OBSERVED, statusCode: past.isHttp ? 200 : null, address: '127.0.0.1' };
	await database.transaction(async (tx) => {
		await stretches.remember(tx, past.monitorId, verdicts);
		for (const rows of inParts(rollups)) await database.saveRollups(tx, rows);
		for (const rows of inParts(checks)) await database.insertChecks(tx, rows);
		const state = {
			standing,
			lastCheckAt: past.span.to,
			lastGood: { at: past.span.to, observed },
			warnings: [],
			firstFailure: null
		};
		await states.saveAll(tx, [{ monitorId: past.monitorId, state }]);
	});
}

interface Seen {
	rollups: { monitorId: number; period: number | string; rollup: latency.LatencyRollup }[];
	checks: CheckRow[];
}

function look(
	{ monitorId, isHttp, span, everyMs, pace, checksFrom }: Past,
	verdicts: Stretch[],
	timeZone: string,
	random: Random
): Seen {
	const { from, to } = span;
	const count = Math.ceil((to - from) / DAY_MS) + 2;
	const days = daySpans(count, to, timeZone);
	const seen: Seen = { rollups: [], checks: [] };
	let [hour, day] = [newPeriod(0), newPeriod(0)];
	let [stretch, today] = [0, 0];
	for (let at = from; at <= to; at += everyMs) {
		while ((verdicts[stretch]?.endedAt ?? Infinity) <= at) stretch += 1;
		while ((days[today]?.to ?? Infinity) <= at) today += 1;
		if (at >= hour.until) {
			hour = newPeriod(at - (at % HOUR_MS) + HOUR_MS);
			seen.rollups.push({ monitorId, period: hour.until - HOUR_MS, rollup: hour.rollup });
		}
		if (at >= day.until) {
			day = newPeriod(days[today]?.to ?? Infinity);
			seen.rollups.push({ monitorId, period: days[today]?.day ?? '', rollup: day.rollup });
		}
		const outcome = verdicts[stretch]?.verdict ?? 'up';
		const durationMs = answerMs(pace, at, outcome === 'degraded', random);
		latency.add(hour.rollup, { outcome, durationMs });
		latency.add(day.rollup, { outcome, durationMs });
		if (at < checksFrom) continue;
		const phases = outcome === 'unknown' ? NO_PHASES : phasesOf(durationMs, isHttp);
		const statusCode = isHttp ? ANSWERING[outcome] : null;
		const latenessMs = Math.floor(random() * 4);
		seen.checks.push({ monitorId, at, outcome, statusCode, durationMs, latenessMs, phases });
	}
	return seen;
}

function newPeriod(until: number): { until: number; rollup: latency.LatencyRollup } {
	return { until, rollup: latency.empty() };
}

function standingOf(verdicts: readonly Stretch[], judgedAt: number): Standing {
	const known = verdicts.filter(({ verdict }) => verdict !== 'unknown');
	const changes = known.filter(({ verdict }, index) => index > 0 && verdict !== known[index - 1]?.verdict);
	return {
		verdict: 'up',
		since: verdicts.at(-1)?.startedAt ?? judgedAt,
		lastKnown: 'up',
		streak: null,
		judgedAt,
		changes: changes.map(({ startedAt }) => startedAt).slice(-8)
	};
}

function* inParts<T>(rows: readonly T[]): Generator<T[]> {
	for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
		yield rows.slice(first, first + ROWS_AT_ONCE);
}
