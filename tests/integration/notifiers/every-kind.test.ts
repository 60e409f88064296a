/** What holds for every service alike; what one of them does differently is tested in a file of its own. */
import { describe, expect, it } from 'vitest';
import { NOTIFIERS, notifierFor } from '../../../src/lib/server/notifiers/index.ts';
import type { Asked } from '../../support/servers/http.ts';
import { STAND_INS } from '../../support/stand-ins/index.ts';
import { run } from '../../support/stand-ins/stand-in.ts';
import { failureIn, RECOVERY, tellChannel, TROUBLE } from '../../support/telling.ts';

it('every kind has a stand-in, or tests of its own that need none', () => {
	const withOwnTests = ['email', 'webhook'];
	expect(Object.keys(NOTIFIERS).sort()).toEqual(
		[...STAND_INS.map(({ kind }) => kind), ...withOwnTests].sort()
	);
});

describe.each(STAND_INS)('$kind', (service) => {
	const { kind } = service;

	it('says what, since when and why, with the first link', async () => {
		await using server = await run(service);
		const outcome = await tellChannel(kind, service.settings(server.url), TROUBLE);
		expect(server.faults).toEqual([]);
		expect(outcome).toMatchObject({ delivered: true });
		const { title, text, links } = service.read(server.asked[0] as Asked);
		expect(title).toBe(TROUBLE.title);
		expect(text).toContain('14:01 UTC, 24 Nov (1 minute)');
		expect(text).toContain('The application behind the gateway does not answer.');
		expect(text).toContain('See whether the application runs.');
		expect(links[0]).toBe('https://status.example/admin/outages/outage-1');
	});

	it('tells a recovery', async () => {
		await using server = await run(service);
		expect(await tellChannel(kind, service.settings(server.url), RECOVERY)).toMatchObject({
			delivered: true
		});
		expect(service.read(server.asked[0] as Asked).title).toBe('Shop is up again');
	});

	it('waits as long as it is asked to', async () => {
		await using server = await run(service);
		server.next.push(service.busy);
		const failure = failureIn(await tellChannel(kind, service.settings(server.url), TROUBLE));
		expect(failure).toMatchObject({ permanent: false });
		expect(failure.retryAfterMs).toBe(service.waitMs);
	});

	it('stops when it is refused for good, and says what the service said', async () => {
		await using server = await run(service);
		server.next.push(service.refusal);
		expect(await tellChannel(kind, service.settings(server.url), TROUBLE)).toEqual({
			failed: service.sentence,
			permanent: true
		});
	});

	it.each([500, 502, 503])('tries again after %i', async (status) => {
		await using server = await run(service);
		server.next.push({ status, body: '<html>Bad gateway</html>' });
		expect(failureIn(await tellChannel(kind, service.settings(server.url), TROUBLE)).permanent).toBe(false);
	});

	it('never says its secret', async () => {
		await using server = await run(service);
		const settings = service.settings(server.url);
		server.next.push({ status: 404 }, { status: 302, headers: { location: '/hush' } });
		const said = [await tellChannel(kind, settings, TROUBLE), await tellChannel(kind, settings, TROUBLE)];
		await server[Symbol.asyncDispose]();
		said.push(await tellChannel(kind, settings, TROUBLE));
		const notifier = notifierFor(kind);
		expect(JSON.stringify(said)).not.toContain(service.secret);
		expect(notifier.describe(notifier.schema.parse(settings))).not.toContain(service.secret);
	});
});
