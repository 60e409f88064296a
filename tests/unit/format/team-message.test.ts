/** What the team reads: what, since when, how long, why, whose side, how sure, what to do first, where to read on. */
import { describe, expect, it } from 'vitest';
import { nextBundle, type Pending } from '../../../src/lib/domain/bundle.ts';
import type { Message } from '../../../src/lib/domain/message.ts';
import { fillTemplate, unknownFields } from '../../../src/lib/format/message-template.ts';
import { messageOf, type Setting } from '../../../src/lib/format/team-message.ts';
import { pendingNotice, TOLD_AT } from '../../support/team-notices.ts';

const MINUTE_MS = 60_000;
const SETTING: Setting = {
	now: TOLD_AT + 11 * MINUTE_MS,
	timeZone: 'Europe/Berlin',
	locale: 'en',
	outageUrl: (id) => `https://status.example/admin/outages/${id}`,
	pageUrl: 'https://status.example/',
	acknowledgeUrl: (id) => `https://status.example/ack/${id}`,
	template: null
};

function message(pending: Pending[], setting: Partial<Setting> = {}, everything = false): Message {
	const bundle = nextBundle(pending, { together: true, everything });
	if (!bundle) throw new Error('Nothing is owed.');
	return messageOf(bundle, { ...SETTING, ...setting });
}

function text({ title, lines }: Message): string[] {
	return [title, ...lines.map(({ label, text }) => (label === '' ? text : `${label}: ${text}`))];
}

describe('a message', () => {
	it('says what is down, since when, why, whose side and how sure', () => {
		const told = message([pendingNotice('outage-opened', 'shop')]);
		expect(text(told)).toEqual([
			'The shop is down: the server behind our front door does not answer',
			'What: The shop (https://shop.example/)',
			'Since: 15:01 (Europe/Berlin), for 12 minutes',
			'Why: The server behind our front door does not answer.',
			'Whose side: the server behind the gateway (90 % sure)'
		]);
		expect(told).toMatchObject({ severity: 'critical', isRecovery: false, dedupKey: 'outage:o-shop' });
		expect(told.steps.length).toBeGreaterThan(0);
		expect(told.links.map(({ purpose, url }) => `${purpose} ${url}`)).toEqual([
			'outage https://status.example/admin/outages/o-shop',
			'acknowledge https://status.example/ack/o-shop',
			'page https://status.example/'
		]);
	});

	it('says of a recovery how long it lasted and why it was', () => {
		const told = message([pendingNotice('outage-closed', 'shop', { endedAt: TOLD_AT + 10 * MINUTE_MS })]);
		expect(text(told)).toEqual([
			'The shop is up again after 11 minutes',
			'What: The shop (https://shop.example/)',
			'Was: down',
			'From: 15:01 (Europe/Berlin) to 15:12 (Europe/Berlin)',
			'Lasted: 11 minutes',
			'Why: The server behind our front door does not answer.',
			'Whose side: the server behind the gateway (90 % sure)'
		]);
		expect(told).toMatchObject({ severity: 'good', isRecovery: true, dedupKey: 'outage:o-shop', steps: [] });
		expect(told.links.map(({ purpose }) => purpose)).toEqual(['outage', 'page']);
	});

	it('says of what was over before it could be told that it was', () => {
		const told = message([pendingNotice('outage-opened', 'shop'), pendingNotice('outage-closed', 'shop')]);
		expect(text(told)).toContain('It was over before this channel could be told that it had begun.');
		expect(told.notices.map(({ kind }) => kind)).toEqual(['outage-opened', 'outage-closed']);
	});

	it.each<[string, Pending, string, string]>([
		[
			'degraded',
			pendingNotice('outage-opened', 'shop', { verdict: 'degraded', sentence: 'It is slow.' }),
			'The shop is degraded: it is slow',
			'warning'
		],
		[
			'changed',
			pendingNotice('outage-changed', 'shop', { sentence: '' }),
			'The shop is down now',
			'critical'
		],
		[
			'half back',
			pendingNotice('outage-changed', 'shop', { verdict: 'degraded', sentence: '' }),
			'The shop answers again, but is degraded',
			'warning'
		],
		[
			'flapping',
			pendingNotice('flapping', 'shop'),
			'The shop keeps changing between up and down',
			'critical'
		],
		[
			'reminder',
			pendingNotice('outage-reminder', 'shop'),
			'The shop is still down after 12 minutes',
			'critical'
		],
		[
			'escalated',
			pendingNotice('outage-escalated', 'shop', { sentence: '' }),
			'The shop is down for 12 minutes, and nobody has acknowledged it',
			'critical'
		],
		[
			'certificate',
			pendingNotice('certificate-expiring', 'shop', {
				sentence: 'The certificate runs out in 6 days.',
				endedAt: TOLD_AT
			}),
			'The shop: the certificate runs out in 6 days',
			'warning'
		],
		['our line', pendingNotice('own-network-lost', null), 'Something is so', 'critical'],
		['our line back', pendingNotice('own-network-back', null), 'Something is so', 'good'],
		['a review', pendingNotice('review-due', null), 'Something is so', 'info'],
		['a test', pendingNotice('test', null), 'This is a test message from Gatehouse', 'info']
	])('%s', (_name, pending, title, severity) => {
		expect(message([pending])).toMatchObject({ title, severity });
	});

	it('keeps the capitals of names and abbreviations', () => {
		const told = message([
			pendingNotice('outage-opened', 'shop', { sentence: 'DNS does not know the name.' })
		]);
		expect(told.title).toBe('The shop is down: DNS does not know the name');
	});

	it('names monitors that fail together, and says why once', () => {
		const monitors = ['a', 'b', 'c', 'd', 'e'];
		const told = message(monitors.map((name) => pendingNotice('outage-opened', name)));
		expect(text(told)).toEqual([
			'The a, The b, The c and 2 others are down',
			...monitors.map((name) => `The ${name}: is down`),
			'Why: The server behind our front door does not answer.',
			'Whose side: the server behind the gateway (90 % sure)'
		]);
		expect(told.links.map(({ purpose }) => purpose)).toEqual(['page']);
		expect(told.notices).toHaveLength(5);
	});

	it('gathers different things into a digest', () => {
		const told = message(
			[
				pendingNotice('outage-closed', 'a'),
				pendingNotice('certificate-expiring', 'b', { sentence: 'It runs out.' })
			],
			{},
			true
		);
		expect(text(told)).toEqual([
			'2 things happened',
			'The a: is up again after 1 minute: The server behind our front door does not answer.',
			'The b: It runs out'
		]);
		expect(told.severity).toBe('warning');
	});
});

describe('a template', () => {
	it('puts named fields in, its first line as the title', () => {
		const template = '{monitor} {state}\n{why}\n\nSince {since} ({lasted}), {side}, {sure}. {link}';
		const told = message([pendingNotice('outage-opened', 'shop')], { template });
		expect(text(told)).toEqual([
			'The shop is down',
			'The server behind our front door does not answer.',
			'Since 24 Nov 2026, 15:01 (12 minutes), the server behind the gateway, 90 %. https://status.example/admin/outages/o-shop'
		]);
	});

	it('does nothing else, whatever stands in it or in what it names', () => {
		const fields = { why: '{monitor} ${process.exit()} {constructor}', monitor: 'x' };
		const { title } = fillTemplate('{why} {toString} {{monitor}} {__proto__}', fields);
		expect(title).toBe('{monitor} ${process.exit()} {constructor} {toString} {x} {__proto__}');
		expect(unknownFields('{why} {whom} {constructor} {}')).toEqual(['whom', 'constructor', '']);
	});
});
