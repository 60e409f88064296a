/**
 * Monitors by hand: made, changed, paused, taken away and brought back. A monitor is written as one entry of the config
 * file, and gets its component like one that stands there.
 */
import type { Trace } from '../../domain/audit.ts';
import { difference, type Facts } from '../../domain/audit.ts';
import type { MonitorConfig } from '../../domain/config.ts';
import { limitsOf } from '../../domain/limits.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { withNamedSecrets, withoutSecrets } from '../config/secrets-of.ts';
import { monitorConfigOf, monitorEntry, type Entry } from '../config/write-monitor.ts';
import type { Db } from '../database.ts';
import { PROBES, probeFor } from '../probes/index.ts';
import { hashToken } from '../secret.ts';
import * as audit from '../stores/audit.ts';
import * as edits from '../stores/monitor-edits.ts';
import * as monitors from '../stores/monitors.ts';
import type { DeskHouse } from './desk-house.ts';
import { monitorBulk, type MonitorBulk } from './monitor-bulk.ts';
import { followMonitor, shownAs } from './monitor-component.ts';
import { draftOf, invalid, withToken } from './monitor-draft.ts';
import { monitorImport, type MonitorImport } from './monitor-import.ts';
import { monitorTrial, type MonitorTrial } from './monitor-trial.ts';
import { found, Refusal, unchanged, unmanaged } from './refusal.ts';

export interface MadeMonitor {
	monitor: Monitor;
	/** What a heartbeat's job calls, where it was drawn here: it can be shown this once. */
	token: string | null;
}

export interface MonitorDesk extends MonitorBulk, MonitorTrial, MonitorImport {
	/**
	 * Makes a monitor and its component. One with the key of a monitor that was taken away goes on with its history.
	 * @param entry as the config file has it
	 * @param from the key of the monitor that kept secrets are taken from, when one is cloned
	 */
	create(trace: Trace, entry: unknown, from?: string | null): Promise<MadeMonitor>;
	/** @param entry the whole of it; a secret that reads `(kept)` stays */
	change(trace: Trace, key: string, entry: unknown, seen: { version?: number }): Promise<Monitor>;
	/** The entry of a monitor, each secret as `(kept)`; null for what is not there or is a stranger's. */
	entry(workspaceId: string, key: string): { entry: Entry; monitor: Monitor } | null;
	/** Every monitor of a workspace as the config file has it, each secret taken from a variable of the environment. */
	file(workspaceId: string): { entries: Entry[]; names: string[] };
}

export function monitorDesk(house: DeskHouse): MonitorDesk {
	const { database, sealer } = house;

	function known(workspaceId: string, key: string): Monitor | undefined {
		return house
			.roster()
			.facts.monitors.find((monitor) => monitor.workspaceId === workspaceId && monitor.key === key);
	}

	function wholeEntry(monitor: Monitor): Entry {
		return monitorEntry(monitorConfigOf(monitor, shownAs(house.roster(), monitor)), PROBES);
	}

	async function save(tx: Db, trace: Trace, draft: MonitorConfig, id: number | null): Promise<Monitor> {
		const { workspaceId, at } = trace;
		const pushTokenHash =
			draft.kind === 'heartbeat' ? hashToken((draft.target as { token: string }).token) : null;
		if (pushTokenHash !== null && (await edits.isTokenTaken(tx, pushTokenHash, id))) {
			throw invalid({ token: '"token" is in use already: take another one.' });
		}
		const fields = { ...draft, isManaged: false, pushTokenHash };
		await monitors.save(tx, workspaceId, fields, sealer, at);
		return found(await monitors.get(tx, sealer, workspaceId, draft.key), 'monitor');
	}

	async function make(tx: Db, trace: Trace, draft: MonitorConfig): Promise<Monitor> {
		const { workspaceId } = trace;
		if (await monitors.get(tx, sealer, workspaceId, draft.key)) {
			throw invalid({ key: `The key "${draft.key}" is taken already.` });
		}
		const isDefaultWorkspace = house.roster().isDefaultWorkspace(workspaceId);
		const most = limitsOf({ isDefaultWorkspace }).monitors;
		if ((await edits.count(tx, workspaceId)) >= most) {
			throw new Refusal('full', `This workspace has ${most} monitors, as many as it may have.`);
		}
		const made = await save(tx, trace, draft, null);
		await edits.setPaused(tx, [made.id], null);
		await followMonitor(tx, house, trace, made, { before: null, draft });
		await audit.record(tx, trace, { action: 'monitor.create', subject: made.key, after: factsOf(draft) });
		return { ...made, pausedAt: null };
	}

	const create: MonitorDesk['create'] = async (trace, given, from = null) => {
		const { workspaceId } = trace;
		const { entry, token } = withToken(given);
		const source = from === null ? null : found(known(workspaceId, from), 'monitor');
		const draft = draftOf(house.roster(), workspaceId, entry, source ? wholeEntry(source) : undefined);
		const monitor = await database.transaction((tx) => make(tx, trace, draft));
		await house.afterSetup();
		return { monitor, token };
	};

	const change: MonitorDesk['change'] = async (trace, key, given, { version }) => {
		const { workspaceId } = trace;
		const before = unmanaged(found(known(workspaceId, key), 'monitor'));
		const beforeConfig = monitorConfigOf(before, shownAs(house.roster(), before));
		const draft = draftOf(house.roster(), workspaceId, given, monitorEntry(beforeConfig, PROBES));
		if (draft.key !== key)
			throw invalid({ key: 'A key stays: it is the identity. Clone the monitor instead.' });
		const after = await database.transaction(async (tx) => {
			const stored = unmanaged(found(await monitors.get(tx, sealer, workspaceId, key), 'monitor'));
			unchanged(stored.version, version ?? null);
			const saved = await save(tx, trace, draft, stored.id);
			await followMonitor(tx, house, trace, saved, { before: beforeConfig, draft });
			await audit.record(tx, trace, {
				action: 'monitor.change',
				subject: key,
				...difference(factsOf(beforeConfig), factsOf(draft))
			});
			return saved;
		});
		await house.afterSetup();
		return after;
	};

	return {
		create,
		change,
		entry(workspaceId, key) {
			const monitor = known(workspaceId, key);
			if (!monitor) return null;
			return { entry: withoutSecrets(wholeEntry(monitor), probeFor(monitor.kind).secrets), monitor };
		},
		file(workspaceId) {
			const names = new Set<string>();
			const own = house.roster().facts.monitors.filter((one) => one.workspaceId === workspaceId);
			const entries = own.map((monitor) =>
				withNamedSecrets(wholeEntry(monitor), probeFor(monitor.kind).secrets, names)
			);
			return { entries, names: [...names] };
		},
		...monitorImport(house, make),
		...monitorBulk(house),
		...monitorTrial(house, (workspaceId, key) => {
			const monitor = known(workspaceId, key);
			return monitor && wholeEntry(monitor);
		})
	};
}

/** What the audit log keeps of a monitor: never a secret, and its address without what is secret in it. */
function factsOf(config: MonitorConfig): Facts {
	const probe = probeFor(config.kind);
	const { key: _, url: __, ...entry } = withoutSecrets(monitorEntry(config, PROBES), probe.secrets);
	const facts: Facts = { target: probe.describe(config.target) };
	for (const [name, value] of Object.entries(entry)) {
		const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
		facts[name] = isPlain ? value : JSON.stringify(value);
	}
	return facts;
}
