/** What holds for every call of the API: who is let in, what is refused and how, pages of lists. */
import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/lib/domain/actor.ts';
import { apiHouse } from '../../support/api.ts';
import { HOUR_MS } from '../../support/api-world.ts';
import { NOON } from '../../support/database.ts';

const problem = (status: number, detail: unknown) => expect.objectContaining({ status, detail }) as unknown;
const UPTIME = '/monitors/shop/uptime';

describe('who is let in', () => {
	it('takes the scope of the operation, or all, and nothing else', async () => {
		const house = await apiHouse();
		const ask = async (...scopes: Parameters<typeof house.key>[0]) =>
			(await house.call('GET', UPTIME, { key: await house.key(scopes) })).status;
		expect(await ask('all')).toBe(200);
		expect(await ask('monitors:read')).toBe(200);
		expect(await ask('monitors:write')).toBe(200);
		expect(await ask('outages:read', 'incidents:write')).toBe(403);
		expect(await ask()).toBe(403);
		const refused = await house.call('GET', UPTIME, { key: await house.key(['audit:read']) });
		expect(refused.body).toEqual({
			type: 'about:blank',
			title: 'Forbidden',
			status: 403,
			detail: 'This key does not have the scope monitors:read.'
		});
		expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope');
	});

	it('asks for a key, and says when one opens nothing', async () => {
		const house = await apiHouse();
		const none = await house.call('GET', UPTIME, { key: null });
		expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Gatehouse"']);
		for (const header of [
			'Bearer',
			'Bearer ghk_x',
			`Bearer ghk_${'a'.repeat(43)}`,
			'Basic YTpi',
			'%00',
			''
		]) {
			const wrong = await house.call('GET', UPTIME, { key: null, headers: { authorization: header } });
			expect(wrong.status, header).toBe(401);
		}
		const key = await house.key(['all']);
		const known = await house.app.auth.keys.list(house.ours);
		const id = known.find(({ prefix }) => key.startsWith(prefix))?.id ?? '';
		const trace = { workspaceId: house.ours, at: NOON, actor: 'a test', address: null };
		expect((await house.call('GET', UPTIME, { key })).status).toBe(200);
		await house.app.auth.keys.revoke(trace, id);
		expect((await house.call('GET', UPTIME, { key })).status).toBe(401);
	});

	it('a stranger sees nothing of ours, as if it were not there', async () => {
		const house = await apiHouse();
		const key = await house.key(['all'], house.theirs);
		const of = async (address: string) => await house.call('GET', address, { key });
		for (const address of [
			UPTIME,
			'/monitors/shop/checks',
			'/monitors/shop/outages',
			'/outages/outage-of-the-shop'
		]) {
			const [ours, none] = [
				await of(address),
				await of(address.replace(/shop|outage-of-the-shop/, 'nowhere'))
			];
			expect([ours.status, ours.text], address).toEqual([404, none.text]);
		}
		expect((await of('/outages')).body).toEqual({ data: [], next: null });
		expect((await of('/notices')).body).toEqual({ data: [], next: null });
		expect((await of('/audit?q=a%20key')).text).not.toContain(house.ours);
	});

	it('who is signed in may what the role may', async () => {
		const house = await apiHouse();
		const member: Member = {
			kind: 'member',
			workspaceId: house.ours,
			isDefaultWorkspace: true,
			name: 'Vi',
			userId: 'u',
			email: 'vi@acme.example',
			role: 'viewer',
			sessionId: 's',
			hasSecondFactor: false
		};
		expect((await house.call('GET', UPTIME, { key: null, member })).status).toBe(200);
		expect((await house.call('GET', '/audit', { key: null, member })).body).toEqual(
			problem(403, 'Your role here is viewer, which does not include this.')
		);
		const wrong = { authorization: 'Bearer ghk_wrong' };
		expect((await house.call('GET', UPTIME, { key: null, member, headers: wrong })).status).toBe(401);
	});
});

