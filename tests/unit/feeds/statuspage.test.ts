import { describe, expect, it } from 'vitest';
import type { PageSnapshot } from '../../../src/lib/domain/snapshot.ts';
import { documents, isDocumentName, render } from '../../../src/lib/server/feeds/statuspage/index.ts';
import {
	activeMaintenances,
	components,
	incidents,
	maintenances,
	status,
	summary,
	unresolvedIncidents,
	upcomingMaintenances
} from '../../../src/lib/server/feeds/statuspage/documents.ts';
import { sampleSnapshot, type SampleOptions } from '../../support/snapshot.ts';
import { statuspageSchemas } from '../../support/statuspage-schemas.ts';

const STORIES: SampleOptions[] = [
	{ story: 'well' },
	{ story: 'outage' },
	{ story: 'maintenance' },
	{ story: 'hostile', components: 30 },
	{ story: 'no-data' },
	{ story: 'well', isGrouped: false },
	{ components: 0 }
];
const shown = (page: PageSnapshot) => page.groups.flatMap((group) => group.components);

describe.each(STORIES)('Statuspage’s documents of %j', (options) => {
	const page = sampleSnapshot(options);

	it.each(Object.entries(statuspageSchemas))(
		'%s.json has Statuspage’s fields, all and no other',
		(name, schema) => {
			const rendered = render(name, page);
			expect(schema.safeParse(JSON.parse(String(rendered?.body))).error).toBeUndefined();
		}
	);

	it('say what the page says', () => {
		const all = summary(page);
		expect(all.status).toEqual({ indicator: page.indicator, description: page.sentence });
		const plain = all.components.filter(({ group }) => !group);
		expect(plain.map(({ id, name, status: now }) => [id, name, now])).toEqual(
			shown(page).map(({ id, name, status: now }) => [id, name, now])
		);
	});

	it('agree with each other', () => {
		const all = summary(page);
		expect(status(page)).toEqual({ page: all.page, status: all.status });
		expect(components(page)).toEqual({ page: all.page, components: all.components });
		expect(unresolvedIncidents(page).incidents).toEqual(all.incidents);
		expect(all.scheduled_maintenances).toEqual([
			...activeMaintenances(page).scheduled_maintenances,
			...upcomingMaintenances(page).scheduled_maintenances
		]);
		const known = incidents(page).incidents.map(({ id }) => id);
		expect(known).toEqual(expect.arrayContaining(all.incidents.map(({ id }) => id)));
	});

	it('keep groups and members together', () => {
		const { components: listed } = components(page);
		for (const group of listed.filter((one) => one.group)) {
			const members = listed.filter(({ group_id }) => group_id === group.id);
			expect(members.map(({ id }) => id)).toEqual(group.components);
			expect(members.map(({ position }) => position)).toEqual(members.map((_, index) => index + 1));
		}
		const top = listed.filter(({ group_id }) => group_id === null);
		expect(top.map(({ position }) => position)).toEqual(top.map((_, index) => index + 1));
		expect(listed.filter((one) => !one.group).every((one) => one.components === undefined)).toBe(true);
	});

	it('link each incident and window to its page, its components as they are now', () => {
		const now = new Map(components(page).components.map((one) => [one.id, one]));
		for (const one of [...incidents(page).incidents, ...maintenances(page).scheduled_maintenances]) {
			expect(one.shortlink).toMatch(/^https:\/\/status\.acme\.example\/(?:incidents|maintenance)\//);
			for (const component of one.components) expect(component).toEqual(now.get(component.id));
			expect(one.incident_updates.every(({ incident_id }) => incident_id === one.id)).toBe(true);
		}
	});
});

describe('an incident', () => {
	const page = sampleSnapshot({ story: 'outage' });
	const [open] = unresolvedIncidents(page).incidents;

	it('that is open has no end', () => {
		expect(open).toMatchObject({
			id: 'checkout-down',
			status: 'identified',
			impact: 'major',
			resolved_at: null
		});
	});

	it('has its updates newest first, and says which ones subscribers hear of', () => {
		expect(open?.incident_updates.map((one) => [one.status, one.deliver_notifications])).toEqual([
			['identified', true],
			['investigating', true]
		]);
	});

	it('carries what an update did to components', () => {
		const [first] = page.incidents;
		const [update] = first?.updates ?? [];
		if (!update) throw new Error('The sample has an update.');
		update.components = [
			{ id: 'component-1', key: 'service-1', name: 'Checkout', from: 'operational', to: 'major_outage' }
		];
		expect(unresolvedIncidents(page).incidents[0]?.incident_updates[0]?.affected_components).toEqual([
			{ code: 'component-1', name: 'Checkout', old_status: 'operational', new_status: 'major_outage' }
		]);
	});

	it('ends with its postmortem, once that is published', () => {
		const told = incidents(page).incidents.find(({ id }) => id === 'shop-down');
		expect(told?.incident_updates[0]).toMatchObject({ status: 'postmortem' });
		expect(told?.incident_updates[0]?.body).toContain('A certificate ran out at night.');
	});

	it('of a long history is one of fifty', () => {
		const long = sampleSnapshot();
		const [one] = long.incidents;
		if (!one) throw new Error('The sample has an incident.');
		long.incidents = Array.from({ length: 80 }, (_, index) => ({ ...one, id: `i${index}` }));
		expect(incidents(long).incidents.map(({ id }) => id)).toEqual(
			Array.from({ length: 50 }, (_, index) => `i${index}`)
		);
	});
});

describe('maintenance', () => {
	it('that runs is not pushed out of the list by what is planned', () => {
		const page = sampleSnapshot({ story: 'maintenance' });
		const planned = page.maintenances.find((one) => one.status === 'scheduled');
		if (!planned) throw new Error('The sample has planned maintenance.');
		const daily = Array.from({ length: 60 }, (_, day) => ({
			...planned,
			id: `d${day}`,
			startsAt: planned.startsAt + day * 86_400_000
		}));
		page.maintenances = [...page.maintenances, ...daily];
		const listed = maintenances(page).scheduled_maintenances;
		expect(listed).toHaveLength(50);
		expect(listed.map(({ id }) => id)).toContain('patch-now');
		expect(listed.map(({ started_at }) => started_at)).toEqual(
			listed
				.map(({ started_at }) => started_at)
				.sort()
				.reverse()
		);
	});

	it('over is resolved, and keeps its announcement as its first update', () => {
		const page = sampleSnapshot();
		const done = maintenances(page).scheduled_maintenances.find(({ status: now }) => now === 'completed');
		expect(done?.resolved_at).toBe(done?.scheduled_until);
		expect(done?.incident_updates.at(-1)).toMatchObject({
			status: 'scheduled',
			body: expect.stringContaining('two short pauses')
		});
	});
});

describe('writing out', () => {
	it('happens once for each snapshot, and the same bytes have the same tag', () => {
		const page = sampleSnapshot();
		expect(render('summary', page)).toBe(render('summary', page));
		const again = render('summary', sampleSnapshot());
		expect(again).not.toBe(render('summary', page));
		expect(again?.etag).toBe(render('summary', page)?.etag);
		expect(render('summary', sampleSnapshot({ story: 'outage' }))?.etag).not.toBe(again?.etag);
	});

	it.each(['', 'nothing', 'toString', '__proto__', 'incidents/', 'incidents/unresolved/x', 'SUMMARY'])(
		'knows no document “%s”',
		(name) => {
			expect(isDocumentName(name)).toBe(false);
			expect(render(name, sampleSnapshot())).toBeNull();
		}
	);

	it('has a schema for every document', () => {
		expect(Object.keys(documents).sort()).toEqual(Object.keys(statuspageSchemas).sort());
	});
});
