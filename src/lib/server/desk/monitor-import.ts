/** Many monitors at once, from a list: first what would be made of it, then making it, one by one, until it is done or cancelled. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Trace } from '../../domain/audit.ts';
import type { MonitorConfig } from '../../domain/config.ts';
import { keyFrom } from '../../domain/key.ts';
import type { Db } from '../database.ts';
import { readImport, type Imported } from '../imports/index.ts';
import { probeFor } from '../probes/index.ts';
import type { DeskHouse } from './desk-house.ts';
import { choicesOf, draftOf, withToken } from './monitor-draft.ts';
import { Refusal } from './refusal.ts';

export interface PlannedMonitor {
	name: string;
	key: string;
	/** What would be asked, without secrets; null where nothing can be made of it. */
	target: string | null;
	faults: string[];
	notes: string[];
}

export interface ImportPlan {
	/** What the text was taken for. */
	format: string;
	/** What is wrong with all of it; null where it could be read. */
	fault: string | null;
	planned: PlannedMonitor[];
}

export interface ImportProgress {
	total: number;
	/** Keys of those that are there. */
	made: string[];
	failed: { name: string; why: string }[];
	/** What jobs have to call, where a token was drawn: by the name of the heartbeat. */
	tokens: { name: string; token: string }[];
	state: 'running' | 'cancelled' | 'done';
}

export interface MonitorImport {
	planImport(workspaceId: string, text: string): ImportPlan;
	/**
	 * Begins to make what can be made; it goes on by itself.
	 * @throws Refusal where another import of the workspace is under way, or nothing can be made
	 */
	beginImport(trace: Trace, text: string): ImportProgress;
	/** How the newest import goes or went; null where there was none since the start. */
	importProgress(workspaceId: string): ImportProgress | null;
	/** Makes no more; what is made stays. */
	cancelImport(workspaceId: string): void;
}

interface Ready extends PlannedMonitor {
	draft: MonitorConfig | null;
	token: string | null;
}

const TEXT_AT_MOST = 2_000_000;
const AT_MOST = 2_000;
/** Those that are made are watched after so many, and at the end. */
const TAKEN_OVER_AFTER = 200;

export function monitorImport(
	house: DeskHouse,
	make: (tx: Db, trace: Trace, draft: MonitorConfig) => Promise<unknown>
): MonitorImport {
	const newest = new Map<string, ImportProgress>();

	function read(workspaceId: string, text: string): { plan: ImportPlan; ready: Ready[] } {
		if (text.length > TEXT_AT_MOST) throw new Refusal('invalid', 'That is more than 2 MB.');
		const { format, found, fault } = readImport(text);
		if (found.length > AT_MOST) {
			throw new Refusal('invalid', `That are ${found.length} monitors; at most ${AT_MOST} come at once.`);
		}
		const { monitors, components } = house.roster().facts;
		const taken = new Set(
			[...monitors, ...components].flatMap((one) => (one.workspaceId === workspaceId ? [one.key] : []))
		);
		const ready = found.map((one) => readyOf(workspaceId, one, taken));
		const planned = ready.map(({ draft: _, token: __, ...shown }) => shown);
		return { plan: { format, fault, planned }, ready };
	}

	function readyOf(workspaceId: string, { name, entry, notes }: Imported, taken: Set<string>): Ready {
		if (!entry) return { name, key: '', target: null, faults: notes, notes: [], draft: null, token: null };
		const { entry: fitting, notes: more } = fitted(workspaceId, entry);
		const given = fitting.key;
		const isTaken = typeof given === 'string' && taken.has(given);
		const key = typeof given === 'string' ? given : keyFrom(name, 'monitor', taken);
		taken.add(key);
		const { entry: whole, token } = withToken({ ...fitting, key });
		const shown = { name, key, notes: [...notes, ...more] };
		try {
			if (isTaken) throw new Refusal('invalid', `The key "${key}" is taken already.`);
			const draft = draftOf(house.roster(), workspaceId, whole);
			const target = probeFor(draft.kind).describe(draft.target);
			return { ...shown, target, faults: [], draft, token };
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
			const sentences = Object.values(fault.errors);
			const faults = sentences.length > 0 ? sentences : [fault.message];
			return { ...shown, target: null, faults, draft: null, token: null };
		}
	}

	/** Without the groups and channels that this workspace does not have. */
	function fitted(
		workspaceId: string,
		entry: Record<string, unknown>
	): { entry: Record<string, unknown>; notes: string[] } {
		const { groups, channels } = choicesOf(house.roster(), workspaceId);
		const { group, notify, ...rest } = entry;
		const notes: string[] = [];
		const known = groups.find(({ key, name }) => key === group || name === group);
		if (typeof group === 'string' && !known) notes.push(`There is no group "${group}" here: it is left out.`);
		const told = Array.isArray(notify)
			? notify.filter((key) => channels.some((channel) => channel.key === key))
			: undefined;
		if (told && told.length < (notify as unknown[]).length) {
			notes.push('It names channels that are not here: they are left out.');
		}
		const parts = { ...(known ? { group: known.key } : {}), ...(told ? { notify: told } : {}) };
		return { entry: { ...rest, ...parts }, notes };
	}

	async function run(trace: Trace, ready: readonly Ready[], progress: ImportProgress): Promise<void> {
		let untold = 0;
		for (const { draft, name, key, token } of ready) {
			if (progress.state !== 'running') break;
			if (!draft) continue;
			try {
				const now = { ...trace, at: house.clock.now() };
				await house.database.transaction((tx) => make(tx, now, draft));
				progress.made.push(key);
				untold += 1;
				if (token !== null) progress.tokens.push({ name, token });
			} catch (fault) {
				const why = fault instanceof Refusal ? fault.message : 'It could not be stored.';
				progress.failed.push({ name, why });
			}
			// the store answers at once: without a pause nobody else, checks included, would get a turn
			await othersFirst();
			if (untold >= TAKEN_OVER_AFTER) {
				untold = 0;
				await house.afterSetup();
			}
		}
		await house.afterSetup();
		if (progress.state === 'running') progress.state = 'done';
	}

	return {
		planImport: (workspaceId, text) => read(workspaceId, text).plan,
		beginImport(trace, text) {
			const { workspaceId } = trace;
			if (newest.get(workspaceId)?.state === 'running') {
				throw new Refusal('conflict', 'Another import is under way. Wait for it, or cancel it.');
			}
			const ready = read(workspaceId, text).ready.filter(({ draft }) => draft !== null);
			if (ready.length === 0) throw new Refusal('invalid', 'There is nothing in it that could be made.');
			const progress: ImportProgress = {
				total: ready.length,
				made: [],
				failed: [],
				tokens: [],
				state: 'running'
			};
			newest.set(workspaceId, progress);
			run(trace, ready, progress).catch(() => (progress.state = 'cancelled'));
			return progress;
		},
		importProgress: (workspaceId) => newest.get(workspaceId) ?? null,
		cancelImport(workspaceId) {
			const progress = newest.get(workspaceId);
			if (progress?.state === 'running') progress.state = 'cancelled';
		}
	};
}
