/**
 * The product on one screen. One turn: probe → record → judge → open or close the outage → owe notices.
 * Judges from memory, so that checking goes on while the store cannot be written.
 */
import type { Check, Outcome } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { LearnedPage } from '../../domain/diagnosis/learned.ts';
import { judge, lapse, type Judgement } from '../../domain/judge.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Outage } from '../../domain/outage.ts';
import { append } from '../../domain/stretch.ts';
import type { Clock } from '../clock.ts';
import { silence, type HeartbeatTarget } from '../probes/heartbeat.ts';
import { hasMissedACheck, type DueBetween } from './absence.ts';
import { consequences, type Consequences } from './consequences.ts';
import type { Look } from './look.ts';
import { persist, type Telling } from './persist.ts';
import type { Recorder } from './recorder.ts';
import type { Watch } from './watch.ts';

export interface WatchdogOptions {
	look: Look;
	/** The error pages that a monitor was taught. */
	learned: (monitorId: number) => readonly LearnedPage[];
	describe: (monitor: Monitor) => string;
	recorder: Recorder;
	clock: Clock;
	newId: () => string;
	/** Whether a maintenance window silences this monitor at this time. */
	isSilenced: (monitorId: number, at: number) => boolean;
	/** The channels that hear of something about a monitor. */
	hearers: Telling['hearers'];
	/** Whether a monitor with a cron expression was due in (from, to]. */
	isDueBetween: DueBetween;
	/** Gatehouse stops: a check that was broken off says nothing. */
	isStopping: () => boolean;
	/** What the public sees has changed. */
	onChange: () => void;
	/** An outage has opened and is on its way to the disk. */
	onOpened: (watch: Watch) => void;
}

export interface Watchdog {
	watches: ReadonlyMap<number, Watch>;
	/** Checks of this process by what they said. */
	checksTotal: Readonly<Record<Outcome, number>>;
	/**
	 * Replaces what is watched. Who stays keeps its standing; who goes or is paused is unknown from then on, and its outage
	 * ends there; who comes back is unknown since somebody last looked.
	 * @param lookedUntil when somebody was last at work, epoch milliseconds
	 */
	watch(watches: readonly Watch[], lookedUntil: number): Promise<void>;
	/** One turn of one monitor. */
	turn(monitorId: number, latenessMs: number): Promise<{ nextInMs?: number }>;
	/** Takes a check from elsewhere (a heartbeat) into account; resolves once it is on disk or kept. */
	hear(watch: Watch, check: Check): Promise<'written' | 'kept'>;
	/** Nobody looked since `from`: every monitor that missed a check is unknown from then on. */
	lapseAll(from: number, to: number): Promise<void>;
}

