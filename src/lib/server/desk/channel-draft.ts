/** Checks one channel that somebody wrote, by the code that checks the config file, and shows one without its secrets. */
import type { ChannelConfig } from '../../domain/config.ts';
import { CHANNEL_KINDS, readChannelEntry } from '../config/channels.ts';
import { withKept, withoutSecrets } from '../config/secrets-of.ts';
import { channelEntry } from '../config/write.ts';
import type { Entry } from '../config/write-monitor.ts';
import { Refusal } from './refusal.ts';

type Errors = Record<string, string>;

export function secretsOf(kind: string): readonly string[] {
	return (Object.hasOwn(CHANNEL_KINDS, kind) && CHANNEL_KINDS[kind]?.secrets) || [];
}

/**
 * The channel that an entry describes.
 * @param held the channel that its kept secrets are taken from
 * @throws Refusal `invalid`, with a sentence for each place: `to[1]`
 */
export function channelDraftOf(entry: unknown, held: ChannelConfig | null): ChannelConfig {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
		throw new Refusal('invalid', 'A channel takes key, type and what the type needs.');
	}
	const { type } = entry as { type?: unknown };
	const secrets = secretsOf(typeof type === 'string' ? type : '');
	const before = held ? channelEntry(held, CHANNEL_KINDS) : undefined;
	const { entry: whole, missing } = withKept(entry, before, secrets);
	const { channel, faults } = readChannelEntry(whole);
	const errors: Errors = {};
	for (const { path, message } of faults) errors[path] ??= message;
	for (const path of missing) {
		errors[path] = `"${path.split('.').at(-1) ?? path}" is not set yet: write its value.`;
	}
	if (!channel || Object.keys(errors).length > 0) throw invalidChannel(errors);
	return channel;
}

/** As the config file has it, each secret as `(kept)`. */
export function shownEntry(channel: ChannelConfig): Entry {
	return withoutSecrets(channelEntry(channel, CHANNEL_KINDS), secretsOf(channel.kind));
}

/** Where it goes, in words, without secrets. */
export function describeChannel({ kind, settings }: Pick<ChannelConfig, 'kind' | 'settings'>): string {
	const known = Object.hasOwn(CHANNEL_KINDS, kind) ? CHANNEL_KINDS[kind] : undefined;
	return known ? known.describe(settings) : `a kind that this version does not have (${kind})`;
}

export function invalidChannel(errors: Errors): Refusal {
	return new Refusal('invalid', 'Some of it is not right: see the fields.', errors);
}
