/** Looks at a target now: of a monitor that is there, or of one that somebody has just typed and not saved. */
import type { Trace } from '../../domain/audit.ts';
import type { Check } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { probeFor } from '../probes/index.ts';
import type { DeskHouse } from './desk-house.ts';
import { draftOf, withToken } from './monitor-draft.ts';
import { found, Refusal } from './refusal.ts';

export interface Trial {
	check: Check;
	/** What is made of a failing answer; null where all is well. */
	diagnosis: Diagnosis | null;
	/** What was asked, without secrets. */
	target: string;
}

export interface MonitorTrial {
	/**
	 * One real probe of an entry; nothing is stored and nobody is told.
	 * @param from the key of the monitor that kept secrets are taken from
	 */
	tryOut(trace: Trace, entry: unknown, from?: string | null): Promise<Trial>;
	/** One check of a monitor now, beside its schedule. It counts like any other. */
	checkNow(trace: Trace, key: string): Promise<void>;
}

/** A person waits for it. */
const TRIAL_AT_MOST_MS = 30_000;
/** At the same time, of one workspace: nobody makes us ask faster than that. */
const TRIALS_AT_ONCE = 2;
const ASKED_BY_NOBODY = 'A heartbeat is told by your job: there is nothing that could be asked.';

export function monitorTrial(
	house: DeskHouse,
	entryOf: (workspaceId: string, key: string) => unknown
): MonitorTrial {
	const underWay = new Map<string, number>();

	async function alone<T>(workspaceId: string, act: () => Promise<T>): Promise<T> {
		const others = underWay.get(workspaceId) ?? 0;
		if (others >= TRIALS_AT_ONCE) {
			throw new Refusal('conflict', 'Others of you are testing right now. Try again when they are done.');
		}
		underWay.set(workspaceId, others + 1);
		try {
			return await act();
		} finally {
			underWay.set(workspaceId, (underWay.get(workspaceId) ?? 1) - 1);
		}
	}

	return {
		async tryOut({ workspaceId, at }, given, from = null) {
			const held = from === null ? undefined : found(entryOf(workspaceId, from), 'monitor');
			const draft = draftOf(house.roster(), workspaceId, withToken(given).entry, held);
			const probe = probeFor(draft.kind);
			if (!probe.probe) throw new Refusal('conflict', ASKED_BY_NOBODY);
			const monitor: Monitor = {
				...draft,
				id: 0,
				workspaceId,
				timeoutMs: Math.min(draft.timeoutMs, TRIAL_AT_MOST_MS),
				isManaged: false,
				pausedAt: null,
				archivedAt: null,
				createdAt: at,
				version: 1
			};
			return alone(workspaceId, async () => {
				const check = await house.ask(monitor);
				const diagnosis = check.outcome === 'up' || !check.evidence ? null : diagnose(check.evidence);
				return { check, diagnosis, target: probe.describe(draft.target) };
			});
		},
		async checkNow({ workspaceId }, key) {
			const monitor = found(
				house.roster().facts.monitors.find((one) => one.workspaceId === workspaceId && one.key === key),
				'monitor'
			);
			if (!probeFor(monitor.kind).probe) throw new Refusal('conflict', ASKED_BY_NOBODY);
			if (monitor.pausedAt !== null) throw new Refusal('conflict', 'It is paused: resume it first.');
			await alone(workspaceId, () => house.checkNow(monitor.id));
		}
	};
}
