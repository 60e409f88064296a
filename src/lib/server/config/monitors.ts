/** Reads the monitors of the config file: what all of them have, and what each kind takes by itself. */
import { type z } from 'zod';
import type { ProbeKind } from '../probes/probe.ts';
import { nameOf, type ConfigDocument, type Fault, type KeyPath } from './document.ts';
import { nearest } from './nearest.ts';
import { monitorCommon, type RawMonitor } from './schema.ts';
import { faultsOf } from './wording.ts';

export type Probes = Readonly<Record<string, ProbeKind>>;

export interface ReadMonitor {
	common: RawMonitor;
	target: unknown;
}

/** Kinds that are known and not in this version yet. */
const LATER = new Set(['browser']);
const COMMON_KEYS = Object.keys(monitorCommon.shape);

/** The good ones, and every fault of the others. */
export function readMonitors(
	document: ConfigDocument,
	entries: readonly unknown[],
	probes: Probes
): { monitors: ReadMonitor[]; faults: Fault[] } {
	const faults: Fault[] = [];
	const monitors = entries.flatMap(
		(entry, index) => readMonitor(document, entry, ['monitors', index], probes, faults) ?? []
	);
	return { monitors, faults };
}

/** One entry that came another way than by the file; its faults have no line, and paths that begin in the entry. */
export function readMonitorEntry(
	entry: unknown,
	probes: Probes
): { monitor: ReadMonitor | null; faults: Fault[] } {
	const faults: Fault[] = [];
	const monitor = readMonitor(NOWHERE, entry, [], probes, faults);
	return { monitor, faults };
}

/** Takes the place of the file, in which such an entry has no line. */
export const NOWHERE = {
	fault: (path: KeyPath, message: string): Fault => ({ line: 0, column: 0, path: nameOf(path), message })
};

function readMonitor(
	document: Pick<ConfigDocument, 'fault'>,
	entry: unknown,
	base: KeyPath,
	probes: Probes,
	faults: Fault[]
): ReadMonitor | null {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
	const common = monitorCommon.safeParse(entry);
	if (!common.success) {
		faults.push(...faultsOf(document, common.error, { base, value: entry, schema: monitorCommon }));
	}
	const { type } = entry as { type?: unknown };
	if (typeof type !== 'string') return null;
	const kind = Object.hasOwn(probes, type) ? probes[type] : undefined;
	if (!kind) {
		faults.push(document.fault([...base, 'type'], unknownKind(type, Object.keys(probes))));
		return null;
	}
	const own = Object.fromEntries(Object.entries(entry).filter(([name]) => !COMMON_KEYS.includes(name)));
	const target = kind.schema.safeParse(own);
	if (!target.success) {
		const part = { base, value: own, schema: kind.schema as z.ZodType, otherKeys: COMMON_KEYS };
		faults.push(...faultsOf(document, target.error, part));
	}
	return common.success && target.success ? { common: common.data, target: target.data } : null;
}

function unknownKind(type: string, kinds: readonly string[]): string {
	const known = `The kinds are: ${kinds.join(', ')}.`;
	if (LATER.has(type)) return `Monitors of the kind "${type}" come with a later version. ${known}`;
	const meant = nearest(type, kinds);
	return `There is no kind "${type}"${meant ? `; did you mean "${meant}"?` : '.'} ${known}`;
}
