/**
 * Writes a configuration as the file that reads as the same again, so that what is set up by hand can be kept in a file,
 * moved and compared.
 */
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { ChannelConfig, Config, MaintenanceConfig } from '../../domain/config.ts';
import { formatDuration } from '../../domain/duration.ts';
import { channelRules } from '../channel-rules.ts';
import { nodeOf } from '../shape.ts';
import { written } from '../written.ts';
import type { Probes } from './monitors.ts';
import { configSchema, DEFAULT_REFERENCES, PUBLIC_RESOLVERS } from './schema.ts';
import { given, monitorEntry, type Entry } from './write-monitor.ts';

/** Kinds of channel by their name, with the schema of their settings. */
export type ChannelKinds = Readonly<Record<string, { schema: Parameters<typeof nodeOf>[0] }>>;

/** The document of a whole configuration, secrets included; sections that say nothing are left out. */
export function configDocument(config: Config, probes: Probes, kinds: ChannelKinds): Entry {
	const { page, incidents, retention } = config;
	const usual = configSchema.parse({});
	return given({
		page: given({
			title: page.title,
			description: page.description || undefined,
			url: page.url ?? undefined,
			timezone: page.timeZone === usual.page.timezone ? undefined : page.timeZone,
			locale: page.locale === usual.page.locale ? undefined : page.locale,
			groups: page.groups.length > 0 ? page.groups.map(({ key, name }) => ({ key, name })) : undefined
		}),
		monitors: listOf(config.monitors.map((monitor) => monitorEntry(monitor, probes))),
		components: listOf(
			config.components.map(({ key, name, group, isPublic, publicUrl }) =>
				given({
					key,
					name,
					group: group ?? undefined,
					public: isPublic ? undefined : false,
					public_url: publicUrl ?? undefined
				})
			)
		),
		channels: listOf(config.channels.map((channel) => channelEntry(channel, kinds))),
		incidents: isDeepStrictEqual(incidents, { auto: usual.incidents.auto, afterMs: usual.incidents.after })
			? undefined
			: { auto: incidents.auto, after: formatDuration(incidents.afterMs) },
		maintenance: listOf(config.maintenance.map((window) => maintenanceEntry(window, page.timeZone))),
		retention: isDeepStrictEqual(retention, {
			checksMs: usual.retention.checks,
			hoursMs: usual.retention.hours
		})
			? undefined
			: { checks: formatDuration(retention.checksMs), hours: formatDuration(retention.hoursMs) },
		reference: isDeepStrictEqual(config.references, [...DEFAULT_REFERENCES]) ? undefined : config.references,
		resolvers: isDeepStrictEqual(config.resolvers, [...PUBLIC_RESOLVERS]) ? undefined : config.resolvers
	});
}

/** The entry of a channel, secrets included. */
export function channelEntry(
	{ key, name, kind, settings, rules }: ChannelConfig,
	kinds: ChannelKinds
): Entry {
	const schema = kinds[kind]?.schema;
	const own = schema ? written(nodeOf(schema), settings) : settings;
	const said = written(nodeOf(channelRules), rules) as Entry;
	return given({
		key,
		name: name === key ? undefined : name,
		type: kind,
		...(own as Entry | undefined),
		rules: Object.keys(said).length > 0 ? said : undefined
	});
}

function maintenanceEntry(window: MaintenanceConfig, pageZone: string): Entry {
	return given({
		key: window.key,
		title: window.title,
		message: window.message || undefined,
		starts: window.startsLocal,
		timezone: window.timeZone === pageZone ? undefined : window.timeZone,
		duration: formatDuration(window.durationMs),
		repeat: window.repeat ?? undefined,
		components: listOf(window.components),
		notify_before: window.notifyBeforeMs === null ? undefined : formatDuration(window.notifyBeforeMs)
	});
}

/** A document as the text of the file; `${` in a text stands for itself. */
export function toYaml(document: Entry, heading = ''): string {
	const comment = heading === '' ? '' : `${heading.replace(/^/gm, '# ')}\n`;
	return comment + stringify(literal(document), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Stands for a value of the environment in a document that is about to be written: `${NAME}`, not as literal text. */
export class FromEnvironment {
	readonly name: string;

	constructor(name: string) {
		this.name = name;
	}
}

function literal(value: unknown): unknown {
	if (value instanceof FromEnvironment) return `\${${value.name}}`;
	if (typeof value === 'string') return value.replaceAll('${', () => '$${');
	if (Array.isArray(value)) return value.map(literal);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

function listOf<T>(list: readonly T[]): readonly T[] | undefined {
	return list.length > 0 ? list : undefined;
}
