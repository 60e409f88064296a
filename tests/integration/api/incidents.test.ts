/** Incidents over the API: made once, changed by who saw them, and on the page at once. */
import { describe, expect, it } from 'vitest';
import { apiHouse, type Called } from '../../support/api.ts';

const DOWN = {
	title: 'Orders cannot be placed',
	message: 'We are *looking* into it.',
	components: { shop: 'partial_outage', phone: 'degraded_performance' }
};
const idOf = ({ body }: Called) => (body as { id: string }).id;

describe('POST /incidents', () => {
	it('opens one that is on the page at once', async () => {
		const { app, call } = await apiHouse();
		const made = await call('POST', '/incidents', { body: DOWN });
		expect(made.status).toBe(201);
		expect(made.headers.get('location')).toBe(`/api/v1/incidents/${idOf(made)}`);
		expect(made.headers.get('etag')).toBe('"v1"');
		expect(made.body).toMatchObject({
			impact: 'major',
			status: 'investigating',
			draft: false,
			page: 'status'
		});
		const read = await call('GET', `/incidents/${idOf(made)}`);
		expect(read.body).toEqual(made.body);
		expect(app.snapshot('localhost')?.incidents.map(({ id }) => id)).toContain(idOf(made));
		expect((await call('GET', '/audit?q=incident.open')).text).toContain('key a key');
	});

	it('is carried out once however often it is sent with the same key', async () => {
		const { call } = await apiHouse();
		const headers = { 'idempotency-key': 'deploy-42' };
		const send = (body: unknown = DOWN) => call('POST', '/incidents', { body, headers });
		const [first, again] = [await send(), await send()];
		expect([again.status, again.text, again.headers.get('location'), again.headers.get('etag')]).toEqual([
			201,
			first.text,
			first.headers.get('location'),
			first.headers.get('etag')
		]);
		const other = await send({ ...DOWN, title: 'Another' });
		expect([other.status, other.text]).toEqual([422, expect.stringContaining('used for another request')]);
		const found = (await call('GET', '/incidents?q=Orders&state=open')).body as { data: { id: string }[] };
		expect(found.data.filter(({ id }) => id === idOf(first))).toHaveLength(1);
		expect(found.data).toHaveLength(3);
	});

	it('at the same time makes one', async () => {
		const { call } = await apiHouse();
		const headers = { 'idempotency-key': 'at-once' };
		const answers = await Promise.all(
			Array.from({ length: 6 }, () =>
				call('POST', '/incidents', { body: { ...DOWN, title: 'At once' }, headers })
			)
		);
		expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
		const found = (await call('GET', '/incidents?q=At%20once')).body as { data: unknown[] };
		expect(found.data).toHaveLength(1);
	});

	it('a refused one gives its key back; a key of another workspace is another key', async () => {
		const house = await apiHouse();
		const headers = { 'idempotency-key': 'k' };
		const wrong = { ...DOWN, components: { nothing: 'partial_outage' } };
		expect((await house.call('POST', '/incidents', { body: wrong, headers })).status).toBe(400);
		expect((await house.call('POST', '/incidents', { body: DOWN, headers })).status).toBe(201);
		const theirs = await house.key(['all'], house.theirs);
		const stranger = await house.call('POST', '/incidents', { body: DOWN, headers, key: theirs });
		expect(stranger.status).toBe(400);
		for (const bad of ['', ' ', 'é', 'a'.repeat(201)]) {
			const answer = await house.call('POST', '/incidents', {
				body: DOWN,
				headers: { 'idempotency-key': bad }
			});
			expect(answer.status, bad).toBe(400);
		}
	});

	it('says of every field what it takes', async () => {
		const { call } = await apiHouse();
		const body = { title: '', components: { shop: 'broken' }, notify: 'yes', comment: 1 };
		const answer = await call('POST', '/incidents', { body });
		expect(answer.status).toBe(400);
		const { errors } = answer.body as { errors: { field: string; message: string }[] };
		expect(Object.fromEntries(errors.map(({ field, message }) => [field, message]))).toEqual({
			title: 'Type a title: what does not work, in a few words.',
			message: 'Type what happens, what is known, and when you will say more.',
			'components.shop':
				'A component can be operational, degraded_performance, partial_outage, major_outage, under_maintenance.',
			notify: 'Write true or false, or leave it out.',
			comment: expect.stringContaining('There is no field "comment" here') as string
		});
	});
});

describe('changing one', () => {
	it('is for who saw it as it is', async () => {
		const { call } = await apiHouse();
		const address = '/incidents/open-incident';
		const etag = (await call('GET', address)).headers.get('etag') ?? '';
		const mine = await call('PATCH', address, { body: { title: 'Mine' }, headers: { 'if-match': etag } });
		expect(mine.status).toBe(200);
		const late = await call('PATCH', address, { body: { title: 'Late' }, headers: { 'if-match': etag } });
		expect([late.status, late.headers.get('etag')]).toEqual([412, mine.headers.get('etag')]);
		const deleted = await call('DELETE', address, { headers: { 'if-match': etag } });
		expect(deleted.status).toBe(412);
		const inBody = await call('PATCH', address, { body: { title: 'Late', version: 1 } });
		expect(inBody.status).toBe(409);
		expect((await call('GET', address)).body).toMatchObject({ title: 'Mine' });
		expect((await call('PATCH', address, { body: {}, headers: { 'if-match': 'v1' } })).status).toBe(400);
		expect((await call('PATCH', '/incidents/none', { body: {}, headers: { 'if-match': '*' } })).status).toBe(
			404
		);
		const state = await call('POST', `${address}/publish`, { headers: { 'if-match': '*' } });
		expect(state.status).toBe(409);
	});

	it('goes from the first update to the postmortem', async () => {
		const { app, call } = await apiHouse();
		const made = await call('POST', '/incidents', { body: DOWN });
		const address = `/incidents/${idOf(made)}`;
		const update = {
			status: 'identified',
			message: 'A full disk.',
			components: { shop: 'degraded_performance' }
		};
		const updated = await call('POST', `${address}/updates`, { body: update });
		expect(updated.body).toMatchObject({
			status: 'identified',
			components: { shop: 'degraded_performance' }
		});
		const resolved = await call('POST', `${address}/updates`, {
			body: { status: 'resolved', message: 'Over.' }
		});
		expect(resolved.body).toMatchObject({
			status: 'resolved',
			components: { shop: 'operational', phone: 'operational' },
			resolved_at: expect.any(String) as unknown
		});
		const text = 'The disk was full.';
		const written = await call('PUT', `${address}/postmortem`, { body: { text } });
		expect(written.body).toMatchObject({ status: 'postmortem', postmortem: text });
		expect((await call('DELETE', address)).status).toBe(204);
		expect((await call('GET', address)).status).toBe(404);
		expect(app.snapshot('localhost')?.incidents.map(({ id }) => id) ?? []).not.toContain(idOf(made));
		expect((await call('POST', `${address}/restore`)).status).toBe(200);
	});
});
