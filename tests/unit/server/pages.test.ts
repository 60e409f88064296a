import { describe, expect, it, vi } from 'vitest';
import { Pages, type PagesState } from '../../../src/lib/server/pages.ts';
import { FakeClock } from '../../support/clock.ts';
import { component, incident, NOON, PAGE, rosterOf, watched } from '../../support/house.ts';

const ORIGIN = 'http://localhost:3000/status';

function house(state: Partial<PagesState> = {}, clock = new FakeClock(NOON)) {
	const read = vi.fn(() => ({
		roster: rosterOf({ components: [component('shop')] }),
		watches: new Map(),
		incidents: [],
		told: new Map(),
		...state
	}));
	return { clock, read, pages: new Pages(clock, ORIGIN, read) };
}

describe('the snapshot of a page', () => {
	it('is the same one for everybody, until something changes', () => {
		const { pages } = house();
		const first = pages.ofHost('localhost');
		expect(pages.ofHost('localhost')).toBe(first);
		pages.changed();
		const second = pages.ofHost('localhost');
		expect(second).not.toBe(first);
		expect(second?.version).toBeGreaterThan(first?.version ?? 0);
		expect(pages.ofHost('localhost')).toBe(second);
	});

	it('is made new after ten seconds, so that the time of the last look is right', async () => {
		const { clock, pages } = house();
		const first = pages.ofHost('localhost');
		await clock.advance(9_999);
		expect(pages.ofHost('localhost')).toBe(first);
		await clock.advance(1);
		expect(pages.ofHost('localhost')).not.toBe(first);
	});

	it('costs at most a tenth of the time, however fast things change', async () => {
		const clock = new FakeClock(NOON);
		const facts = rosterOf({ components: [component('shop')] });
		let builds = 0;
		const slow = new Pages(clock, ORIGIN, () => ({
			roster: facts,
			get watches() {
				builds += 1;
				clock.freeze(50);
				return new Map();
			},
			incidents: [],
			told: new Map()
		}));
		const until = clock.monotonic() + 10_000;
		while (clock.monotonic() < until) {
			slow.changed();
			slow.ofHost('localhost');
			await clock.advance(10);
		}
		expect(builds).toBeGreaterThan(10);
		expect(builds * 50).toBeLessThanOrEqual(10_000 / 10 + 50);
	});

	it('says of each component what is told without drawing it', () => {
		const roster = rosterOf({
			components: [
				component('shop', { monitorIds: [1] }),
				component('mail', { monitorIds: [2] }),
				component('phone', { handStatus: 'partial_outage' }),
				component('inside', { isPublic: false })
			]
		});
		const watches = new Map([
			[1, watched(1, 'down', NOON - 60_000)],
			[2, watched(2, 'up', NOON - 60_000)]
		]);
		const { pages } = house({ roster, watches });
		const told = pages.statuses(PAGE.id);
		expect(told.map(({ status }) => status)).toEqual(['major_outage', 'operational', 'partial_outage']);
		const drawn = pages.ofHost('localhost')?.groups.flatMap(({ components }) => components);
		expect(told).toEqual(drawn?.map(({ id, status }) => ({ id, status })));
		expect(drawn).toHaveLength(3);
	});

	it('that nobody asks for costs nothing', () => {
		const { pages, read } = house();
		for (let turn = 0; turn < 100; turn += 1) pages.changed();
		expect(read).not.toHaveBeenCalled();
	});
});

describe('a host', () => {
	const roster = rosterOf({
		pages: [
			PAGE,
			{
				...PAGE,
				id: 'second',
				isDefault: false,
				domain: 'status.second.example',
				title: 'Second',
				url: 'https://status.second.example'
			}
		],
		components: [component('shop'), component('other', { pageId: 'second' })]
	});
	const incidents = [incident('first'), incident('second', { pageId: 'second' })];

	it.each([
		['localhost:3000', 'Acme Status'],
		['anything.example', 'Acme Status'],
		['', 'Acme Status'],
		['status.second.example', 'Second'],
		['STATUS.Second.Example:8443', 'Second']
	])('%s is shown %s', (host, title) => {
		expect(house({ roster }).pages.ofHost(host)?.page.title).toBe(title);
	});

	it('sees nothing of another page', () => {
		const { pages } = house({ roster, incidents });
		const second = pages.ofHost('status.second.example');
		expect(second?.groups.flatMap(({ components }) => components.map(({ key }) => key))).toEqual(['other']);
		expect(second?.incidents.map(({ id }) => id)).toEqual(['second']);
	});

	it('without an address of its own has the server’s', () => {
		const { pages } = house({ roster });
		expect(pages.ofHost('localhost')?.page.url).toBe(ORIGIN);
		expect(pages.ofHost('status.second.example')?.page.url).toBe('https://status.second.example');
	});

	it('gets nothing before there is a page', () => {
		expect(house({ roster: rosterOf({ pages: [] }) }).pages.ofHost('localhost')).toBeNull();
	});
});
