/**
 * Decides what is believed of a monitor from its checks: a change counts after several checks agree, and then from the
 * first of them on (DESIGN rule 3). Pure, so that every story of checks is a table.
 */
import type { Outcome } from './check.ts';
import type { Confirmation } from './monitor.ts';
import type { Verdict } from './stretch.ts';

/** Checks that contradict the verdict in one direction and have not yet been confirmed. */
export interface Streak {
	direction: 'worse' | 'better' | 'blind';
	/** What the verdict becomes when the streak is confirmed. */
	verdict: Verdict;
	count: number;
	/** The first contradicting check, epoch milliseconds: where the change will be dated. */
	firstAt: number;
}

/** Where the judging of one monitor stands. Stored, so that counters survive a restart. */
export interface Standing {
	verdict: Verdict;
	/** When the verdict began, epoch milliseconds. */
	since: number;
	/** The last verdict that was not `unknown`; null for a monitor that never had one. */
	lastKnown: Exclude<Verdict, 'unknown'> | null;
	streak: Streak | null;
	/** When the newest check was judged, epoch milliseconds; null before the first. */
	judgedAt: number | null;
	/** When the known verdict last changed, oldest first: what tells a target that keeps changing its mind. */
	changes: number[];
}

/** A confirmed change of verdict, dated at the first check that showed it. */
export interface Change {
	from: Verdict;
	to: Verdict;
	at: number;
	confirmedAt: number;
}

export interface Judgement {
	standing: Standing;
	change: Change | null;
}

const CHANGES_REMEMBERED = 8;

const SEVERITY: Record<Exclude<Verdict, 'unknown'>, number> = { up: 0, degraded: 1, down: 2 };

/** The standing of a monitor nobody has looked at yet. */
export function newStanding(now: number): Standing {
	return { verdict: 'unknown', since: now, lastKnown: null, streak: null, judgedAt: null, changes: [] };
}

/**
 * Takes one more check into account.
 * - A check that agrees with the verdict ends any streak against it.
 * - After a time of `unknown`, a check that agrees with what was known before restores that at once: nothing changed.
 * - The very first good check makes a new monitor `up`; its first bad ones need confirmation like any other.
 * - Mixed bad checks confirm only what all of them show: down, degraded, down is `degraded`.
 */
export function judge(
	standing: Standing,
	check: { at: number; outcome: Outcome },
	rule: Confirmation
): Judgement {
	const at = Math.max(check.at, standing.since);
	const judged: Standing = { ...standing, judgedAt: at };
	if (check.outcome === standing.verdict) return { standing: { ...judged, streak: null }, change: null };
	if (standing.verdict === 'unknown' && check.outcome !== 'unknown' && restores(standing, check.outcome)) {
		return change(judged, check.outcome, at, at);
	}
	const streak = prolong(standing, check.outcome, at);
	if (streak.count < needed(streak, rule)) return { standing: { ...judged, streak }, change: null };
	return change(judged, streak.verdict, streak.firstAt, at);
}

/**
 * What is left of a standing after a time in which nobody looked: `unknown` since then, what was known before kept aside.
 * @param from when the blind time began, epoch milliseconds
 */
export function lapse(standing: Standing, from: number): Judgement {
	if (standing.verdict === 'unknown') return { standing: { ...standing, streak: null }, change: null };
	const at = Math.max(from, standing.since);
	return change({ ...standing, streak: null }, 'unknown', at, at);
}

function restores(standing: Standing, outcome: Exclude<Outcome, 'unknown'>): boolean {
	return outcome === (standing.lastKnown ?? 'up');
}

function needed(streak: Streak, rule: Confirmation): number {
	return streak.direction === 'better' ? rule.recover : rule.confirm;
}

function prolong(standing: Standing, outcome: Outcome, at: number): Streak {
	const direction = directionOf(standing, outcome);
	const before = standing.streak?.direction === direction ? standing.streak : null;
	return {
		direction,
		verdict: before ? agreed(before.verdict, outcome, direction) : outcome,
		count: (before?.count ?? 0) + 1,
		firstAt: before?.firstAt ?? at
	};
}

function directionOf(standing: Standing, outcome: Outcome): Streak['direction'] {
	if (outcome === 'unknown') return 'blind';
	const base = standing.verdict === 'unknown' ? (standing.lastKnown ?? 'up') : standing.verdict;
	return SEVERITY[outcome] > SEVERITY[base] ? 'worse' : 'better';
}

/** What both show: getting worse, the milder of the two; getting better, the more severe. */
function agreed(before: Verdict, outcome: Outcome, direction: Streak['direction']): Verdict {
	if (before === 'unknown' || outcome === 'unknown') return 'unknown';
	const beforeIsMilder = SEVERITY[before] < SEVERITY[outcome];
	return beforeIsMilder === (direction === 'worse') ? before : outcome;
}

function change(standing: Standing, to: Verdict, at: number, confirmedAt: number): Judgement {
	const known =
		to !== 'unknown' ? to : standing.verdict !== 'unknown' ? standing.verdict : standing.lastKnown;
	const hasChangedItsMind = standing.lastKnown !== null && known !== standing.lastKnown;
	return {
		standing: {
			verdict: to,
			since: at,
			lastKnown: known,
			streak: null,
			judgedAt: standing.judgedAt,
			changes: hasChangedItsMind ? [...standing.changes, at].slice(-CHANGES_REMEMBERED) : standing.changes
		},
		change: { from: standing.verdict, to, at, confirmedAt }
	};
}
