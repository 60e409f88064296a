/** Endpoints of subscribers: asked once, told in Statuspage's words, signed, and never a way into our own network. */
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import * as subscribers from '../../../src/lib/server/stores/subscribers.ts';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { NOON } from '../../support/database.ts';
import { SECRET, tellingStage } from './telling.ts';

const SIGN_UP = { kind: 'sign-up' } as const;

/** Gives the challenge back, as a text or as JSON. */
const agreeing =
	(write: (challenge: string) => string): Answer =>
	({ body }, response) =>
		response.end(write(JSON.parse(body).verification.challenge));

for (const [how, write] of [
	['as its text', (challenge: string) => `${challenge}\n`],
	['as JSON', (challenge: string) => JSON.stringify({ challenge })]
] as const) {
	test(`an endpoint that gives the challenge back ${how} is confirmed`, async () => {
		await using server = await webServer(agreeing(write));
		const stage = await tellingStage();
		const id = await stage.subscriber(`${server.url}/hook`, {
			kind: 'webhook',
			isByHand: true,
			isWaiting: true
		});
		expect(await stage.deliver(id, SIGN_UP)).toMatchObject({ delivered: true });
		expect((await subscribers.find(stage.database.client, id))?.confirmedAt).toBe(stage.clock.now());
		const [asked] = server.asked;
		const { verification, meta } = JSON.parse(asked?.body ?? '');
		expect(verification.secret).toBe(SECRET);
		expect(verification.confirm_url).toBe(stage.links.of(id).manage);
		expect(meta.unsubscribe).toBe(stage.links.of(id).leave);
		const named = String(asked?.headers['webhook-id']);
		expect(new Webhook(SECRET).sign(named, new Date(stage.clock.now()), asked?.body ?? '')).toBe(
			asked?.headers['webhook-signature']
		);
	});
}

test.each<[string, Answer]>([
	['answers something else', (_, response) => response.end('ok')],
	['answers nothing', (_, response) => response.end()],
	['refuses', ({ body }, response) => response.writeHead(403).end(JSON.parse(body).verification.challenge)],
	['sends elsewhere', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
	['breaks off', (_, response) => response.destroy()]
])('one that %s is not, and is asked once', async (_, answer) => {
	await using server = await webServer(answer);
	const stage = await tellingStage();
	const id = await stage.subscriber(server.url, { kind: 'webhook', isByHand: true, isWaiting: true });
	expect(await stage.deliver(id, SIGN_UP)).toMatchObject({
		delivered: true,
		answer: expect.stringMatching(/^Not confirmed/)
	});
	expect(server.asked).toHaveLength(1);
	expect((await subscribers.find(stage.database.client, id))?.confirmedAt).toBeNull();
});

test('a stranger cannot change what an endpoint that is confirmed follows or is signed with', async () => {
	await using server = await webServer(agreeing((challenge) => challenge));
	const stage = await tellingStage();
	const address = `${server.url}/hook`;
	const id = await stage.subscriber(address, { kind: 'webhook', isByHand: true });
	const before = await subscribers.find(stage.database.client, id);
	await stage.ask(address, { kind: 'webhook', keys: ['mail'] });
	expect(await stage.deliver(id, SIGN_UP)).toMatchObject({ delivered: true });
	expect(await subscribers.find(stage.database.client, id)).toEqual(before);
});

test('an incident comes as Statuspage posts it, signed, with one id over all attempts', async () => {
	let isUp = false;
	await using server = await webServer((_, response) =>
		response.writeHead(isUp ? 204 : 503, { 'retry-after': '7' }).end()
	);
	const stage = await tellingStage();
	const id = await stage.subscriber(server.url, { kind: 'webhook', isByHand: true });
	const told = { kind: 'incident-update', ...(await stage.incident({ keys: ['shop', 'secret'] })) } as const;
	expect(await stage.deliver(id, told, 'incident:1:1:x')).toMatchObject({
		permanent: false,
		retryAfterMs: 7_000
	});
	isUp = true;
	expect(await stage.deliver(id, told, 'incident:1:1:x')).toMatchObject({ delivered: true });
	expect(server.asked.map(({ headers }) => headers['webhook-id'])).toEqual([
		'incident:1:1:x',
		'incident:1:1:x'
	]);
	const { headers, body } = server.asked[1] as (typeof server.asked)[0];
	expect(headers['content-type']).toBe('application/json');
	const seconds = Number(headers['webhook-timestamp']);
	expect(seconds).toBe(stage.clock.now() / 1_000);
	expect(new Webhook(SECRET).sign('incident:1:1:x', new Date(seconds * 1_000), body)).toBe(
		headers['webhook-signature']
	);
	const document = JSON.parse(body);
	expect(Object.keys(document)).toEqual(['meta', 'page', 'incident']);
	expect(document.page).toEqual({
		id: 'page',
		status_indicator: 'major',
		status_description: expect.any(String)
	});
	expect(document.incident).toMatchObject({
		name: 'The shop is down',
		status: 'investigating',
		impact: 'major',
		shortlink: `https://status.acme.example/incidents/${told.incidentId}`,
		backfilled: false,
		postmortem_body: null,
		incident_updates: [{ id: told.updateId, body: 'We look into it.', status: 'investigating' }],
		components: [{ id: 'c-shop', name: 'The shop' }]
	});
	expect(body).not.toContain('secret"');
	expect(body).not.toContain('The secret');
});

test('a change of a component comes as a component_update; a hidden one never', async () => {
	await using server = await webServer((_, response) => response.end());
	const stage = await tellingStage();
	const id = await stage.subscriber(server.url, { kind: 'webhook', isByHand: true });
	const change = { kind: 'component', from: 'operational', to: 'major_outage', at: NOON } as const;
	await stage.deliver(id, { ...change, componentId: 'c-shop' });
	await stage.deliver(id, { ...change, componentId: 'c-secret' });
	expect(server.asked).toHaveLength(1);
	expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({
		component_update: {
			component_id: 'c-shop',
			old_status: 'operational',
			new_status: 'major_outage',
			created_at: '2026-11-24T12:00:00.000Z'
		},
		component: { id: 'c-shop', name: 'The shop', status: 'major_outage' }
	});
});

test('what a stranger gave reaches the public internet alone, whatever members may reach', async () => {
	await using server = await webServer(agreeing((challenge) => challenge));
	const stage = await tellingStage();
	const { port } = server;
	for (const address of [
		server.url,
		`http://localhost:${port}/`,
		`http://[::ffff:127.0.0.1]:${port}/`,
		`http://2130706433:${port}/`
	]) {
		const id = await stage.subscriber(address, { kind: 'webhook', isWaiting: true });
		expect(await stage.deliver(id, SIGN_UP)).toMatchObject({
			answer: expect.stringMatching(/^Not confirmed/)
		});
		await subscribers.confirm(stage.database.client, id, NOON);
		const told = { kind: 'incident-update', ...(await stage.incident()) } as const;
		expect(await stage.deliver(id, told)).toMatchObject({ permanent: true });
	}
	expect(server.asked).toEqual([]);
});

test('a redirect is not followed', async () => {
	await using elsewhere = await webServer((_, response) => response.end());
	await using server = await webServer((_, response) =>
		response.writeHead(307, { location: elsewhere.url }).end()
	);
	const stage = await tellingStage();
	const id = await stage.subscriber(server.url, { kind: 'webhook', isByHand: true });
	const outcome = await stage.deliver(id, { kind: 'incident-update', ...(await stage.incident()) });
	expect(outcome).toMatchObject({ permanent: true });
	expect(elsewhere.asked).toEqual([]);
});
