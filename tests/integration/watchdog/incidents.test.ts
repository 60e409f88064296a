/** What the machine says by itself: one incident per cause, followed to its end, and never over what a person wrote. */
import { describe, expect, it } from 'vitest';
import { isOpen } from '../../../src/lib/domain/incident.ts';
import * as componentStore from '../../../src/lib/server/stores/components.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import * as monitorStore from '../../../src/lib/server/stores/monitors.ts';
import { resume } from '../../../src/lib/server/watchdog/resume.ts';
import { checkOf } from '../../support/checks.ts';
import { monitorFields, NOON, sealer } from '../../support/database.ts';
import { EVERY_MS, restart, watching, type Watching } from '../../support/watching.ts';

const MINUTE = 60_000;
const QUICK = { confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } };
const three = [
	{ key: 'shop', ...QUICK },
	{ key: 'search', ...QUICK },
	{ key: 'mail', ...QUICK }
];

async function attend(house: Watching, times = 1): Promise<void> {
	for (let time = 0; time < times; time += 1) {
		await house.incidentKeeper.attend();
		await house.clock.advance(1_000);
	}
}
/** `status: message` of each update, oldest first. */
const said = async (house: Watching, index = 0) =>
	[...((await house.incidents())[index]?.updates ?? [])]
		.reverse()
		.map(({ status, message }) => `${status}: ${message}`);

describe('an outage that lasts', () => {
	it('opens an incident once it has lasted, not before, backdated to its start', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }]);
		await house.play('ud');
		await attend(house);
		expect(await house.incidents()).toEqual([]);
		await house.clock.advance(MINUTE);
		await attend(house, 5);
		const all = await house.incidents();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({
			title: 'The shop is down',
			impact: 'major',
			status: 'investigating',
			isDraft: false,
			isAutomatic: true,
			startedAt: NOON + EVERY_MS,
			components: [{ componentId: house.componentId('shop'), status: 'major_outage' }]
		});
		expect((await house.outages())[0]?.incidentId).toBe(all[0]?.id);
		expect(await said(house)).toHaveLength(1);
	});

	it('and ends: monitoring, then resolved, saying how long it lasted', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }]);
		await house.play('uddd');
		await attend(house);
		await house.play('u');
		await attend(house);
		expect((await house.incidents())[0]).toMatchObject({
			status: 'monitoring',
			components: [{ status: 'operational' }]
		});
		await attend(house, 10);
		expect((await house.incidents())[0]?.status).toBe('monitoring');
		await house.clock.advance(2 * MINUTE);
		await attend(house, 3);
		const [incident] = await house.incidents();
		expect(incident?.status).toBe('resolved');
		expect(incident?.resolvedAt).not.toBeNull();
		const [opening, ...rest] = await said(house);
		expect(opening).toMatch(/^investigating: .+ We noticed this ourselves/);
		expect(rest).toEqual([
			'monitoring: Everything named here answers again, after 3 minutes. We keep watching before we call it over.',
			'resolved: This is over. It lasted 3 minutes.'
		]);
		expect(incident?.updates.every(({ isAutomatic }) => isAutomatic)).toBe(true);
	});

	it('shorter than that says nothing', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }]);
		await house.play('udu');
		await house.clock.advance(10 * MINUTE);
		await attend(house, 3);
		expect(await house.incidents()).toEqual([]);
	});

	it('as a draft stays a draft and follows its outage all the same', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'draft', afterMs: 0 } });
		await house.play('ud');
		await attend(house);
		expect((await house.incidents())[0]).toMatchObject({ isDraft: true, status: 'investigating' });
		await house.play('u');
		await attend(house, 3);
		expect((await house.incidents())[0]).toMatchObject({ isDraft: true, status: 'resolved' });
		expect((await house.incidents()).filter(isOpen)).toEqual([]);
	});

	it.each<[string, string, object]>([
		['switched off', 'uddddd', { incidents: { auto: 'off', afterMs: 0 } }],
		['merely refused', 'ubbbbb', { incidents: { auto: 'publish', afterMs: 0 } }]
	])('but is %s opens none', async (_, story, options) => {
		const house = await watching([{ key: 'shop', ...QUICK }], options);
		await house.play(story);
		await attend(house, 3);
		expect(await house.incidents()).toEqual([]);
	});

	it('of something hidden opens none', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.database.client.component.updateMany({ data: { isPublic: false } });
		await house.reload();
		await house.play('udd');
		await attend(house, 3);
		expect(await house.incidents()).toEqual([]);
	});

	it('during maintenance opens none before the end of the window has been confirmed', async () => {
		const house = await watching([{ key: 'shop' }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.maintain(0, 30 * MINUTE);
		await house.play('uddd');
		while (house.clock.now() < NOON + 30 * MINUTE) await house.play('d');
		await attend(house, 2);
		expect(await house.incidents()).toEqual([]);
		await house.play('ddd');
		await attend(house, 2);
		expect(await house.incidents()).toHaveLength(1);
	});
});

