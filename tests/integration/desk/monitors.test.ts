/** Monitors by hand: written as in the config file, with their component; strangers reach nothing, secrets stay in. */
import { describe, expect, it } from 'vitest';
import type { MonitorFields } from '../../../src/lib/server/stores/monitors.ts';
import * as components from '../../../src/lib/server/stores/components.ts';
import * as groups from '../../../src/lib/server/stores/groups.ts';
import * as statusPages from '../../../src/lib/server/stores/status-pages.ts';
import { NOON, watch } from '../../support/database.ts';
import { deskStory, refusalOf, type DeskStory } from '../../support/desk.ts';

const SHOP = { key: 'shop', name: 'Shop', type: 'http', url: 'https://shop.example/' };
const SECRETS = {
	headers: { 'x-key': 'hidden-1' },
	auth: { basic: { username: 'u', password: 'hidden-2' } }
};

async function story(): Promise<DeskStory> {
	return deskStory(async (database) => {
		const group = { key: 'web', name: 'Website', pageId: 'page', position: 0, isManaged: false };
		await groups.save(database.client, 'ours', { ...group, newId: 'web' });
		const theirs = { id: 'their-page', slug: 'theirs', title: 'Theirs' };
		await statusPages.create(database.client, 'theirs', theirs, NOON);
		await watch(database, { key: 'filed', name: 'Filed' } as MonitorFields);
	});
}

const component = async ({ database }: DeskStory, key: string) =>
	(await components.list(database.client, 'ours')).find((one) => one.key === key);
const monitor = ({ roster }: DeskStory, key: string) =>
	roster().facts.monitors.find((one) => one.key === key);
const auditOf = async ({ database }: DeskStory) =>
	database.client.auditEntry.findMany({ orderBy: { id: 'asc' } });

describe('a monitor that is made by hand', () => {
	it('is there with its component, in the group and as public as it was written', async () => {
		const house = await story();
		const entry = {
			...SHOP,
			...{ group: 'web', every: '30s', public: false, tags: ['eu'] },
			...{ notify: [], notify_about: { never: { causes: ['rate-limit'] } } }
		};
		const { monitor: made, token } = await house.desk.monitors.create(house.trace(), entry);
		expect(token).toBeNull();
		expect(made).toMatchObject({ key: 'shop', schedule: { everyMs: 30_000 }, isManaged: false, notify: [] });
		expect(await component(house, 'shop')).toMatchObject({
			name: 'Shop',
			groupId: 'web',
			isPublic: false,
			monitorIds: [made.id]
		});
		expect(house.told.setup).toBe(1);
		expect(house.desk.monitors.entry('ours', 'shop')?.entry).toEqual(entry);
		expect(await house.audit()).toEqual(['monitor.create shop']);
	});

	it.each([
		[{ ...SHOP, url: 'nonsense' }, ['url']],
		[{ ...SHOP, group: 'wep', notify: ['nobody'] }, ['group', 'notify[0]']],
		[{ ...SHOP, every: '1m', cron: '* * * * *' }, ['cron']],
		[{ ...SHOP, type: 'htpp' }, ['type']],
		[{ ...SHOP, uri: 'x' }, ['uri']],
		[{ ...SHOP, headers: { 'x-key': '(kept)' } }, ['headers.x-key']],
		[{ ...SHOP, key: 'filed' }, ['key']],
		[{ type: 'heartbeat', key: 'job', name: 'Job', token: 'short' }, ['token']]
	])('is refused with a sentence for each field: %j', async (entry, fields) => {
		const house = await story();
		const refused = await refusalOf(house.desk.monitors.create(house.trace(), entry));
		expect(refused).toEqual({ says: 'invalid: Some of it is not right: see the fields.', fields });
		expect(monitor(house, 'shop')).toBeUndefined();
		expect(await house.audit()).toEqual([]);
	});

	it.each([null, 'shop', [SHOP]])('is no %j', async (entry) => {
		const house = await story();
		const { says } = await refusalOf(house.desk.monitors.create(house.trace(), entry));
		expect(says).toMatch(/^invalid: /);
	});

	it('keeps its secrets to itself, in what is shown and in the audit log', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), {
			...SHOP,
			url: 'https://u:hidden-3@shop.example/',
			...SECRETS
		});
		const shown = house.desk.monitors.entry('ours', 'shop');
		expect(shown?.entry).toMatchObject({ headers: { 'x-key': '(kept)' } });
		expect(JSON.stringify([shown?.entry.headers, shown?.entry.auth, await auditOf(house)])).not.toContain(
			'hidden'
		);
		const { entry } = shown ?? {};
		await house.desk.monitors.change(house.trace(), 'shop', { ...entry, name: 'Our shop' }, {});
		expect(monitor(house, 'shop')?.target).toMatchObject(SECRETS);
		const clone = { ...entry, key: 'shop-2', name: 'Second shop' };
		await house.desk.monitors.create(house.trace(), clone, 'shop');
		expect(monitor(house, 'shop-2')?.target).toMatchObject(SECRETS);
		expect(JSON.stringify((await auditOf(house)).map(({ before, after }) => [before, after]))).not.toContain(
			'hidden'
		);
	});

	it('gets a token that nobody can guess where it is a heartbeat, and no token twice', async () => {
		const house = await story();
		const { token } = await house.desk.monitors.create(house.trace(), {
			key: 'job',
			name: 'Job',
			type: 'heartbeat'
		});
		expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
		const again = { key: 'job-2', name: 'Job', type: 'heartbeat', token };
		expect((await refusalOf(house.desk.monitors.create(house.trace(), again))).fields).toEqual(['token']);
		const { entry } = house.desk.monitors.entry('ours', 'job') ?? {};
		expect(entry).toMatchObject({ token: '(kept)' });
		await house.desk.monitors.change(house.trace(), 'job', { ...entry, name: 'Nightly' }, {});
		expect((monitor(house, 'job')?.target as { token: string }).token).toBe(token);
	});

	it('is bound by the limits of a workspace of guests', async () => {
		const house = await story();
		const { monitors } = house.desk;
		const fast = await refusalOf(monitors.create(house.stranger(), { ...SHOP, every: '10s' }));
		expect(fast.fields).toEqual(['every']);
		for (let index = 0; index < 20; index += 1) {
			await monitors.create(house.stranger(), { ...SHOP, key: `m${index}` });
		}
		expect((await refusalOf(monitors.create(house.stranger(), SHOP))).says).toMatch(/^full: /);
		await monitors.archive(house.stranger(), ['m0']);
		await monitors.create(house.stranger(), SHOP);
		expect((await refusalOf(monitors.restore(house.stranger(), ['m0']))).says).toMatch(/^full: /);
	}, 30_000);
});

