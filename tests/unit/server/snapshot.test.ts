import { describe, expect, it } from 'vitest';
import { packDays, unpackDays } from '../../../src/lib/domain/day-pack.ts';
import type { ComponentStatus } from '../../../src/lib/domain/component.ts';
import type { Incident } from '../../../src/lib/domain/incident.ts';
import type { Outage } from '../../../src/lib/domain/outage.ts';
import type { ComponentView } from '../../../src/lib/domain/snapshot.ts';
import { render } from '../../../src/lib/server/feeds/statuspage/index.ts';
import type { RosterFacts } from '../../../src/lib/server/roster.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import type { Watch } from '../../../src/lib/server/watchdog/watch.ts';
import {
	component,
	DAY_MS,
	HOUR_MS,
	incident,
	maintenance,
	NOON,
	PAGE,
	rosterOf,
	watched
} from '../../support/house.ts';

interface House extends Partial<RosterFacts> {
	watches?: Watch[];
	told?: Map<string, Outage[]>;
	incidents?: Incident[];
}

function snapshotOf({ watches = [], incidents = [], told = new Map(), ...facts }: House) {
	return buildSnapshot({
		version: 1,
		now: NOON,
		page: PAGE,
		url: 'https://status.acme.example',
		roster: rosterOf(facts),
		watches: new Map(watches.map((watch) => [watch.monitor.id, watch])),
		incidents,
		told
	});
}

function only(house: House): ComponentView {
	const [first] = snapshotOf(house).groups.flatMap((group) => group.components);
	if (!first) throw new Error('The house has a component.');
	return first;
}

const claim = (key: string, status: ComponentStatus, isPublic = true) => ({
	componentId: `c-${key}`,
	status,
	isPublic
});
const shop = component('shop', { monitorIds: [1] });

describe('a component', () => {
	it('that is down says so, since the first failing check, and the page repeats it', () => {
		const watches = [watched(1, 'down', NOON - 12 * 60_000)];
		const page = snapshotOf({ components: [shop], watches });
		expect(page.sentence).toBe('The shop is down since 11:48 (12 minutes)');
		expect(page.banner).toEqual({ text: 'The shop is down', since: NOON - 12 * 60_000 });
		expect(page.indicator).toBe('major');
		expect(page.groups[0]).toMatchObject({ key: '', status: 'major_outage' });
	});

	it('measures its days, and floors its uptime', () => {
		const one = only({ components: [shop], watches: [watched(1, 'down', NOON - HOUR_MS)] });
		expect(one.days).toHaveLength(90);
		expect(one.days.at(-1)).toMatchObject({
			day: '2026-11-24',
			state: 'down',
			downMs: HOUR_MS,
			upMs: 11 * HOUR_MS
		});
		expect(one.days[0]).toMatchObject({ state: 'unknown', ratio: null });
		expect(one.uptime).toBeCloseTo(1 - 1 / 240, 6);
		expect(unpackDays(packDays(one.days))).toEqual(one.days);
	});

	it('set by hand has no days, and no beginning that we know', () => {
		const one = only({ components: [component('phone', { handStatus: 'partial_outage' })] });
		expect(one).toMatchObject({ status: 'partial_outage', since: null, days: [], uptime: null });
	});

	it('follows an open incident that claims more than its monitors, and since that incident', () => {
		const watches = [watched(1, 'up', NOON - 9 * DAY_MS)];
		const incidents = [
			incident('i', { components: [claim('shop', 'partial_outage')], startedAt: NOON - HOUR_MS })
		];
		expect(only({ components: [shop], watches, incidents })).toMatchObject({
			status: 'partial_outage',
			since: NOON - HOUR_MS
		});
	});

	it('is well again since its monitors are, while the incident is only watched', () => {
		const watches = [watched(1, 'up', NOON - 5 * 60_000)];
		const components = [claim('shop', 'operational')];
		const incidents = [incident('i', { components, status: 'monitoring', startedAt: NOON - HOUR_MS })];
		expect(only({ components: [shop], watches, incidents })).toMatchObject({
			status: 'operational',
			since: NOON - 5 * 60_000
		});
	});

	it('under maintenance is that since the window began, and is not charged', () => {
		const { window, occurrence } = maintenance('patch', ['c-shop']);
		const one = only({
			components: [shop],
			windows: [window],
			occurrences: [occurrence],
			watches: [watched(1, 'down', NOON - HOUR_MS)]
		});
		expect(one).toMatchObject({ status: 'under_maintenance', since: NOON - HOUR_MS, why: null });
		expect(one.days.at(-1)).toMatchObject({ maintenanceMs: HOUR_MS, downMs: 0, ratio: 1 });
	});

	it('of several monitors is as bad as the worst, or partly down by share', () => {
		const watches = [watched(1, 'up', NOON - DAY_MS), watched(2, 'down', NOON - HOUR_MS)];
		const both = { monitorIds: [1, 2] };
		expect(only({ components: [component('a', both)], watches }).status).toBe('major_outage');
		expect(only({ components: [component('a', { ...both, folding: 'share' })], watches })).toMatchObject({
			status: 'partial_outage',
			since: NOON - HOUR_MS
		});
	});

	it('names on each day the incidents that touched it', () => {
		const components = [claim('shop', 'major_outage')];
		const fields = {
			components,
			startedAt: NOON - 2 * DAY_MS,
			resolvedAt: NOON - DAY_MS,
			status: 'resolved' as const
		};
		const { days } = only({
			components: [shop],
			watches: [watched(1, 'up', NOON - 9 * DAY_MS)],
			incidents: [incident('i', fields)]
		});
		expect(days.filter(({ incidentIds }) => incidentIds.includes('i')).map(({ day }) => day)).toEqual([
			'2026-11-22',
			'2026-11-23'
		]);
	});
});

