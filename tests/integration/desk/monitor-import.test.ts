/** Many monitors from a list: planned with their faults, made one by one, stopped half-way, and written out again. */
import { describe, expect, it, vi } from 'vitest';
import { toYaml } from '../../../src/lib/server/config/write.ts';
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

describe('many monitors at once', () => {
	const list = (count: number) =>
		Array.from({ length: count }, (_, at) => `https://a.example/${at}`).join('\n');

	async function settled({ desk }: DeskStory, workspaceId = 'ours') {
		await vi.waitFor(() => expect(desk.monitors.importProgress(workspaceId)?.state).not.toBe('running'), {
			timeout: 60_000
		});
		return desk.monitors.importProgress(workspaceId);
	}

	it('are planned with their faults, made, and counted', async () => {
		const house = await story();
		const text = JSON.stringify({
			monitors: [
				{ ...SHOP, key: 'a', group: 'web' },
				{ ...SHOP, key: 'a' },
				{ ...SHOP, key: 'b', url: 'x' },
				{ ...SHOP, key: 'filed' },
				{ key: 'job', name: 'Job', type: 'heartbeat', group: 'elsewhere' }
			]
		});
		const { planned } = house.desk.monitors.planImport('ours', text);
		expect(planned.map(({ key, faults }) => [key, faults.length])).toEqual([
			['a', 0],
			['a', 1],
			['b', 1],
			['filed', 1],
			['job', 0]
		]);
		expect(planned[4]?.notes).toEqual(['There is no group "elsewhere" here: it is left out.']);
		expect(monitor(house, 'a')).toBeUndefined();
		house.desk.monitors.beginImport(house.trace(), text);
		expect(await settled(house)).toMatchObject({ total: 2, made: ['a', 'job'], failed: [], state: 'done' });
		expect(house.desk.monitors.importProgress('ours')?.tokens).toHaveLength(1);
		expect(await component(house, 'a')).toMatchObject({ groupId: 'web' });
		expect(house.desk.monitors.importProgress('theirs')).toBeNull();
	});

	it('can be stopped half-way, and what is there stays', async () => {
		const house = await story();
		const progress = house.desk.monitors.beginImport(house.trace(), list(1_000));
		const again = async () => house.desk.monitors.beginImport(house.trace(), list(1));
		expect((await refusalOf(again())).says).toMatch(/^conflict: /);
		await vi.waitFor(() => expect(progress.made.length).toBeGreaterThan(0), { timeout: 30_000 });
		house.desk.monitors.cancelImport('ours');
		const end = await settled(house);
		expect(end?.state).toBe('cancelled');
		await vi.waitFor(() => expect(house.roster().facts.monitors).toHaveLength(progress.made.length + 1));
		expect(progress.made.length).toBeLessThan(1_000);
	}, 90_000);

	it('come as far as a workspace may have them', async () => {
		const house = await story();
		house.desk.monitors.beginImport(house.stranger(), list(25));
		const end = await settled(house, 'theirs');
		expect([end?.made.length, end?.failed.length]).toEqual([20, 5]);
		expect(end?.failed[0]?.why).toContain('as many as it may have');
	}, 60_000);

	it('leave as a file that reads back as the same, without their secrets', async () => {
		const house = await story();
		const entry = { ...SHOP, ...SECRETS, group: 'web', every: '30s', tags: ['eu'] };
		await house.desk.monitors.create(house.trace(), entry);
		const { entries, names } = house.desk.monitors.file('ours');
		const text = toYaml({ monitors: entries });
		expect(text).not.toContain('hidden');
		const [, ...own] = names;
		expect(own).toEqual(['GATEHOUSE_SHOP_HEADERS_X_KEY', 'GATEHOUSE_SHOP_AUTH_BASIC_PASSWORD']);
		const given = own.reduce((all, name, at) => all.replace(`\${${name}}`, `hidden-${at + 1}`), text);
		await house.desk.monitors.archive(house.trace(), ['shop']);
		// what is there already is left alone
		const { planned } = house.desk.monitors.planImport('ours', given);
		expect(planned.map(({ faults }) => faults.length)).toEqual([1, 0]);
		house.desk.monitors.beginImport(house.trace(), given);
		await settled(house);
		expect(monitor(house, 'shop')?.target).toMatchObject(SECRETS);
		expect(house.desk.monitors.file('ours').entries).toEqual(entries);
	});
});
