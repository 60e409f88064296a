/** The hands of remedies keep every rule that checks keep: forbidden addresses, credentials, bodies, being told to stop. */
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/lib/server/clock.ts';
import { probeFor } from '../../../src/lib/server/probes/index.ts';
import { NotAsked, type Hands } from '../../../src/lib/server/remedies/remedy.ts';
import { Budget } from '../../../src/lib/server/watchdog/budget.ts';
import { createHands } from '../../../src/lib/server/watchdog/hands.ts';
import { webServer } from '../../support/servers/http.ts';

function handsFor(
	document: object,
	privateTargets: 'allow' | 'deny' = 'allow'
): { hands: Hands; budget: Budget } {
	const clock = systemClock();
	const budget = new Budget(clock, new AbortController().signal);
	const monitor = { kind: 'http', target: probeFor('http').schema.parse(document), timeoutMs: 2_000 };
	const isOurLineDown = async () => false;
	return { hands: createHands({ monitor, budget, clock, privateTargets, isOurLineDown }), budget };
}

it('refuses addresses that are no target, whichever hand reaches for them', async () => {
	await using server = await webServer((_, response) => response.end('secret'));
	const { hands, budget } = handsFor({ url: 'http://shop.example/' }, 'deny');
	const { port } = server;
	const host = '127.0.0.1';
	const refused = await Promise.all([
		hands.ask({ connectTo: { host, port } }),
		hands.ask({ connectTo: { host, port }, isAnonymous: true, takesAnyCertificate: true }),
		hands.connect(host, port),
		hands.handshake(host, port, 'shop.example'),
		hands.askReference(server.url)
	]);
	expect(refused.map(({ evidence }) => evidence?.error?.code)).toEqual(Array(5).fill('EADDRFORBIDDEN'));
	const { error } = await hands.lookUp('shop.example', 'A', '127.0.0.1:5353');
	expect(error?.code).toBe('EADDRFORBIDDEN');
	expect(server.asked).toEqual([]);
	budget.end();
});

it('takes credentials to the monitor’s own address, and nowhere else', async () => {
	await using other = await webServer((_, response) => response.end());
	await using server = await webServer((_, response) =>
		response.writeHead(302, { location: `${other.url}/elsewhere` }).end()
	);
	const document = { url: server.url, auth: { bearer: 'hunter2' }, headers: { 'x-api-key': 'hunter2' } };
	const { hands, budget } = handsFor(document);
	for (const variation of [{}, { isBare: true }, { headers: { 'user-agent': 'curl/8' } }])
		await hands.ask(variation);
	expect(server.asked.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual(
		Array(3).fill(['Bearer hunter2', 'hunter2'])
	);
	expect(other.asked).toHaveLength(3);
	await hands.ask({ isAnonymous: true });
	expect(JSON.stringify([other.asked, server.asked.at(-1)])).not.toContain('hunter2');
	budget.end();
});

it('keeps what comes back small and without our secrets', async () => {
	await using server = await webServer(({ headers }, response) =>
		response.writeHead(502, { 'x-echo': headers.authorization }).end('x'.repeat(3_000_000))
	);
	const { hands, budget } = handsFor({ url: server.url, auth: { bearer: 'hunter2' } });
	const { evidence } = await hands.ask({ query: ['gatehouse', 'abc'] });
	expect(evidence?.body.length).toBeLessThanOrEqual(65_536);
	expect(evidence?.bodyBytes).toBe(1_048_576);
	expect(JSON.stringify(evidence)).not.toContain('hunter2');
	budget.end();
});

it.each([
	['we are refused', 403, {}, true],
	['another browser is refused', 403, { headers: { 'user-agent': 'curl/8' } }, false],
	['anybody is told to slow down', 429, { headers: { 'user-agent': 'curl/8' } }, true]
])('asks no further where %s', async (_, status, variation, isOver) => {
	await using server = await webServer((_, response) => response.writeHead(status).end());
	const { hands, budget } = handsFor({ url: server.url });
	await hands.ask(variation);
	expect(budget.leftAlone !== null).toBe(isOver);
	if (isOver) await expect(hands.again()).rejects.toThrow(NotAsked);
	expect(server.asked).toHaveLength(1);
	budget.end();
});