describe('what is refused', () => {
	it('addresses and methods that there are not', async () => {
		const house = await apiHouse();
		for (const address of ['', '/', '/nothing', '/outages/a/b', '/%E0%A4%A', `/outages/${'a'.repeat(300)}`]) {
			expect((await house.call('GET', address)).status, address).toBe(404);
		}
		const wrong = await house.call('PATCH', '/outages');
		expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
		const head = await house.call('HEAD', '/outages');
		expect([head.status, head.text]).toEqual([200, '']);
		expect((await house.call('OPTIONS', '/outages')).status).toBe(405);
	});

	it('never lets another site read an answer, nor anybody keep it', async () => {
		const house = await apiHouse();
		const answer = await house.call('GET', '/outages', { headers: { origin: 'https://evil.example' } });
		expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
		expect(answer.headers.get('cache-control')).toBe('no-store');
	});

	it('parameters that are wrong, each with a sentence', async () => {
		const house = await apiHouse();
		const answer = await house.call('GET', '/outages?stat=open&limit=0&from=soon');
		expect(answer.body).toMatchObject({
			status: 400,
			errors: expect.arrayContaining([
				{ in: 'query', field: 'limit', message: '"limit" takes a whole number from 1 to 500.' },
				{ in: 'query', field: 'stat', message: 'There is no parameter "stat" here. Did you mean "state"?' },
				{
					in: 'query',
					field: 'from',
					message:
						'"from" takes a time such as 2026-11-25T14:00:00Z, or a day such as 2026-11-25 (its start in UTC).'
				}
			]) as unknown
		});
		for (const query of [
			'limit=1&limit=2',
			'__proto__=1',
			'q=%00',
			'q=%FF',
			'cursor=x',
			'cursor=WzkwMDcxOTkyNTQ3NDA5OTFd'
		]) {
			expect((await house.call('GET', `/audit?${query}`)).status, query).toBe(400);
		}
	});
});

describe('lists', () => {
	it('come in pages that lead to each other and show everything once', async () => {
		const house = await apiHouse();
		const seen: string[] = [];
		let address = `/monitors/shop/checks?from=2026-11-24T11:00:00Z&limit=25`;
		for (let page = 0; page < 5; page += 1) {
			const { body, headers } = await house.call('GET', address);
			const { data, next } = body as { data: { at: string }[]; next: string | null };
			seen.push(...data.map(({ at }) => at));
			const link = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
			expect(link === undefined).toBe(next === null);
			if (link === undefined) break;
			address = link;
		}
		expect(seen).toEqual([...new Set(seen)].sort());
		expect(seen).toHaveLength(60);
	});

	it('can be narrowed', async () => {
		const house = await apiHouse();
		const count = async (address: string) =>
			((await house.call('GET', address)).body as { data: [] }).data.length;
		expect(await count('/outages?state=ended&monitor=shop')).toBe(1);
		expect(await count('/outages?state=open')).toBe(0);
		expect(await count('/outages?from=2026-11-24T11:30:00Z')).toBe(0);
		expect(await count('/outages?to=2026-11-24T10:30:00%2B00:00')).toBe(1);
		expect(await count('/monitors/ledger/outages')).toBe(0);
		expect(await count('/notices?state=failed')).toBe(1);
		expect(await count('/notices?state=sent')).toBe(0);
	});
});

it('measures uptime as time, and rounds it down', async () => {
	const house = await apiHouse();
	const { body } = await house.call('GET', `${UPTIME}?from=2026-11-24T09:00:00Z&to=2026-11-25`);
	expect(body).toEqual({
		from: '2026-11-24T09:00:00.000Z',
		to: new Date(NOON).toISOString(),
		seconds: { up: (2 * HOUR_MS) / 1_000, degraded: 0, down: HOUR_MS / 1_000, unknown: 0, maintenance: 0 },
		ratio: 2 / 3,
		percent: '66.666 %'
	});
});

it('shows an outage with what was seen and made of it', async () => {
	const { call } = await apiHouse();
	expect((await call('GET', '/outages/outage-of-the-shop')).body).toMatchObject({
		monitor: { key: 'shop', name: 'Shop' },
		started_at: '2026-11-24T10:00:00.000Z',
		evidence: { status: 502, headers: { server: 'nginx/1.24.0' } },
		diagnosis: { stage: 'first', failedSide: expect.any(String) as unknown },
		investigation: null
	});
});