describe('a monitor that is there', () => {
	it('is changed, and its component follows in what was changed at the monitor only', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), { ...SHOP, group: 'web' });
		const own = await component(house, 'shop');
		if (!own) throw new Error('there is none');
		await house.database.client.component.update({ where: { id: own.id }, data: { name: 'Renamed there' } });
		await house.reload();
		await house.desk.monitors.change(house.trace(), 'shop', { ...SHOP, name: 'Our shop', group: 'web' }, {});
		expect(await component(house, 'shop')).toMatchObject({ name: 'Renamed there', groupId: 'web' });
		await house.desk.monitors.change(house.trace(), 'shop', { ...SHOP, name: 'Our shop', public: false }, {});
		expect(await component(house, 'shop')).toMatchObject({
			name: 'Renamed there',
			groupId: null,
			isPublic: false
		});
		const [, , last] = await auditOf(house);
		expect(last).toMatchObject({ before: { group: 'web' }, after: { public: false } });
	});

	it('is not written over what somebody else wrote meanwhile, and keeps its key', async () => {
		const house = await story();
		const { monitors } = house.desk;
		const { monitor: made } = await monitors.create(house.trace(), SHOP);
		await monitors.change(house.trace('ben'), 'shop', { ...SHOP, name: 'Ben’s' }, { version: made.version });
		const late = monitors.change(
			house.trace(),
			'shop',
			{ ...SHOP, name: 'Ada’s' },
			{ version: made.version }
		);
		expect((await refusalOf(late)).says).toMatch(/^conflict: /);
		const other = monitors.change(house.trace(), 'shop', { ...SHOP, key: 'other' }, {});
		expect((await refusalOf(other)).fields).toEqual(['key']);
		expect(monitor(house, 'shop')?.name).toBe('Ben’s');
	});

	it('is paused and resumed, also where the file manages it', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), SHOP);
		await house.desk.monitors.pause(house.trace(), ['shop', 'filed', 'shop']);
		expect([monitor(house, 'shop')?.pausedAt, monitor(house, 'filed')?.pausedAt]).toEqual([NOON, NOON]);
		await house.clock.advance(60_000);
		await house.desk.monitors.pause(house.trace(), ['shop']);
		expect(monitor(house, 'shop')?.pausedAt).toBe(NOON);
		await house.desk.monitors.resume(house.trace(), ['shop']);
		expect(monitor(house, 'shop')?.pausedAt).toBeNull();
		expect(await house.audit()).toEqual([
			'monitor.create shop',
			'monitor.pause shop',
			'monitor.pause filed',
			'monitor.resume shop'
		]);
	});

	it('is archived with its component and its open outage, and comes back whole', async () => {
		const house = await story();
		const { monitor: made } = await house.desk.monitors.create(house.trace(), { ...SHOP, ...SECRETS });
		await house.database.client.outage.create({
			data: {
				id: 'outage',
				workspaceId: 'ours',
				monitorId: made.id,
				startedAt: new Date(NOON),
				confirmedAt: new Date(NOON),
				worst: 'down',
				kind: 'network',
				cause: 'unknown',
				failedSide: 'unknown'
			}
		});
		await house.desk.monitors.archive(house.trace(), ['shop']);
		expect(monitor(house, 'shop')).toBeUndefined();
		expect(await component(house, 'shop')).toBeUndefined();
		expect((await house.database.client.outage.findFirst())?.endedAt).not.toBeNull();
		await house.desk.monitors.restore(house.trace(), ['shop']);
		expect(monitor(house, 'shop')).toMatchObject({ id: made.id, target: SECRETS });
		expect(await component(house, 'shop')).toMatchObject({ monitorIds: [made.id] });
	});

	it('goes on with its history when one with its key is made again', async () => {
		const house = await story();
		const { monitor: made } = await house.desk.monitors.create(house.trace(), SHOP);
		await house.desk.monitors.pause(house.trace(), ['shop']);
		await house.desk.monitors.archive(house.trace(), ['shop']);
		const again = await house.desk.monitors.create(house.trace(), { ...SHOP, name: 'Again' });
		expect(again.monitor).toMatchObject({ id: made.id, name: 'Again', pausedAt: null });
		expect(await component(house, 'shop')).toMatchObject({ name: 'Again' });
	});

	it('is tagged', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), { ...SHOP, tags: ['eu', 'old'] });
		await house.desk.monitors.tag(house.trace(), ['shop'], { add: ['eu', 'new'], remove: ['old'] });
		expect(monitor(house, 'shop')?.tags).toEqual(['eu', 'new']);
	});

	it('that the file manages is neither changed, nor archived, nor tagged; and with it none of the others', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), SHOP);
		const { monitors } = house.desk;
		for (const attempt of [
			monitors.change(house.trace(), 'filed', { ...SHOP, key: 'filed' }, {}),
			monitors.archive(house.trace(), ['shop', 'filed']),
			monitors.tag(house.trace(), ['shop', 'filed'], { add: ['x'], remove: [] })
		]) {
			expect((await refusalOf(attempt)).says).toMatch(/^managed: .*gatehouse\.yaml/);
		}
		expect(monitor(house, 'shop')?.tags).toEqual([]);
	});

	it('is not there for a stranger', async () => {
		const house = await story();
		await house.desk.monitors.create(house.trace(), { ...SHOP, ...SECRETS });
		const { monitors } = house.desk;
		const eve = house.stranger();
		expect(monitors.entry('theirs', 'shop')).toBeNull();
		for (const attempt of [
			monitors.change(eve, 'shop', SHOP, {}),
			monitors.pause(eve, ['shop']),
			monitors.resume(eve, ['shop']),
			monitors.archive(eve, ['shop']),
			monitors.restore(eve, ['shop']),
			monitors.tag(eve, ['shop'], { add: ['x'], remove: [] }),
			monitors.create(eve, { ...SHOP, headers: { 'x-key': '(kept)' } }, 'shop'),
			monitors.checkNow(eve, 'shop'),
			monitors.tryOut(eve, { ...SHOP, headers: { 'x-key': '(kept)' } }, 'shop')
		]) {
			expect((await refusalOf(attempt)).says).toBe('missing: There is no such monitor.');
		}
		expect(await house.audit()).toEqual(['monitor.create shop']);
	});

	it('is checked now, but for a paused one and one that nobody asks', async () => {
		const house = await story();
		const { monitor: made } = await house.desk.monitors.create(house.trace(), SHOP);
		await house.desk.monitors.create(house.trace(), { key: 'job', name: 'Job', type: 'heartbeat' });
		await house.desk.monitors.checkNow(house.trace(), 'shop');
		expect(house.checkedNow).toEqual([made.id]);
		await house.desk.monitors.pause(house.trace(), ['shop']);
		for (const key of ['shop', 'job']) {
			expect((await refusalOf(house.desk.monitors.checkNow(house.trace(), key))).says).toMatch(/^conflict: /);
		}
	});

	it('is tried out before it is there, by its rules and without a trace', async () => {
		const house = await story();
		const { check, diagnosis, target } = await house.desk.monitors.tryOut(house.trace(), SHOP);
		expect([check.outcome, diagnosis, target]).toEqual(['up', null, 'https://shop.example/']);
		expect(monitor(house, 'shop')).toBeUndefined();
		expect(await house.audit()).toEqual([]);
	});
});
