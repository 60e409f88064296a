/** Checks a config file whole: every fault with its line, or the configuration with its defaults filled in. */
import { z } from 'zod';
import type { Config, MonitorConfig } from '../../domain/config.ts';
import { hashToken } from '../secret.ts';
import type { ProbeKind } from '../probes/probe.ts';
import { ConfigDocument, type Fault, type KeyPath } from './document.ts';
import { nearest } from './nearest.ts';
import { configSchema, monitorCommon, type RawConfig, type RawMonitor } from './schema.ts';

export type Checked = { config: Config; faults?: undefined } | { config?: undefined; faults: Fault[] };

/** Kinds that are known and not in this version yet. */
const LATER = new Set(['browser']);
const COMMON_KEYS = Object.keys(monitorCommon.shape);

/**
 * Reads and checks a configuration.
 * @param env where `${NAME}` takes its values from
 * @param probes the kinds there are
 */
export function checkConfig(
	text: string,
	env: Record<string, string | undefined>,
	probes: Readonly<Record<string, ProbeKind>>
): Checked {
	const document = new ConfigDocument(text, env);
	if (document.faults.length > 0) return { faults: inOrder(document.faults) };
	const value = document.value();
	const faults: Fault[] = [];
	const parsed = configSchema.safeParse(value);
	if (!parsed.success) faults.push(...faultsOf(document, parsed.error, []));
	const monitors = listIn(value, 'monitors').map((raw, index) => readMonitor(document, raw, index, probes, faults));
	faults.push(...crossFaults(document, value));
	if (!parsed.success || faults.length > 0) return { faults: inOrder(faults) };
	const read = monitors.flatMap((monitor) => monitor ?? []);
	return { config: assemble(parsed.data, read) };
}

interface ReadMonitor {
	common: RawMonitor;
	target: unknown;
}

function readMonitor(
	document: ConfigDocument,
	raw: unknown,
	index: number,
	probes: Readonly<Record<string, ProbeKind>>,
	faults: Fault[]
): ReadMonitor | null {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
	const path: KeyPath = ['monitors', index];
	const common = monitorCommon.safeParse(raw);
	if (!common.success) faults.push(...faultsOf(document, common.error, path));
	const { type } = raw as { type?: unknown };
	if (typeof type !== 'string') return null;
	const kind = probes[type];
	if (!kind) {
		faults.push(document.fault([...path, 'type'], unknownKind(type, Object.keys(probes))));
		return null;
	}
	const own = Object.fromEntries(Object.entries(raw).filter(([name]) => !COMMON_KEYS.includes(name)));
	const target = kind.schema.safeParse(own);
	if (!target.success) faults.push(...faultsOf(document, target.error, path, knownKeys(kind.schema)));
	return common.success && target.success ? { common: common.data, target: target.data } : null;
}

function unknownKind(type: string, kinds: readonly string[]): string {
	if (LATER.has(type)) return `The kind "${type}" is not in this version yet. There are: ${kinds.join(', ')}.`;
	const meant = nearest(type, kinds);
	return `There is no kind "${type}"${meant ? `; did you mean "${meant}"?` : '.'} There are: ${kinds.join(', ')}.`;
}

function knownKeys(schema: z.ZodType): string[] {
	return schema instanceof z.ZodObject ? [...Object.keys(schema.shape as object), ...COMMON_KEYS] : COMMON_KEYS;
}

/** A library's findings as faults of this file: each unknown key by itself, with the nearest known one. */
function faultsOf(document: ConfigDocument, error: z.ZodError, base: KeyPath, top: readonly string[] = []): Fault[] {
	return error.issues.flatMap((issue) => {
		const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
		if (issue.code === 'unrecognized_keys') {
			const known = issue.path.length === 0 && top.length > 0 ? top : keysAt(path);
			return issue.keys.map((name) => {
				const meant = nearest(name, known);
				const hint = meant ? ` Did you mean "${meant}"?` : known.length > 0 ? ` Known here: ${known.join(', ')}.` : '';
				return document.fault([...path, name], `The key "${name}" is not known here.${hint}`, 'key');
			});
		}
		const isMissing = document.has(path) === false && path.length > base.length;
		const last = path.at(-1);
		const says = isMissing ? `"${String(last)}" is missing.` : worded(last, issue.message);
		return [document.fault(path, says)];
	});
}

function worded(last: string | number | undefined, message: string): string {
	if (!message.startsWith('takes') && !message.startsWith('is ')) return `"${String(last ?? 'the file')}": ${message}.`;
	return `"${String(last ?? 'the file')}" ${message}.`;
}

/** The keys that the file takes at a place, found by walking the schema. */
function keysAt(path: KeyPath): string[] {
	let schema: z.ZodType | undefined = path[0] === 'monitors' ? undefined : configSchema;
	for (const step of path) {
		schema = unwrapped(schema);
		if (schema instanceof z.ZodObject) schema = (schema.shape as Record<string, z.ZodType>)[String(step)];
		else if (schema instanceof z.ZodArray) schema = schema.element as z.ZodType;
	}
	schema = unwrapped(schema);
	return schema instanceof z.ZodObject ? Object.keys(schema.shape as object) : [];
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
	let inner = schema;
	while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
		inner = inner.unwrap() as z.ZodType;
	}
	return inner;
}

type Loose = Partial<Record<string, unknown>>;