describe('what is hidden', () => {
	const MARK = 'xyzzy-hidden';
	const hidden = component('secret', {
		name: MARK,
		key: MARK,
		id: `c-secret`,
		isPublic: false,
		monitorIds: [2]
	});
	const { window, occurrence } = maintenance(`${MARK}-window`, ['c-secret']);
	const mixed = maintenance('both', ['c-shop', 'c-secret'], { startsAt: NOON + DAY_MS, status: 'scheduled' });
	const change = {
		key: MARK,
		name: MARK,
		componentId: 'c-secret',
		from: 'operational',
		to: 'major_outage'
	} as const;
	const said = {
		id: 'u',
		status: 'investigating',
		message: 'The shop is slow.',
		displayAt: NOON,
		createdAt: NOON,
		editedAt: null,
		authorId: MARK,
		isAutomatic: false,
		shouldNotify: false,
		components: [change]
	} as const;
	const house: House = {
		groups: [{ id: MARK, pageId: 'page', key: MARK, name: MARK, position: 0 }],
		components: [shop, { ...hidden, groupId: MARK }],
		windows: [{ ...window, title: MARK }, mixed.window],
		occurrences: [occurrence, mixed.occurrence],
		watches: [watched(1, 'up', NOON - 9 * DAY_MS), watched(2, 'down', NOON - HOUR_MS, { lastCheckAt: NOON })],
		incidents: [
			incident('mixed', {
				components: [claim('shop', 'degraded_performance'), claim('secret', 'major_outage', false)],
				updates: [{ ...said, components: [change] }]
			}),
			incident(`${MARK}-alone`, { components: [claim('secret', 'major_outage', false)] }),
			incident(`${MARK}-draft`, { isDraft: true, components: [claim('shop', 'major_outage')] }),
			incident(`${MARK}-gone`, { components: [claim('archived', 'major_outage', false)] }),
			incident(`${MARK}-unknown`, { components: [{ componentId: 'c-never-seen', status: 'major_outage' }] }),
			incident('remembered', {
				components: [claim('removed', 'major_outage')],
				status: 'resolved',
				resolvedAt: NOON
			}),
			incident('general', { components: [] })
		]
	};
	const page = snapshotOf(house);

	it('leaves no mark in the snapshot, nor in any document made of it', () => {
		expect(JSON.stringify(page)).not.toContain(MARK);
		for (const name of ['summary', 'components', 'incidents', 'scheduled-maintenances', 'status']) {
			expect(String(render(name, page)?.body)).not.toContain(MARK);
		}
	});

	it('counts in no total: state, sentence, group and time of the last look', () => {
		expect(page.sentence).toBe('The shop is not working as it should since 11:00 (1 hour)');
		expect(page.indicator).toBe('minor');
		expect(page.groups.map(({ components }) => components.length)).toEqual([1]);
		expect(page.lastCheckedAt).toBe(NOON - 5_000);
	});

	it('hides an incident that concerns it alone, and not one that concerns others too', () => {
		expect(page.incidents.map(({ id }) => id)).toEqual(['mixed', 'remembered', 'general']);
		expect(page.incidents[0]?.components.map(({ key }) => key)).toEqual(['shop']);
		expect(page.incidents[0]?.updates[0]?.components).toEqual([]);
		expect(page.maintenances.map(({ id }) => id)).toEqual(['both']);
	});

	it('makes no difference at all: the page is the same with and without it', () => {
		const without = snapshotOf({
			...house,
			groups: [],
			components: [shop],
			windows: [{ ...mixed.window, componentIds: ['c-shop'] }],
			occurrences: [mixed.occurrence],
			watches: house.watches?.slice(0, 1) ?? [],
			incidents: (house.incidents ?? [])
				.filter(({ id }) => !id.includes(MARK))
				.map((one) => ({
					...one,
					components: one.components.filter(({ componentId }) => componentId !== 'c-secret')
				}))
		});
		expect(without).toEqual(page);
	});
});

it('a page with nothing on it says so', () => {
	expect(snapshotOf({})).toMatchObject({
		sentence: 'Nothing is watched here yet',
		indicator: 'none',
		lastCheckedAt: null,
		groups: []
	});
});
