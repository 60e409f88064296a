/** Puts the checked parts of a config file together: every default filled in, every reference in its place. */
import type { ChannelConfig, Config, MaintenanceConfig, MonitorConfig } from '../../domain/config.ts';
import type { ReadMonitor } from './monitors.ts';
import type { RawConfig } from './schema.ts';

export function assemble(
	raw: RawConfig,
	monitors: readonly ReadMonitor[],
	channels: ChannelConfig[]
): Config {
	const { page, incidents, retention } = raw;
	return {
		page: {
			title: page.title,
			description: page.description,
			url: page.url ?? null,
			timeZone: page.timezone,
			locale: page.locale,
			groups: page.groups
		},
		monitors: monitors.map((monitor) => assembleMonitor(monitor, raw.page.timezone, raw.defaults)),
		components: raw.components.map(
			({ key, name, group = null, public: isPublic, public_url: publicUrl = null }) => {
				return { key, name, group, isPublic, publicUrl };
			}
		),
		channels,
		incidents: { auto: incidents.auto, afterMs: incidents.after },
		maintenance: raw.maintenance.map((window) => maintenanceOf(window, page.timezone)),
		retention: { checksMs: retention.checks, hoursMs: retention.hours },
		references: raw.reference,
		resolvers: raw.resolvers
	};
}

/** @param timeZone of the page, in which cron expressions are read */
export function assembleMonitor(
	{ common, target }: ReadMonitor,
	timeZone: string,
	defaults: RawConfig['defaults']
): MonitorConfig {
	return {
		key: common.key,
		name: common.name,
		group: common.group ?? null,
		kind: common.type,
		target,
		schedule:
			common.cron === undefined
				? { everyMs: common.every ?? defaults.every }
				: { cron: common.cron, timeZone },
		timeoutMs: common.timeout ?? defaults.timeout,
		confirmation: {
			confirm: common.confirm ?? defaults.confirm,
			recover: common.recover ?? defaults.recover,
			retryMs: common.retry ?? defaults.retry
		},
		isPublic: common.public,
		tags: common.tags,
		notify: common.notify ?? null,
		notifyAbout: common.notify_about ?? null,
		origin: common.origin ?? null,
		publicUrl: common.public_url ?? null
	};
}

function maintenanceOf(window: RawConfig['maintenance'][number], timeZone: string): MaintenanceConfig {
	return {
		key: window.key,
		title: window.title,
		message: window.message,
		startsLocal: window.starts,
		timeZone: window.timezone ?? timeZone,
		durationMs: window.duration,
		repeat: window.repeat ?? null,
		notifyBeforeMs: window.notify_before ?? null,
		components: window.components
	};
}
