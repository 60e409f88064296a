/**
 * The product on one screen. One turn: probe → record → judge → open or close the outage → owe notices.
 * Judges from memory, so that checking goes on while the store cannot be written.
 */
import type { Check, Outcome } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import { judge, lapse, type Judgement } from '../../domain/judge.ts';
import { overdueAfterMs, type Monitor } from '../../domain/monitor.ts';
import { append } from '../../domain/stretch.ts';
import type { Clock } from '../clock.ts';
import { silence, type HeartbeatTarget } from '../probes/heartbeat.ts';
import { consequences, type Consequences } from './consequences.ts';
import type { Look } from './look.ts';
import { persist } from './persist.ts';
import type { Recorder } from './recorder.ts';
import type { Watch } from './watch.ts';

export interface WatchdogOptions {
	look: Look;
	describe: (monitor: Monitor) => string;
	recorder: Recorder;
	clock: Clock;
	newId: () => string;
	/** Whether a maintenance window silences this monitor at this time. */
	isSilenced: (monitorId: number, at: number) => boolean;
	/** The channels that hear of a monitor: ids of those with these keys, or of all. */
	channels: (workspaceId: string, keys: string[] | null) => { id: string }[];
	/** What the public sees has changed. */
	onChange: () => void;
	/** An outage has opened and is on its way to the disk. */
	onOpened: (watch: Watch) => void;
}

export interface Watchdog {
	watches: ReadonlyMap<number, Watch>;
	/** Checks of this process by what they said. */
	checksTotal: Readonly<Record<Outcome, number>>;
	/** Replaces what is watched; who stays keeps its standing. */
	watch(watches: readonly Watch[]): void;
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
		const check = await options.look(watch.monitor, latenessMs);
		if (watches.get(monitorId) !== watch) return {};
		void hear(watch, check);
		return watch.standing.streak ? { nextInMs: watch.monitor.confirmation.retryMs } : {};
	}

	/** A heartbeat is not asked: its turn is to notice that it stayed away, and once is enough. */
	async function listen(watch: Watch): Promise<{ nextInMs?: number }> {
		const { everyMs } = watch.monitor.schedule as { everyMs: number };
		const { grace: graceMs } = watch.monitor.target as HeartbeatTarget;
		const now = clock.now();
		const check = silence(watch.lastGood?.at ?? null, watch.watchedSince, everyMs, graceMs, now);
		if (check && watch.standing.lastKnown !== 'down') await hear(watch, check);
		const deadline = Math.max(watch.lastGood?.at ?? 0, watch.watchedSince) + everyMs + graceMs;
		return deadline > now ? { nextInMs: deadline - now + 1 } : {};
	}

	function hear(watch: Watch, check: Check): Promise<'written' | 'kept'> {
		const { monitor } = watch;
		const now = clock.now();
		const hadStreak = watch.standing.streak !== null;
		const judgement = judge(watch.standing, check, confirmationOf(monitor));
		const drawn = consequences(watch, check, judgement, {
			now,
			isSilenced: options.isSilenced(monitor.id, now),
			newId: options.newId,
			diagnose,
			target: options.describe(monitor)
		});
		const isRoutine = !isEventful(drawn) && !hadStreak && judgement.standing.streak === null;
		const isFirst = watch.lastCheck === null;
		apply(watch, check, judgement, drawn);
		checksTotal[check.outcome] += 1;
		recorder.note(monitor.id, check);
		if (isEventful(drawn)) options.onChange();
		if (isRoutine && !isFirst && monitor.kind !== 'heartbeat') return Promise.resolve('written');
		const written = recorder.commit(persist(watch, drawn, now, options));
		if (drawn.opened) options.onOpened(watch);
		return written;
	}

	async function lapseAll(from: number, to: number): Promise<void> {
		const lapsed = [...watches.values()].filter((watch) => hasMissedACheck(watch, to));
		await Promise.all(
			lapsed.map((watch) => {
				const { standing, change } = lapse(watch.standing, Math.max(from, watch.lastCheckAt ?? 0));
				watch.standing = standing;
				watch.failuresHeard = 0;
				if (!change) return Promise.resolve();
				watch.stretches = append(watch.stretches, change);
				return recorder.commit(persist(watch, { change }, clock.now(), options));
			})
		);
		for (const watch of watches.values()) watch.watchedSince = Math.max(watch.watchedSince, to);
		options.onChange();
	}

	return {
		get watches() {
			return watches;
		},
		checksTotal,
		watch(next) {
			const kept = next.map((watch) => {
				const known = watches.get(watch.monitor.id);
				return known ? Object.assign(known, { monitor: watch.monitor }) : watch;
			});
			watches = new Map(kept.map((watch) => [watch.monitor.id, watch]));
			options.onChange();
		},
		turn,
		hear,
		lapseAll
	};
}

/** A heartbeat that stayed away has waited its grace already: one sign is proof. */
function confirmationOf(monitor: Monitor): Monitor['confirmation'] {
	return monitor.kind === 'heartbeat' ? { confirm: 1, recover: 1, retryMs: 0 } : monitor.confirmation;
}

function hasMissedACheck(watch: Watch, now: number): boolean {
	const { monitor, lastCheckAt } = watch;
	if (lastCheckAt === null) return false;
	const grace = monitor.kind === 'heartbeat' ? (monitor.target as HeartbeatTarget).grace : 0;
	const overdueMs = overdueAfterMs(monitor);
	return overdueMs !== null && now - lastCheckAt > overdueMs + grace;
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
