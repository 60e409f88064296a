/** Reads the channels of the config file: what all of them have, and what each kind takes by itself. */
import { z } from 'zod';
import type { ChannelConfig } from '../../domain/config.ts';
import { channelRules } from '../channel-rules.ts';
import { NOTIFIERS } from '../notifiers/index.ts';
import type { Notifier } from '../notifiers/notifier.ts';
import type { ConfigDocument, Fault, KeyPath } from './document.ts';
import { key, name } from './fields.ts';
import { NOWHERE } from './monitors.ts';
import { nearest } from './nearest.ts';
import { faultsOf } from './wording.ts';

/** The keys that every channel has, whatever its kind. */
export const channelCommon = z.object({
	key,
	name: name.optional(),
	type: z.string({ error: 'takes a kind of channel, such as email or webhook' }),
	rules: channelRules.optional()
});
/** The kinds of channel there are, by their name: what each takes, which of it is secret, how it is called. */
export const CHANNEL_KINDS: Readonly<
	Record<string, Pick<Notifier, 'kind' | 'title' | 'schema' | 'secrets' | 'describe'>>
> = NOTIFIERS;

const COMMON_KEYS = Object.keys(channelCommon.shape);

/** The good ones, and every fault of the others. */
export function readChannels(
	document: ConfigDocument,
	entries: readonly unknown[]
): { channels: ChannelConfig[]; faults: Fault[] } {
	const faults: Fault[] = [];
	const channels = entries.flatMap(
		(entry, index) => readChannel(document, entry, ['channels', index], faults) ?? []
	);
	return { channels, faults };
}

/** One entry that came another way than by the file; paths of faults begin in the entry. */
export function readChannelEntry(entry: unknown): { channel: ChannelConfig | null; faults: Fault[] } {
	const faults: Fault[] = [];
	const channel = readChannel(NOWHERE, entry, [], faults);
	return { channel, faults };
}

function readChannel(
	document: Pick<ConfigDocument, 'fault'>,
	entry: unknown,
	base: KeyPath,
	faults: Fault[]
): ChannelConfig | null {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
	const common = channelCommon.safeParse(entry);
	if (!common.success) {
		faults.push(...faultsOf(document, common.error, { base, value: entry, schema: channelCommon }));
	}
	const { type } = entry as { type?: unknown };
	if (typeof type !== 'string') return null;
	const notifier = Object.hasOwn(NOTIFIERS, type) ? NOTIFIERS[type] : undefined;
	if (!notifier) {
		faults.push(document.fault([...base, 'type'], unknownKind(type)));
		return null;
	}
	const own = Object.fromEntries(Object.entries(entry).filter(([name]) => !COMMON_KEYS.includes(name)));
	const settings = notifier.schema.safeParse(own);
	if (!settings.success) {
		const part = { base, value: own, schema: notifier.schema, otherKeys: COMMON_KEYS };
		faults.push(...faultsOf(document, settings.error, part));
	}
	if (!common.success || !settings.success) return null;
	const { key, name, rules } = common.data;
	return { key, name: name ?? key, kind: type, settings: settings.data, rules: rules ?? {} };
}

function unknownKind(type: string): string {
	const kinds = Object.keys(NOTIFIERS);
	const meant = nearest(type, kinds);
	return `There is no channel of the kind "${type}"${meant ? `; did you mean "${meant}"?` : '.'} The kinds are: ${kinds.join(', ')}.`;
}