describe('outages of one cause', () => {
	it('within two minutes share an incident, which then names them all', async () => {
		const house = await watching(three, { incidents: { auto: 'publish', afterMs: 30_000 } });
		await house.play('ud', 'shop');
		await attend(house);
		await house.play('d', 'search');
		await attend(house, 2);
		const all = await house.incidents();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({ title: 'The search and The shop are down', status: 'investigating' });
		expect(all[0]?.components).toHaveLength(2);
		expect((await said(house))[1]).toBe('investigating: The search has the same trouble.');
		await house.play('u', 'shop');
		await attend(house);
		expect((await house.incidents())[0]?.status).toBe('investigating');
		await house.play('u', 'search');
		await attend(house);
		expect((await house.incidents())[0]?.status).toBe('monitoring');
	});

	it('later, or of another cause, are stories of their own', async () => {
		const house = await watching(three, { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ud', 'shop');
		await house.play('e', 'search');
		await attend(house);
		expect(await house.incidents()).toHaveLength(2);
		await house.clock.advance(3 * MINUTE);
		await house.play('d', 'mail');
		await attend(house);
		expect(await house.incidents()).toHaveLength(3);
	});

	it('that all fail on a page of several are critical', async () => {
		const house = await watching(three, { incidents: { auto: 'publish', afterMs: 0 } });
		for (const { key } of three) await house.play('d', key);
		await attend(house, 2);
		expect((await house.incidents()).map(({ impact }) => impact)).toEqual(['critical']);
	});

	it('of two workspaces never share one', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'publish', afterMs: 0 } });
		const { client } = house.database;
		const at = new Date(NOON);
		await client.statusPage.create({
			data: {
				id: 'their-page',
				workspaceId: 'theirs',
				slug: 'theirs',
				title: 'Theirs',
				isDefault: true,
				createdAt: at,
				updatedAt: at
			}
		});
		const fields = { ...monitorFields('rival'), ...QUICK };
		const monitorId = await monitorStore.save(client, 'theirs', fields, sealer, NOON);
		const shown = {
			key: 'rival',
			name: 'The rival',
			pageId: 'their-page',
			groupId: null,
			position: 0,
			isPublic: true
		};
		await componentStore.save(
			client,
			'theirs',
			{ ...shown, isManaged: true, monitorIds: [monitorId] },
			'their-component',
			NOON
		);
		await house.reload();
		await house.watchdog.watch(await resume(house.database, house.roster().facts.monitors, 0, NOON), NOON);
		await house.play('ud');
		const rival = house.watchdog.watches.get(monitorId);
		if (!rival) throw new Error('The rival is not watched.');
		await house.watchdog.hear(rival, checkOf('d', house.clock.now()));
		await house.recorder.flush();
		await attend(house, 2);
		expect((await house.incidents()).map(({ title }) => title)).toEqual(['The shop is down']);
		const theirs = await incidents.list(client, 'theirs', 10);
		expect(theirs.map(({ title, pageId }) => [title, pageId])).toEqual([['The rival is down', 'their-page']]);
	});
});

describe('an incident that is followed', () => {
	it('says that the trouble is back, and starts over', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], {
			incidents: { auto: 'publish', afterMs: 90_000 }
		});
		await house.play('uddd');
		await attend(house);
		await house.play('u');
		await attend(house);
		await house.play('dd');
		await house.clock.advance(MINUTE);
		await attend(house, 2);
		const all = await house.incidents();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({ status: 'investigating', components: [{ status: 'major_outage' }] });
		expect((await said(house)).at(-1)).toBe('investigating: The trouble is back.');
		await house.play('u');
		await house.clock.advance(2 * MINUTE);
		await attend(house, 3);
		expect((await house.incidents())[0]?.status).toBe('resolved');
	});

	it('becomes worse with its outage', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ug');
		await attend(house);
		expect((await house.incidents())[0]).toMatchObject({
			title: 'The shop is not working as it should',
			impact: 'minor'
		});
		await house.play('d');
		await attend(house, 3);
		expect((await house.incidents())[0]).toMatchObject({
			title: 'The shop is down',
			impact: 'major',
			components: [{ status: 'major_outage' }]
		});
		expect((await said(house)).slice(1)).toEqual([
			'investigating: This has become worse: The shop does not work at all now.'
		]);
	});

	it('is left alone once a person touched it: title, texts, claims and status', async () => {
		const house = await watching(three, { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ud', 'shop');
		await attend(house);
		const [before] = await house.incidents();
		await house.database.client.incident.update({
			where: { id: before?.id ?? '' },
			data: { title: 'We broke the shop', touchedAt: new Date(house.clock.now()) }
		});
		await house.play('d', 'search');
		await attend(house, 2);
		await house.play('u', 'shop');
		await house.play('u', 'search');
		await house.clock.advance(10 * MINUTE);
		await attend(house, 3);
		const all = await house.incidents();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({ title: 'We broke the shop', status: 'investigating' });
		expect(all[0]?.updates).toHaveLength(1);
		expect(all[0]?.components).toEqual(before?.components);
	});

	it('never names what was hidden since', async () => {
		const house = await watching(three, { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ud', 'shop');
		await attend(house);
		await house.database.client.component.updateMany({ where: { key: 'shop' }, data: { isPublic: false } });
		await house.reload();
		await house.play('d', 'search');
		await attend(house, 2);
		const titles = (await house.incidents()).map(({ title }) => title);
		expect(titles.join(' ')).toContain('The search is down');
		expect(titles.join(' ')).not.toContain('The shop and');
	});

	it('is the same one after a restart', async () => {
		let house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ud');
		await attend(house);
		house = await restart(house, 10 * MINUTE);
		await attend(house);
		await house.play('dd');
		await attend(house, 2);
		expect(await house.incidents()).toHaveLength(1);
		expect(await said(house)).toHaveLength(1);
		await house.play('u');
		await attend(house, 3);
		expect((await house.incidents())[0]?.status).toBe('resolved');
	});

	it('costs nothing while there is nothing to say', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }]);
		await house.play('u');
		await attend(house);
		let transactions = 0;
		const { transaction } = house.database;
		house.database.transaction = ((work) => {
			transactions += 1;
			return transaction(work);
		}) as typeof transaction;
		await attend(house, 20);
		expect(transactions).toBe(0);
	});
});
