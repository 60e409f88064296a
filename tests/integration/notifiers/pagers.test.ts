/** What pagers open, they close: by the same key, in this order, once each whatever had to be tried again. */
import { describe, expect, it } from 'vitest';
import { NOTIFIERS } from '../../../src/lib/server/notifiers/index.ts';
import { alert, closing, opsgenie } from '../../support/stand-ins/opsgenie.ts';
import { event, pagerduty } from '../../support/stand-ins/pagerduty.ts';
import { pushover } from '../../support/stand-ins/pushover.ts';
import { jsonBody, run, type RunningStandIn } from '../../support/stand-ins/stand-in.ts';
import { failureIn, meansTo, RECOVERY, tellChannel, TROUBLE, WHOLE_STORY } from '../../support/telling.ts';

it('the outbox knows which kinds keep alerts', () => {
	const pagers = Object.values(NOTIFIERS).filter(({ keepsAlerts }) => keepsAlerts);
	expect(pagers.map(({ kind }) => kind)).toEqual(['pagerduty', 'opsgenie']);
});

describe('PagerDuty', () => {
	const settings = ({ url }: RunningStandIn) => pagerduty.settings(url);
	const sent = ({ asked }: RunningStandIn) => asked.map((one) => jsonBody(one, event));

	it('triggers, and resolves by the same key', async () => {
		await using server = await run(pagerduty);
		await tellChannel('pagerduty', settings(server), TROUBLE);
		await tellChannel('pagerduty', settings(server), RECOVERY);
		expect(sent(server).map(({ event_action, dedup_key }) => [event_action, dedup_key])).toEqual([
			['trigger', 'outage:outage-1'],
			['resolve', 'outage:outage-1']
		]);
		expect(sent(server)[0]).toMatchObject({
			payload: { source: 'shop', severity: 'critical', class: 'upstream-timeout' },
			links: [
				{ href: 'https://status.example/admin/outages/outage-1', text: 'The outage' },
				{ href: 'https://status.example/acknowledge/abc.def', text: 'Acknowledge' }
			]
		});
	});

	it('triggers what it resolves at once, where nothing was heard of it before', async () => {
		await using server = await run(pagerduty);
		const means = meansTo();
		server.next.push({ status: 202 }, { status: 500 });
		expect(failureIn(await tellChannel('pagerduty', settings(server), WHOLE_STORY, means)).permanent).toBe(
			false
		);
		await tellChannel('pagerduty', settings(server), WHOLE_STORY, means);
		expect(sent(server).map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve', 'resolve']);
	});

	it('shortens a key that is too long, the same way every time', async () => {
		await using server = await run(pagerduty);
		const dedupKey = 'x'.repeat(300);
		await tellChannel('pagerduty', settings(server), { ...TROUBLE, dedupKey });
		await tellChannel('pagerduty', settings(server), { ...RECOVERY, dedupKey });
		const [first, second] = sent(server);
		expect(first?.dedup_key).toMatch(/^[0-9a-f]{40}$/);
		expect(second?.dedup_key).toBe(first?.dedup_key);
	});
});

describe('Opsgenie', () => {
	it('makes an alert and closes it by its alias', async () => {
		await using server = await run(opsgenie);
		const settings = opsgenie.settings(server.url);
		await tellChannel('opsgenie', settings, TROUBLE);
		await tellChannel('opsgenie', settings, RECOVERY);
		const [made, closed] = server.asked;
		expect(made && jsonBody(made, alert)).toMatchObject({ alias: 'outage:outage-1', priority: 'P1' });
		expect(closed?.url).toBe('/v2/alerts/outage%3Aoutage-1/close?identifierType=alias');
		expect(closed && jsonBody(closed, closing).note).toContain('It lasted: 12 minutes');
	});

	it('makes what it closes at once, where nothing was heard of it before', async () => {
		await using server = await run(opsgenie);
		await tellChannel('opsgenie', opsgenie.settings(server.url), WHOLE_STORY);
		expect(server.asked.map(({ url }) => url)).toEqual([
			'/v2/alerts',
			'/v2/alerts/outage%3Aoutage-1/close?identifierType=alias'
		]);
	});
});

describe('Pushover', () => {
	const emergency = ({ url }: RunningStandIn) => ({ ...pushover.settings(url), emergency: true });
	const bodies = ({ asked }: RunningStandIn) =>
		asked.map(({ url, body }) => [url, JSON.parse(body) as Record<string, unknown>] as const);

	it('rings for what is down until somebody confirms, and is called off by the recovery', async () => {
		await using server = await run(pushover);
		await tellChannel('pushover', emergency(server), TROUBLE);
		await tellChannel('pushover', emergency(server), RECOVERY);
		const [ring, callOff, recovery] = bodies(server);
		expect(ring?.[1]).toMatchObject({ priority: 2, retry: 60, expire: 3_600, tags: 'outage-outage-1' });
		expect(callOff?.[0]).toBe('/1/receipts/cancel_by_tag/outage-outage-1.json');
		expect(recovery?.[1]).toMatchObject({ title: 'Shop is up again', priority: 0 });
		expect(server.faults).toEqual([]);
	});

	it('does not call off twice when the message has to be tried again', async () => {
		await using server = await run(pushover);
		const means = meansTo();
		server.next.push({ status: 200 }, { status: 500 });
		await tellChannel('pushover', emergency(server), RECOVERY, means);
		await tellChannel('pushover', emergency(server), RECOVERY, means);
		expect(server.asked.map(({ url }) => url)).toEqual([
			'/1/receipts/cancel_by_tag/outage-outage-1.json',
			'/1/messages.json',
			'/1/messages.json'
		]);
	});

	it('does not ring without being asked to', async () => {
		await using server = await run(pushover);
		await tellChannel('pushover', pushover.settings(server.url), TROUBLE);
		expect(bodies(server)[0]?.[1]).toMatchObject({ priority: 1 });
	});
});
