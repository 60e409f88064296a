/** Opens and closes Opsgenie alerts by their alias; Jira Service Management takes the same at its own address. */
import { z } from 'zod';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message, Severity } from '../../domain/message.ts';
import { bounded } from './bounded.ts';
import { baseAddress, secret } from './fields.ts';
import { textAt } from './json.ts';
import { tellsWholeStory, type Means, type Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { stableKey } from './stable-key.ts';
import { PLAIN, worded } from './wording.ts';

const schema = z.strictObject({
	api_key: secret('takes the API key of an integration', {
		title: 'API key',
		description: 'Of an integration "API" that may create and close alerts.'
	}),
	server: baseAddress('https://api.opsgenie.com')
});
type Settings = z.infer<typeof schema>;

const PRIORITY: Record<Severity, string> = { critical: 'P1', warning: 'P3', good: 'P5', info: 'P5' };
/** A message takes 130 characters, a description 15,000, all details 8,000 and a note 25,000. */
const BOUNDS = { title: 130, each: 1_000, total: 6_000, count: 30, links: 5 };
const DESCRIPTION_AT_MOST = 15_000;

export const opsgenie: Notifier<Settings> = {
	kind: 'opsgenie',
	title: 'Opsgenie',
	schema,
	secrets: ['api_key'],
	keepsAlerts: true,
	describe: ({ server }) => new URL(server).host,
	async deliver(message, settings, means) {
		if (!message.isRecovery) return create(message, settings, means);
		if (tellsWholeStory(message) && !means.progress.has('created')) {
			const created = await create(message, settings, means);
			if ('failed' in created) return created;
			means.progress.add('created');
		}
		return close(message, settings, means);
	}
};

function create(message: Message, settings: Settings, means: Means): Promise<DeliveryOutcome> {
	const { title, lines } = bounded(message, BOUNDS);
	const details = lines.filter(({ label }) => label !== '').map(({ label, text }) => [label, text]);
	return post(
		settings,
		'/v2/alerts',
		{
			message: title,
			alias: aliasOf(message),
			description: worded(message, PLAIN, { most: DESCRIPTION_AT_MOST }),
			details: Object.fromEntries(details) as Record<string, string>,
			priority: PRIORITY[message.severity],
			source: 'Gatehouse'
		},
		means
	);
}

function close(message: Message, settings: Settings, means: Means): Promise<DeliveryOutcome> {
	const path = `/v2/alerts/${encodeURIComponent(aliasOf(message))}/close?identifierType=alias`;
	const note = worded(message, PLAIN, { most: DESCRIPTION_AT_MOST });
	return post(settings, path, { source: 'Gatehouse', note }, means);
}

function post(
	{ api_key, server }: Settings,
	path: string,
	body: object,
	means: Means
): Promise<DeliveryOutcome> {
	return tell(
		{
			service: 'Opsgenie',
			url: server + path,
			headers: { authorization: `GenieKey ${api_key}` },
			body,
			saying: textAt(['message'])
		},
		means
	);
}

function aliasOf({ dedupKey }: Message): string {
	return stableKey(dedupKey, 512);
}
