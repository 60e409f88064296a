/** Maintenance over the API: by the calendar of its zone, and changed by who saw it. */
import { expect, it } from 'vitest';
import { apiHouse } from '../../support/api.ts';

interface List {
	data: { starts_at: string; ends_at: string; status: string }[];
}

it.each([
	[
		'Europe/Berlin',
		'2027-03-27T02:30',
		['2027-03-27T01:30:00.000Z', '2027-03-28T01:30:00.000Z', '2027-03-29T00:30:00.000Z']
	],
	[
		'America/New_York',
		'2027-03-13T02:30',
		['2027-03-13T07:30:00.000Z', '2027-03-14T07:30:00.000Z', '2027-03-15T06:30:00.000Z']
	]
])('a nightly window in %s keeps to the clock on the wall', async (timezone, starts, expected) => {
	const { call } = await apiHouse();
	const body = {
		title: 'Nightly',
		starts,
		duration: '30m',
		timezone,
		repeat: 'FREQ=DAILY',
		components: ['shop']
	};
	const made = await call('POST', '/maintenances', { body });
	const { id } = made.body as { id: string };
	const { data } = (await call('GET', `/maintenances/${id}/occurrences?limit=3`)).body as List;
	expect(data.map(({ starts_at }) => starts_at)).toEqual(expected);
	const next = (await call('GET', `/maintenances/${id}/occurrences?limit=3`)).headers.get('link') ?? '';
	const second = (await call('GET', /<\/api\/v1([^>]+)>/.exec(next)?.[1] ?? '')).body as List;
	expect(second.data[0]?.starts_at.slice(0, 10)).not.toBe(data[2]?.starts_at.slice(0, 10));
	expect(second.data).toHaveLength(3);
});

it('shows what ran, what runs and what comes, and changes what the caller saw', async () => {
	const { call } = await apiHouse();
	const address = '/maintenances/a-window';
	const { data } = (await call('GET', `${address}/occurrences?limit=4`)).body as List;
	expect(data.map(({ status }) => status)).toEqual(['in_progress', 'scheduled', 'cancelled', 'scheduled']);
	const etag = (await call('GET', address)).headers.get('etag') ?? '';
	const change = (title: string) =>
		call('PATCH', address, { body: { title }, headers: { 'if-match': etag } });
	expect([(await change('Mine')).status, (await change('Late')).status]).toEqual([200, 412]);
	expect((await call('DELETE', address)).status).toBe(204);
	expect((await call('GET', '/maintenances?state=cancelled')).text).toContain('"Mine"');
	expect((await call('PATCH', address, { body: { title: 'Gone' } })).status).toBe(409);
});
