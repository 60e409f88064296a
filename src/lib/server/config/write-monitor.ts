/** Writes a monitor as its entry of the config file: what the reader fills in by itself is left out. */
import type { MonitorConfig } from '../../domain/config.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { nodeOf } from '../shape.ts';
import { written } from '../written.ts';
import type { Probes } from './monitors.ts';
import { DEFAULTS, monitorCommon } from './schema.ts';

export type Entry = Record<string, unknown>;

/**
 * The entry that reads as this monitor, secrets included.
 * @throws Error for a kind that is not among the probes
 */
export function monitorEntry(monitor: MonitorConfig, probes: Probes): Entry {
	const { schedule, confirmation } = monitor;
	const probe = probes[monitor.kind];
	if (!probe) throw new Error(`There is no probe of the kind ${monitor.kind}.`);
	const unlessDefault = (ms: number, usualMs: number) => (ms === usualMs ? undefined : formatDuration(ms));
	return given({
		key: monitor.key,
		name: monitor.name,
		group: monitor.group ?? undefined,
		type: monitor.kind,
		...(written(nodeOf(probe.schema), monitor.target) as Entry | undefined),
		...('cron' in schedule
			? { cron: schedule.cron }
			: { every: unlessDefault(schedule.everyMs, DEFAULTS.every) }),
		timeout: unlessDefault(monitor.timeoutMs, DEFAULTS.timeout),
		confirm: confirmation.confirm === DEFAULTS.confirm ? undefined : confirmation.confirm,
		recover: confirmation.recover === DEFAULTS.recover ? undefined : confirmation.recover,
		retry: unlessDefault(confirmation.retryMs, DEFAULTS.retry),
		origin: monitor.origin ?? undefined,
		public_url: monitor.publicUrl ?? undefined,
		public: monitor.isPublic ? undefined : false,
		tags: monitor.tags.length > 0 ? monitor.tags : undefined,
		notify: monitor.notify ?? undefined,
		notify_about: written(nodeOf(monitorCommon.shape.notify_about), monitor.notifyAbout)
	});
}

/** A stored monitor as the config file would have it; how it is shown is its component's. */
export function monitorConfigOf(
	monitor: Monitor,
	shown: Pick<MonitorConfig, 'group' | 'publicUrl'>
): MonitorConfig {
	const { key, name, kind, target, schedule, timeoutMs, confirmation, isPublic, tags } = monitor;
	const { notify, notifyAbout, origin } = monitor;
	return {
		key,
		name,
		group: shown.group,
		kind,
		target,
		schedule,
		timeoutMs,
		confirmation,
		isPublic,
		tags,
		notify,
		notifyAbout,
		origin,
		publicUrl: shown.publicUrl
	};
}

/** Without what is not there. */
export function given(entry: Entry): Entry {
	return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
