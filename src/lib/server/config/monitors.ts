/** Reads the monitors of the config file: what all of them have, and what each kind takes by itself. */
import { type z } from 'zod';
import type { ProbeKind } from '../probes/probe.ts';
import type { ConfigDocument, Fault, KeyPath } from './document.ts';
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
		(entry, index) => readMonitor(document, entry, index, probes, faults) ?? []
	);
	return { monitors, faults };
}

function readMonitor(
	document: ConfigDocument,
	entry: unknown,
	index: number,
	probes: Probes,
	faults: Fault[]
): ReadMonitor | null {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
	const base: KeyPath = ['monitors', index];
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
