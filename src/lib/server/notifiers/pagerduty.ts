/** Opens and resolves PagerDuty alerts by Events API v2: what an outage triggered, its recovery resolves. */
import { z } from 'zod';
import type { Message, Severity } from '../../domain/message.ts';
import { bounded, numbered } from './bounded.ts';
import { baseAddress } from './fields.ts';
import { inJson } from './json.ts';
import { tellsWholeStory, type Means, type Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { stableKey } from './stable-key.ts';

const KEY = 'takes an integration key of 32 letters and digits';

const schema = z.strictObject({
	routing_key: z
		.string({ error: KEY })
		.regex(/^[A-Za-z0-9]{32}$/, { error: KEY })
		.meta({ title: 'Integration key', description: 'Of an integration "Events API v2" of your service.' }),
	server: baseAddress('https://events.pagerduty.com')
});
type Settings = z.infer<typeof schema>;

const SEVERITY: Record<Severity, string> = {
	critical: 'critical',
	warning: 'warning',
	good: 'info',
	info: 'info'
};
const BOUNDS = { title: 1_024, each: 2_000, total: 20_000, count: 30, links: 5 };

export const pagerduty: Notifier<Settings> = {
	kind: 'pagerduty',
	title: 'PagerDuty',
	schema,
	secrets: ['routing_key'],
	keepsAlerts: true,
	describe: ({ server }) => new URL(server).host,
	async deliver(message, settings, means) {
		if (tellsWholeStory(message) && !means.progress.has('triggered')) {
			const triggered = await send(message, 'trigger', settings, means);
			if ('failed' in triggered) return triggered;
			means.progress.add('triggered');
		}
		return send(message, message.isRecovery ? 'resolve' : 'trigger', settings, means);
	}
};

function send(
	message: Message,
	action: 'trigger' | 'resolve',
	{ routing_key, server }: Settings,
	means: Means
) {
	const { title, lines, steps, links } = bounded(message, BOUNDS);
	const [notice] = message.notices;
	const details = {
		...Object.fromEntries(lines.map(({ label, text }) => [label === '' ? 'note' : label, text])),
		...(steps.length === 0 ? {} : { 'First steps': numbered(steps) })
	};
	return tell(
		{
			service: 'PagerDuty',
			url: `${server}/v2/enqueue`,
			body: {
				routing_key,
				event_action: action,
				dedup_key: stableKey(message.dedupKey, 255),
				payload: {
					summary: title,
					source: notice?.monitor?.key ?? 'gatehouse',
					severity: SEVERITY[message.severity],
					timestamp: new Date(message.at).toISOString(),
					...(notice?.cause ? { class: notice.cause } : {}),
					custom_details: details
				},
				links: links.map(({ label, url }) => ({ href: url, text: label })),
				client: 'Gatehouse'
			},
			saying: errorsOf
		},
		means
	);
}

function errorsOf(body: string): string {
	const errors = inJson(body, 'errors');
	const message = inJson(body, 'message');
	if (Array.isArray(errors) && errors.length > 0) return errors.join(', ');
	return typeof message === 'string' ? message : body;
}
