/** What a changed config file does to what is stored: keys are identities. */
import { describe, expect, it } from 'vitest';
import { applyConfig } from '../../src/lib/server/config/apply.ts';
import { checkConfig } from '../../src/lib/server/config/check.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { loadRoster } from '../../src/lib/server/load-roster.ts';
import { PROBES } from '../../src/lib/server/probes/index.ts';
import { buildSnapshot } from '../../src/lib/server/snapshot.ts';
import * as incidents from '../../src/lib/server/stores/incidents.ts';
import * as stretches from '../../src/lib/server/stores/stretches.ts';
import * as occurrences from '../../src/lib/server/stores/occurrences.ts';
import { NOON, sealer, temporaryDatabase } from '../support/database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const SHOP = '{ key: shop, name: Shop, type: http, url: "http://shop.example/", group: web }';
const MAIL = '{ key: mail, name: Mail, type: tcp, host: mail.example, port: 25 }';
const JOB = '{ key: job, name: Job, type: heartbeat, every: 1h, token: token-0123456789 }';
const PATCH =
	'maintenance: [{ key: patch, title: Patching, starts: 2026-11-24T09:00, duration: 2h, components: [shop] }]';
const file = (monitors: string[], rest = '') =>
	`page: { title: Acme, timezone: UTC, groups: [{ key: web, name: Web }] }\nmonitors: [${monitors.join(', ')}]\n${rest}`;

let made = 0;
async function apply(database: Database, text: string, now = NOON): Promise<void> {
	const { config, faults } = checkConfig(text, { env: {}, probes: PROBES });
	if (!config) throw new Error(faults.map(({ message }) => message).join('\n'));
	await applyConfig(database, config, { now, sealer, newId: () => `id-${(made += 1)}` });
}
const roster = (database: Database, now = NOON) => loadRoster(database.client, sealer, now);
const monitorsOf = async (database: Database) =>
	(await roster(database)).facts.monitors.map(({ id, key, name }) => ({ id, key, name }));

describe('a configuration', () => {
	it('applied again changes nothing, versions and times included', async () => {
		const database = await temporaryDatabase();
		const text = file([SHOP, MAIL, JOB], PATCH);
		await apply(database, text);
		const all = async () => ({
			monitors: await database.client.monitor.findMany(),
			components: await database.client.component.findMany({ include: { monitors: true } }),
			windows: await database.client.maintenanceWindow.findMany()
		});
		const before = await all();
		await apply(database, text, NOON + DAY);
		expect(await all()).toEqual(before);
	});

	it('that renames a monitor keeps its id and its history', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP]));
		const [before] = await monitorsOf(database);
		await stretches.appendAll(database.client, [
			{ monitorId: before?.id ?? 0, verdict: 'up', startedAt: NOON }
		]);
		await apply(database, file([SHOP.replace('name: Shop', 'name: Our shop')]));
		expect(await monitorsOf(database)).toEqual([{ ...before, name: 'Our shop' }]);
		expect((await stretches.since(database.client, [before?.id ?? 0], 0)).size).toBe(1);
	});

	it('that leaves one out archives it, and has it back with its past', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP, MAIL]));
		const before = await monitorsOf(database);
		await apply(database, file([SHOP]), NOON + HOUR);
		expect((await monitorsOf(database)).map(({ key }) => key)).toEqual(['shop']);
		expect((await roster(database)).facts.components.map(({ key }) => key)).toEqual(['shop']);
		expect(await database.client.monitor.count()).toBe(2);
		await apply(database, file([SHOP, MAIL]), NOON + DAY);
		expect(await monitorsOf(database)).toEqual(before);
	});

	it('ends the outage of a monitor that it leaves out', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP, MAIL]));
		const mail = (await monitorsOf(database)).find(({ key }) => key === 'mail');
		const workspace = await database.client.workspace.findFirstOrThrow();
		await database.client.outage.create({
			data: {
				id: 'outage',
				workspaceId: workspace.id,
				monitorId: mail?.id ?? 0,
				startedAt: new Date(NOON),
				confirmedAt: new Date(NOON),
				worst: 'down',
				cause: 'unknown',
				failedSide: 'unknown',
				kind: 'network'
			}
		});
		await apply(database, file([SHOP]), NOON + HOUR);
		expect((await database.client.outage.findFirstOrThrow()).endedAt?.getTime()).toBe(NOON + HOUR);
	});

	it('moves a heartbeat’s token with it to another key', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([JOB]));
		await apply(database, file([JOB.replace('key: job', 'key: nightly')]));
		expect((await monitorsOf(database)).map(({ key }) => key)).toEqual(['nightly']);
		const hashes = async () =>
			(await database.client.monitor.findMany({ where: { archivedAt: null }, orderBy: { key: 'asc' } })).map(
				({ pushTokenHash }) => pushTokenHash
			);
		const other = JOB.replace('key: job', 'key: other').replace('token-0', 'other-token-0');
		await apply(database, file([JOB, other]));
		const [first, second] = await hashes();
		const swapped = [JOB.replace('token-0', 'other-token-0'), other.replace('other-token-0', 'token-0')];
		await apply(database, file(swapped));
		expect(await hashes()).toEqual([second, first]);
	});

	it('that cannot be stored whole leaves nothing behind', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP]));
		await database.client.$executeRawUnsafe(
			`CREATE TRIGGER refuse BEFORE INSERT ON "Component" WHEN NEW.key = 'mail' BEGIN SELECT RAISE(ABORT, 'no'); END`
		);
		await expect(apply(database, file([SHOP.replace('Shop', 'Renamed'), MAIL]))).rejects.toThrow();
		expect((await monitorsOf(database)).map(({ name }) => name)).toEqual(['Shop']);
	});
});