export function createWatchdog(options: WatchdogOptions): Watchdog {
	const { recorder, clock } = options;
	let watches = new Map<number, Watch>();
	const checksTotal: Record<Outcome, number> = { up: 0, degraded: 0, down: 0, unknown: 0 };

	async function turn(monitorId: number, latenessMs: number): Promise<{ nextInMs?: number }> {
		const watch = watches.get(monitorId);
		if (!watch) return {};
		if (watch.monitor.kind === 'heartbeat') return listen(watch);
		const asked = watch.monitor;
		const check = await options.look(asked, latenessMs);
		if (watches.get(monitorId) !== watch || options.isStopping()) return {};
		// what was paused or altered meanwhile is another matter than the one that was asked about
		if (watch.monitor.pausedAt !== null || watch.monitor.version !== asked.version) return {};
		void hear(watch, check);
		return isConfirming(watch) ? { nextInMs: watch.monitor.confirmation.retryMs } : {};
	}

	/** A heartbeat is not asked: its turn is to notice that it stayed away, once, and once more after a silent window. */
	async function listen(watch: Watch): Promise<{ nextInMs?: number }> {
		const { monitor } = watch;
		const { everyMs } = monitor.schedule as { everyMs: number };
		const { grace: graceMs } = monitor.target as HeartbeatTarget;
		const now = clock.now();
		forgetTheFuture(watch, now);
		const check = silence(watch.lastGood?.at ?? null, watch.watchedSince, everyMs, graceMs, now);
		const isUntold = watch.outage?.announcedAt === null && !options.isSilenced(monitor.id, now);
		if (check && (watch.standing.verdict !== 'down' || isUntold)) await hear(watch, check);
		const deadline = Math.max(watch.lastGood?.at ?? 0, watch.watchedSince) + everyMs + graceMs;
		return deadline > now ? { nextInMs: deadline - now + 1 } : {};
	}

	function hear(watch: Watch, check: Check): Promise<'written' | 'kept'> {
		const { monitor } = watch;
		const now = clock.now();
		const hadStreak = watch.standing.streak !== null;
		const rule = confirmationOf(monitor);
		const judgement = judge(watch.standing, check, rule);
		const drawn = consequences(watch, check, judgement, {
			now,
			isSilenced: options.isSilenced(monitor.id, now),
			rule,
			newId: options.newId,
			diagnose: (evidence) => diagnose(evidence, { learned: options.learned(monitor.id) }),
			target: options.describe(monitor)
		});
		const isRoutine = !isEventful(drawn) && !hadStreak && judgement.standing.streak === null;
		const isFirst = watch.lastCheck === null;
		apply(watch, check, judgement, drawn);
		checksTotal[check.outcome] += 1;
		recorder.note(monitor.id, check);
		if (isEventful(drawn)) options.onChange();
		if (isRoutine && !isFirst && monitor.kind !== 'heartbeat') return Promise.resolve('written');
		const { write, standing } = persist(watch, drawn, now, options);
		const written = recorder.commit(write, standing);
		if (drawn.opened) options.onOpened(watch);
		return written;
	}

	async function lapseAll(from: number, to: number): Promise<void> {
		await Promise.all([...watches.values()].map((watch) => lapseWhereMissed(watch, from, to)));
		for (const watch of watches.values()) watch.watchedSince = Math.max(watch.watchedSince, to);
		options.onChange();
	}

	/** Blind since `from`, or since the last check where that had been overdue by then. */
	async function lapseWhereMissed(watch: Watch, from: number, to: number): Promise<void> {
		if (watch.lastCheckAt === null || !hasMissedACheck(watch, to, options.isDueBetween)) return;
		const lookedUntil = Math.min(from, to);
		const wasOverdue = hasMissedACheck(watch, lookedUntil, options.isDueBetween);
		await goBlind(watch, wasOverdue ? watch.lastCheckAt : Math.max(lookedUntil, watch.lastCheckAt));
	}

	async function goBlind(watch: Watch, from: number, closed: Outage | null = null): Promise<void> {
		const { standing, change } = lapse(watch.standing, from);
		watch.standing = standing;
		watch.failuresHeard = 0;
		if (!change && !closed) return;
		if (change) watch.stretches = append(watch.stretches, change);
		const { write, standing: stored } = persist(watch, { change, closed }, clock.now(), options);
		await recorder.commit(write, stored);
	}

	/** Nobody looks any more, on purpose: what comes next is not known, and an outage has no end that could be seen. */
	async function retire(watch: Watch, at: number): Promise<void> {
		const { outage } = watch;
		watch.outage = null;
		watch.diagnosis = null;
		watch.firstFailure = null;
		await goBlind(watch, at, outage && { ...outage, endedAt: Math.max(at, outage.startedAt) });
	}

	async function replace(next: readonly Watch[], lookedUntil: number): Promise<void> {
		const now = clock.now();
		const before = watches;
		const kept = next.map((watch) => {
			const known = before.get(watch.monitor.id);
			if (!known) return watch;
			const isResumed = known.monitor.pausedAt !== null && watch.monitor.pausedAt === null;
			return Object.assign(known, { monitor: watch.monitor, ...(isResumed ? { watchedSince: now } : {}) });
		});
		watches = new Map(kept.map((watch) => [watch.monitor.id, watch]));
		options.onChange();
		const gone = [...before.values()].filter(({ monitor }) => !watches.has(monitor.id));
		const paused = kept.filter(({ monitor }) => monitor.pausedAt !== null);
		const come = kept.filter(({ monitor }) => monitor.pausedAt === null && !before.has(monitor.id));
		await Promise.all([
			...gone.map((watch) => retire(watch, now)),
			...paused.map((watch) => retire(watch, watch.monitor.pausedAt ?? now)),
			...come.map((watch) => lapseWhereMissed(watch, lookedUntil, now))
		]);
		options.onChange();
	}

	return {
		get watches() {
			return watches;
		},
		checksTotal,
		watch: replace,
		turn,
		hear,
		lapseAll
	};
}

/** A heartbeat that stayed away has waited its grace already: one sign is proof. */
function confirmationOf(monitor: Monitor): Monitor['confirmation'] {
	return monitor.kind === 'heartbeat' ? { confirm: 1, recover: 1, retryMs: 0 } : monitor.confirmation;
}

/** A change is unconfirmed, or an outage that a window kept silent is about to be told. */
function isConfirming({ standing, outage, failuresHeard }: Watch): boolean {
	return standing.streak !== null || (outage?.announcedAt === null && failuresHeard > 0);
}

/** Somebody set the clock back: what was heard later than now was heard by now, else its deadline would move away. */
function forgetTheFuture(watch: Watch, now: number): void {
	if (watch.lastGood && watch.lastGood.at > now) watch.lastGood = { ...watch.lastGood, at: now };
	watch.watchedSince = Math.min(watch.watchedSince, now);
}

function isEventful(drawn: Consequences): boolean {
	return (
		drawn.change !== null || drawn.altered !== null || drawn.closed !== null || drawn.announcements.length > 0
	);
}

function apply(watch: Watch, check: Check, { standing, change }: Judgement, drawn: Consequences): void {
	watch.standing = standing;
	watch.lastCheck = check;
	watch.lastCheckAt = check.at;
	watch.warnings = check.warnings;
	watch.outage = drawn.outage;
	watch.diagnosis = drawn.diagnosis;
	watch.firstFailure = drawn.firstFailure;
	watch.failuresHeard = drawn.failuresHeard;
	if (check.outcome === 'up') watch.lastGood = { at: check.at, observed: check.observed };
	if (change) watch.stretches = append(watch.stretches, change);
}
