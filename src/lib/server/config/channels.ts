/** Reads the channels of the config file: what all of them have, and what each kind takes by itself. */
import { z } from 'zod';
import type { ChannelConfig } from '../../domain/config.ts';
import { channelRules } from '../channel-rules.ts';
import { NOTIFIERS } from '../notifiers/index.ts';
import type { ConfigDocument, Fault, KeyPath } from './document.ts';
import { key, name } from './fields.ts';
import { nearest } from './nearest.ts';
import { faultsOf } from './wording.ts';

/** The keys that every channel has, whatever its kind. */
const channelCommon = z.object({
	key,
	name: name.optional(),
	type: z.string({ error: 'takes a kind of channel, such as email or webhook' }),
	rules: channelRules.optional()
});
const COMMON_KEYS = Object.keys(channelCommon.shape);

/** The good ones, and every fault of the others. */
export function readChannels(
	document: ConfigDocument,
	entries: readonly unknown[]
): { channels: ChannelConfig[]; faults: Fault[] } {
	const faults: Fault[] = [];
	const channels = entries.flatMap((entry, index) => readChannel(document, entry, index, faults) ?? []);
	return { channels, faults };
}

function readChannel(
	document: ConfigDocument,
	entry: unknown,
	index: number,
	faults: Fault[]
): ChannelConfig | null {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
	const base: KeyPath = ['channels', index];
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
