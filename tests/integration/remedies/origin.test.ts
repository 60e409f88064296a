/** Straight to the origin: under the public name, without our credentials, with the certificate told apart. */
import { expect, it } from 'vitest';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { rawServer } from '../../support/servers/raw.ts';
import { bareTlsServer, certificateFor, secureServer } from '../../support/servers/secure.ts';
import { run, situationFor } from '../../support/situation.ts';

const good: Answer = (_, response) => response.end('welcome');
const bad: Answer = (_, response) => response.writeHead(502).end('broken');

it('the origin answers and what stands before it fails', async () => {
	await using edge = await webServer(bad);
	await using origin = await webServer(good, '127.0.0.2');
	const situation = await situationFor(
		{
			url: `${edge.url}/shop?token=hunter2&page=2`,
			auth: { bearer: 'hunter2' },
			headers: { cookie: 'sid=hunter2', 'x-tenant': 'hunter2' }
		},
		{ occasion: { origin: `127.0.0.2:${origin.port}` } }
	);
	const result = await run('straight-to-origin', situation);
	expect(result.facts).toMatchObject({
		edge: { standing: 'failing' },
		origin: { standing: 'good', address: '127.0.0.2' },
		standing: 'answers',
		certificateFault: null
	});
	expect(result).toMatchObject({
		settles: 'rules-out',
		proves: 'The origin works; what stands before it fails.'
	});
	expect(origin.asked).toMatchObject([{ url: '/shop?page=2', headers: { host: `127.0.0.1:${edge.port}` } }]);
	expect(JSON.stringify(origin.asked)).not.toContain('hunter2');
});

it.each([
	['fails as well', bad, 'fails', 'points-here'],
	['is locked to its CDN', ((_, response) => response.writeHead(403).end()) as Answer, 'locked', null]
] as const)('the origin %s', async (_, answer, standing, settles) => {
	await using edge = await webServer(bad);
	await using origin = await webServer(answer, '127.0.0.2');
	const situation = await situationFor(
		{ url: edge.url },
		{ occasion: { origin: `127.0.0.2:${origin.port}` } }
	);
	const result = await run('straight-to-origin', situation);
	expect(result).toMatchObject({ settles, facts: { standing } });
});

it('the origin resets the connection', async () => {
	await using edge = await webServer(bad);
	await using origin = await rawServer((socket) => socket.resetAndDestroy(), '127.0.0.2');
	const situation = await situationFor(
		{ url: edge.url },
		{ occasion: { origin: `127.0.0.2:${origin.port}` } }
	);
	expect((await run('straight-to-origin', situation)).facts.standing).toBe('fails');
});

it('asks by SNI for the public name, and tells apart that the certificate does not hold', async () => {
	const certificate = await certificateFor({ name: 'internal.example' });
	await using origin = await secureServer(certificate, good);
	let asked: string | false | null = null;
	await using door = await bareTlsServer(certificate, (socket) => {
		asked = socket.servername;
		socket.destroy();
	});
	const ask = async (port: number) =>
		run(
			'straight-to-origin',
			await situationFor(
				{ url: 'https://shop.example/' },
				{
					occasion: { origin: `127.0.0.1:${port}` },
					first: undefined,
					timeoutMs: 1_000
				}
			)
		);
	const { facts, showed } = await ask(origin.port);
	expect(facts).toMatchObject({ standing: 'answers', certificateFault: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
	expect(showed).toContain('Its certificate does not hold for the public name');
	expect(origin.asked[0]?.headers.host).toBe('shop.example');
	await ask(door.port);
	expect(asked).toBe('shop.example');
});

it('never reaches an address that is no target', async () => {
	await using edge = await webServer(bad);
	const situation = await situationFor({ url: edge.url }, { occasion: { origin: '169.254.169.254' } });
	const { facts } = await run('straight-to-origin', situation);
	expect(facts).toMatchObject({ standing: 'silent', origin: { standing: 'untold', address: null } });
});
