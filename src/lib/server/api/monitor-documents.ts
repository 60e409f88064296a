/** Monitors as the API takes and shows them: an entry of the config file, and beside it how the monitor stands. */
import { z } from 'zod';
import { OUTCOMES } from '../../domain/check.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { monitorCommon } from '../config/schema.ts';
import type { Entry } from '../config/write-monitor.ts';
import type { App } from '../gatehouse.ts';
import { PROBES } from '../probes/index.ts';
import { iso, isoOrNull, time } from './fields.ts';

const verdict = z.enum(OUTCOMES as [string, ...string[]]);

const state = z
	.strictObject({
		verdict,
		since: time.nullable(),
		paused: z.boolean(),
		managed: z.boolean().describe('Whether the config file rules over it.'),
		last_check_at: time.nullable(),
		last_check: z.string().nullable().describe('The newest check in one technical line.'),
		outage_id: z.string().nullable().describe('The outage that lasts.'),
		warnings: z.array(z.string()).describe('What will become trouble, such as a certificate that runs out.'),
		version: z.number().describe('As in the ETag.')
	})
	.describe('How it stands. Sent back with the rest, it is passed over.');

/** Each kind takes keys of its own beside these; what is secret in them reads `(kept)`. */
export const monitor = z
	.looseObject({ key: z.string(), name: z.string(), type: z.string(), state })
	.meta({ id: 'Monitor' });

export const madeMonitor = z
	.looseObject({
		key: z.string(),
		name: z.string(),
		type: z.string(),
		state,
		token: z.string().optional().describe('Of a heartbeat that was made without one: shown this once.')
	})
	.meta({ id: 'NewMonitor' });

/** The entry of each kind, for the document; what is sent is read by the reader of the config file. */
export const monitorEntrySchema = z.union(
	Object.values(PROBES).map(({ kind, schema }) => {
		const own = schema instanceof z.ZodObject ? (schema.shape as z.ZodRawShape) : {};
		return z
			.object({ ...monitorCommon.shape, ...own, type: z.literal(kind) })
			.meta({ id: `${kind[0]?.toUpperCase()}${kind.slice(1)}Monitor` });
	}) as unknown as [z.ZodType, z.ZodType]
);

export function monitorDocument(app: Pick<App, 'watches'>, entry: Entry, one: Monitor) {
	const watch = [...app.watches()].find(({ monitor: { id } }) => id === one.id);
	return { ...entry, state: stateOf(one, watch) };
}

type Watch = App['watches'] extends () => Iterable<infer W> ? W : never;

export function stateOf(one: Monitor, watch: Watch | undefined) {
	return {
		verdict: watch?.standing.verdict ?? 'unknown',
		since: watch ? iso(watch.standing.since) : null,
		paused: one.pausedAt !== null,
		managed: one.isManaged,
		last_check_at: isoOrNull(watch?.lastCheckAt ?? null),
		last_check: watch?.lastCheck?.summary ?? null,
		outage_id: watch?.outage?.id ?? null,
		warnings: watch?.warnings.map(({ message }) => message) ?? [],
		version: one.version
	};
}

/** What was sent, without what we added to what was read. */
export function entryOf(body: Record<string, unknown>): Entry {
	const { state: _, ...entry } = body;
	return entry;
}

/** JSON Merge Patch (RFC 7396). */
export function patched(entry: unknown, patch: unknown): unknown {
	if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
	const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
	const merged = new Map(isObject ? Object.entries(entry) : []);
	for (const [key, value] of Object.entries(patch)) {
		if (value === null) merged.delete(key);
		else merged.set(key, patched(merged.get(key), value));
	}
	return Object.fromEntries(merged);
}