describe('maintenance that leaves the config file', () => {
	async function withWindow(at: number): Promise<{ database: Database; pastMs: () => Promise<number> }> {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP], PATCH), NOON - DAY);
		const window = await database.client.maintenanceWindow.findFirstOrThrow();
		const from = Date.parse('2026-11-24T09:00Z');
		const occurrence = { id: 'occurrence', ruleAt: from, startsAt: from, endsAt: from + 2 * HOUR };
		await occurrences.write(database.client, window.id, [occurrence], NOON - DAY);
		await apply(database, file([SHOP]), at);
		return {
			database,
			/** What the page excuses of the day. */
			async pastMs() {
				const facts = await roster(database, NOON);
				const [component] = facts.facts.components;
				return facts
					.occurrencesOf(component?.id ?? '')
					.reduce((sum, { startsAt, endsAt }) => sum + Math.min(endsAt, NOON) - Math.min(startsAt, NOON), 0);
			}
		};
	}

	it('goes on excusing the time in which it took place', async () => {
		expect(await (await withWindow(NOON)).pastMs()).toBe(2 * HOUR);
	});

	it('while it runs ends now', async () => {
		const half = await withWindow(Date.parse('2026-11-24T09:30Z'));
		expect(await half.pastMs()).toBe(HOUR / 2);
		expect((await half.database.client.maintenanceOccurrence.findFirstOrThrow()).status).toBe('completed');
	});

	it('before it began is called off, and announced again when it comes back', async () => {
		const early = await withWindow(NOON - 6 * HOUR);
		expect(await early.pastMs()).toBe(0);
		await apply(early.database, file([SHOP], PATCH), NOON - 5 * HOUR);
		expect(await early.pastMs()).toBe(2 * HOUR);
	});
});

describe('what is hidden', () => {
	it('takes the incidents that tell of it alone along, and what was archived while it was shown leaves them in the history', async () => {
		const database = await temporaryDatabase();
		await apply(database, file([SHOP, MAIL]));
		const facts = (await roster(database)).facts;
		const page = facts.pages[0];
		if (!page) throw new Error('There is no page.');
		for (const { key, id, pageId, workspaceId } of facts.components) {
			await incidents.create(database.client, workspaceId, {
				id: `about-${key}`,
				pageId,
				title: `About the ${key}`,
				impact: 'major',
				status: 'investigating',
				isDraft: false,
				isAutomatic: true,
				cause: null,
				startedAt: NOON,
				createdAt: NOON,
				components: [{ componentId: id, status: 'major_outage' }],
				update: { id: `update-${key}`, message: 'It does not work.', displayAt: NOON, isAutomatic: true }
			});
		}
		const shown = async () => {
			const now = await roster(database);
			const all = await incidents.list(database.client, page.workspaceId, 10);
			const watches = new Map();
			return buildSnapshot({
				version: 1,
				now: NOON,
				page,
				url: '',
				roster: now,
				watches,
				incidents: all,
				told: new Map()
			});
		};
		const titles = async () => (await shown()).incidents.map(({ title }) => title).sort();
		expect(await titles()).toEqual(['About the mail', 'About the shop']);
		await apply(database, file([SHOP, MAIL.replace('key: mail', 'key: mail, public: false')]));
		expect(await titles()).toEqual(['About the shop']);
		expect(JSON.stringify(await shown())).not.toContain('mail');
		await apply(database, file([SHOP]));
		expect(await titles()).toEqual(['About the shop']);
		await apply(database, file([SHOP, MAIL]));
		await apply(database, file([SHOP]));
		expect(await titles()).toEqual(['About the mail', 'About the shop']);
	});
});