/** What only shows when the parts are held beside each other; reads a file that has other faults as well as it can. */
function crossFaults(document: ConfigDocument, value: unknown): Fault[] {
	const faults: Fault[] = [];
	const objects = (of: unknown, name: string) =>
		listIn(of, name).map((one) => (typeof one === 'object' && one !== null ? (one as Loose) : {}));
	const keysOf = (list: readonly Loose[]) => list.map(({ key }) => (typeof key === 'string' ? key : ''));
	const monitors = objects(value, 'monitors');
	const byHand = objects(value, 'components');
	const windows = objects(value, 'maintenance');
	const groups = keysOf(objects((value as Loose | null)?.page, 'groups'));
	const channels = keysOf(objects(value, 'channels'));
	const components = [...keysOf(monitors), ...keysOf(byHand)];
	const refer = (name: string, known: readonly string[], what: string, path: KeyPath) => {
		if (known.includes(name)) return;
		const meant = nearest(name, known);
		faults.push(document.fault(path, `There is no ${what} "${name}"${meant ? `; did you mean "${meant}"?` : '.'}`));
	};
	const unique = (keys: readonly string[], pathOf: (index: number) => KeyPath) =>
		keys.forEach((key, index) => {
			if (key !== '' && keys.indexOf(key) < index) faults.push(document.fault(pathOf(index), `The key "${key}" is taken already.`));
		});
	unique(components, (index) =>
		index < monitors.length ? ['monitors', index, 'key'] : ['components', index - monitors.length, 'key']
	);
	unique(groups, (index) => ['page', 'groups', index, 'key']);
	unique(channels, (index) => ['channels', index, 'key']);
	unique(keysOf(windows), (index) => ['maintenance', index, 'key']);
	const tokens = new Map<string, number>();
	monitors.forEach((monitor, index) => {
		const path: KeyPath = ['monitors', index];
		if (monitor.group !== undefined) refer(String(monitor.group), groups, 'group', [...path, 'group']);
		const notify = Array.isArray(monitor.notify) ? monitor.notify : [];
		notify.forEach((one, at) => refer(String(one), channels, 'channel', [...path, 'notify', at]));
		if (monitor.every !== undefined && monitor.cron !== undefined) {
			faults.push(document.fault([...path, 'cron'], 'Give either "every" or "cron", not both.', 'key'));
		}
		if (monitor.type === 'heartbeat' && monitor.cron !== undefined) {
			faults.push(document.fault([...path, 'cron'], 'A heartbeat takes "every": how often your job reports.', 'key'));
		}
		if (typeof monitor.token !== 'string') return;
		if (tokens.has(monitor.token)) faults.push(document.fault([...path, 'token'], 'This token belongs to another monitor.'));
		tokens.set(monitor.token, index);
	});
	byHand.forEach(({ group }, index) => {
		if (group !== undefined) refer(String(group), groups, 'group', ['components', index, 'group']);
	});
	windows.forEach((window, index) =>
		listIn(window, 'components').forEach((one, at) =>
			refer(String(one), components, 'component', ['maintenance', index, 'components', at])
		)
	);
	return faults;
}

function assemble(raw: RawConfig, monitors: readonly ReadMonitor[]): Config {
	const { page, defaults } = raw;
	return {
		page: {
			title: page.title,
			description: page.description,
			url: page.url ?? null,
			timeZone: page.timezone,
			locale: page.locale,
			groups: page.groups
		},
		monitors: monitors.map(({ common, target }): MonitorConfig => ({
			key: common.key,
			name: common.name,
			group: common.group ?? null,
			kind: common.type,
			target,
			schedule:
				common.cron === undefined
					? { everyMs: common.every ?? defaults.every }
					: { cron: common.cron, timeZone: page.timezone },
			timeoutMs: common.timeout ?? defaults.timeout,
			confirmation: {
				confirm: common.confirm ?? defaults.confirm,
				recover: common.recover ?? defaults.recover,
				retryMs: common.retry ?? defaults.retry
			},
			isPublic: common.public,
			tags: common.tags,
			notify: common.notify ?? null,
			origin: common.origin ?? null
		})),
		components: raw.components.map(({ key, name, group, public: isPublic }) => ({ key, name, group: group ?? null, isPublic })),
		channels: raw.channels.map(({ key, name, type, ...settings }) => ({ key, name: name ?? key, kind: type, settings })),
		incidents: { auto: raw.incidents.auto, afterMs: raw.incidents.after },
		maintenance: raw.maintenance.map((window) => ({
			key: window.key,
			title: window.title,
			message: window.message,
			startsLocal: window.starts,
			timeZone: window.timezone ?? page.timezone,
			durationMs: window.duration,
			repeat: window.repeat ?? null,
			notifyBeforeMs: window.notify_before ?? null,
			components: window.components
		})),
		retention: { checksMs: raw.retention.checks, hoursMs: raw.retention.hours },
		references: raw.reference
	};
}

function listIn(value: unknown, name: string): unknown[] {
	const list = (value as Record<string, unknown> | null)?.[name];
	return Array.isArray(list) ? list : [];
}

function inOrder(faults: readonly Fault[]): Fault[] {
	const seen = new Set<string>();
	return [...faults]
		.sort((a, b) => a.line - b.line || a.column - b.column)
		.filter(({ line, column, message }) => {
			const name = `${line}:${column} ${message}`;
			return !seen.has(name) && seen.add(name);
		});
}

/** How a heartbeat's token is stored; null for other kinds. */
export function tokenHashOf({ kind, target }: Pick<MonitorConfig, 'kind' | 'target'>): string | null {
	return kind === 'heartbeat' ? hashToken((target as { token: string }).token) : null;
}
