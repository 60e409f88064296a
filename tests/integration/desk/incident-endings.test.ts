/** How incidents end: discarded and brought back, merged, written up; and what of that anybody outside can see. */
import { describe, expect, it } from 'vitest';
import { add, empty, encodeBuckets } from '../../../src/lib/domain/latency.ts';
import {
	mergeInput,
	openInput,
	postmortemInput,
	updateInput
} from '../../../src/lib/server/desk/incident-input.ts';
import { incidentDetail } from '../../../src/lib/server/incident-detail.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import * as edits from '../../../src/lib/server/stores/incident-edits.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import * as outages from '../../../src/lib/server/stores/outages.ts';
import { prune } from '../../../src/lib/server/housekeeping/prune.ts';
import { watch } from '../../support/database.ts';
import { deskStory, refusalOf, subscribe, type DeskStory } from '../../support/desk.ts';

const DAY_MS = 86_400_000;

async function story(): Promise<DeskStory> {
	return deskStory(async (database) => {
		const { monitorId } = await watch(database, { key: 'shop' });
		await watch(database, { key: 'mail' });
		await subscribe(database, 'all');
		await outages.open(database.client, {
			id: 'outage',
			workspaceId: 'ours',
			monitorId,
			startedAt: Date.UTC(2026, 10, 24, 11, 50),
			confirmedAt: Date.UTC(2026, 10, 24, 11, 51),
			endedAt: null,
			worst: 'down',
			kind: 'hard-error',
			cause: 'upstream-refused',
			failedSide: 'origin',
			isFlapping: false,
			announcedAt: null,
			incidentId: null
		});
	});
}

const open = ({ desk, trace }: DeskStory, title: string, fields: object = {}) =>
	desk.incidents.open(trace(), openInput.parse({ title, message: `${title}.`, ...fields }));
const resolve = ({ desk, trace }: DeskStory, id: string) =>
	desk.incidents.update(trace(), id, updateInput.parse({ status: 'resolved', message: 'It is over.' }));
const merge = ({ desk, trace }: DeskStory, id: string, into: string) =>
	desk.incidents.merge(trace(), id, mergeInput.parse({ into }));
const listed = async ({ database }: DeskStory) =>
	(await incidents.list(database.client, 'ours', 100)).map(({ title }) => title).sort();

/** The public page as it is now. */
async function publicPage({ database, roster, clock }: DeskStory) {
	const [page] = roster().facts.pages;
	if (!page) throw new Error('There is no page.');
	const all = await incidents.list(database.client, 'ours', 100);
	const facts = {
		version: 1,
		now: clock.now(),
		page,
		url: 'https://status.example',
		watches: new Map(),
		told: new Map()
	};
	return buildSnapshot({ ...facts, roster: roster(), incidents: all });
}

describe('an incident about an outage', () => {
	it('is proposed from the diagnosis, and there is one at most', async () => {
		const told = await story();
		const { desk, database, trace, stranger } = told;
		const proposal = await desk.incidents.proposalFrom('ours', 'outage');
		expect(proposal).toMatchObject({
			title: 'The shop is down',
			components: { shop: 'major_outage' },
			startedAt: Date.UTC(2026, 10, 24, 11, 50),
			incidentId: null
		});
		expect(await desk.incidents.proposalFrom('theirs', 'outage')).toBeNull();
		const input = openInput.parse({ title: 'Down', message: 'It is.', outage: 'outage' });
		expect((await refusalOf(desk.incidents.open(stranger(), input))).says).toMatch(/^missing/);
		const made = await desk.incidents.open(trace(), input);
		expect(made.startedAt).toBe(proposal?.startedAt);
		expect((await outages.get(database.client, 'ours', 'outage'))?.incidentId).toBe(made.id);
		expect((await refusalOf(desk.incidents.open(trace(), input))).fields).toEqual(['outage']);
		await desk.incidents.discard(trace(), made.id, {});
		expect((await desk.incidents.open(trace(), input)).id).not.toBe(made.id);
	});
});

describe('discarding', () => {
	it('takes it out of everything, and an undo brings it back as it was', async () => {
		const told = await story();
		const { desk, trace, audit, database } = told;
		const { id } = await open(told, 'A mistake', { components: { shop: 'major_outage' } });
		await desk.incidents.discard(trace(), id, {});
		expect(await listed(told)).toEqual([]);
		expect(await incidents.get(database.client, 'ours', id)).toBeNull();
		expect((await incidents.search(database.client, 'ours', { limit: 10 })).total).toBe(0);
		const page = await publicPage(told);
		expect(page.incidents).toEqual([]);
		expect(await incidentDetail(database.client, told.roster(), page, id)).toBeNull();
		expect((await desk.incidents.restore(trace(), id)).title).toBe('A mistake');
		expect(await listed(told)).toEqual(['A mistake']);
		expect(await audit()).toEqual([
			'incident.open A mistake',
			'incident.discard A mistake',
			'incident.restore A mistake'
		]);
		expect((await refusalOf(desk.incidents.restore(trace(), id))).says).toMatch(/^missing/);
	});

	it('is for good after a month', async () => {
		const told = await story();
		const { desk, trace, database, clock } = told;
		const { id } = await open(told, 'A mistake');
		await desk.incidents.discard(trace(), id, {});
		const retention = () => ({ checksMs: 7 * DAY_MS, hoursMs: 400 * DAY_MS });
		await clock.advance(29 * DAY_MS);
		await prune({ database, clock, retention }, () => false);
		expect(await database.client.incident.count()).toBe(1);
		await clock.advance(2 * DAY_MS);
		await prune({ database, clock, retention }, () => false);
		expect(await database.client.incident.count()).toBe(0);
	});
});

describe('merging', () => {
	it('makes one of two, with everything that was said, and leads the address on', async () => {
		const told = await story();
		const { database, desk, trace } = told;
		const shop = await open(told, 'The shop fails', {
			components: { shop: 'degraded_performance' },
			outage: 'outage'
		});
		await desk.incidents.note(trace(), shop.id, { text: 'Ask Bob.' });
		const both = await open(told, 'Mail fails', { components: { mail: 'major_outage' } });
		const after = await merge(told, shop.id, both.id);
		expect(after).toMatchObject({ id: both.id, title: 'Mail fails', startedAt: shop.startedAt });
		expect(after.components.map(({ componentId, status }) => [componentId, status]).sort()).toEqual([
			['component-mail', 'major_outage'],
			['component-shop', 'degraded_performance']
		]);
		expect(after.updates.map(({ message }) => message)).toEqual(
			expect.arrayContaining(['The shop fails.', 'Mail fails.'])
		);
		expect(await edits.notesOf(database.client, 'ours', both.id)).toBe('Ask Bob.');
		expect((await outages.get(database.client, 'ours', 'outage'))?.incidentId).toBe(both.id);
		expect(await listed(told)).toEqual(['Mail fails']);
		const page = await publicPage(told);
		expect(await incidentDetail(database.client, told.roster(), page, shop.id)).toMatchObject({
			incident: null,
			movedTo: both.id
		});
		const third = await open(told, 'All fails');
		await merge(told, both.id, third.id);
		const later = await incidentDetail(database.client, told.roster(), await publicPage(told), shop.id);
		expect(later?.movedTo).toBe(third.id);
		expect((await refusalOf(desk.incidents.restore(trace(), shop.id))).says).toMatch(/^missing/);
	});

	it('keeps the words of a draft from the public', async () => {
		const told = await story();
		const { database } = told;
		const draft = await open(told, 'Only for us', { draft: true, components: { mail: 'partial_outage' } });
		const shown = await open(told, 'For everybody');
		const after = await merge(told, draft.id, shown.id);
		expect(after.updates.map(({ message }) => message)).toEqual(['For everybody.']);
		expect(after.components).toMatchObject([{ componentId: 'component-mail' }]);
		const detail = await incidentDetail(database.client, told.roster(), await publicPage(told), draft.id);
		expect(detail).toBeNull();
	});

	it('is refused where something would be lost or shown', async () => {
		const told = await story();
		const [one, draft, over] = [
			await open(told, 'One'),
			await open(told, 'Draft', { draft: true }),
			await open(told, 'Over')
		];
		await resolve(told, over.id);
		const into = async (id: string, other: string) => (await refusalOf(merge(told, id, other))).says;
		expect(await into(one.id, one.id)).toMatch(/itself/);
		expect(await into(one.id, draft.id)).toMatch(/is a draft/);
		expect(await into(one.id, over.id)).toMatch(/is over/);
		expect(await into(one.id, 'nothing')).toMatch(/^missing/);
		expect(await listed(told)).toEqual(['Draft', 'One', 'Over']);
	});
});

describe('a postmortem', () => {
	it('is kept for the team until it is published, and is told once', async () => {
		const told = await story();
		const { desk, trace, clock, events, database, roster } = told;
		const { id } = await open(told, 'It failed');
		const write = (text: string, fields: object = {}) =>
			desk.incidents.postmortem(trace(), id, postmortemInput.parse({ text, ...fields }));
		expect((await refusalOf(write('Why'))).says).toMatch(/not over yet/);
		await resolve(told, id);
		await write('A first thought', { publish: false });
		const page = await publicPage(told);
		expect(page.incidents[0]).toMatchObject({ status: 'resolved', postmortem: null });
		expect((await incidentDetail(database.client, roster(), page, id))?.charts).toEqual([]);
		const publishedAt = clock.now();
		await write('The disk was full.');
		await clock.advance(60_000);
		const after = await write('The disk was full, unseen.', { publish: false });
		expect(after).toMatchObject({
			status: 'postmortem',
			postmortem: 'The disk was full, unseen.',
			postmortemAt: publishedAt,
			updatedAt: clock.now()
		});
		expect((await events()).filter((event) => event.endsWith(':postmortem'))).toEqual([
			`incident:${id}:postmortem`
		]);
		const more = desk.incidents.update(trace(), id, updateInput.parse({ message: 'And another thing.' }));
		expect((await refusalOf(more)).says).toMatch(/postmortem is published/);
		expect((await refusalOf(write(''))).fields).toEqual(['text']);
	});
});

it('the postmortem shows the hours of its trouble, of what the public knows', async () => {
	const told = await story();
	const { database, desk, trace, clock, roster } = told;
	const monitorId = roster().facts.monitors.find(({ key }) => key === 'shop')?.id ?? 0;
	for (const hour of [9, 10, 11, 12]) {
		const rollup = add(empty(), { outcome: hour === 11 ? 'down' : 'up', durationMs: 100 });
		const columns = { ...rollup, buckets: encodeBuckets(rollup.buckets), monitorId };
		await database.client.hourRollup.create({
			data: { ...columns, hour: new Date(Date.UTC(2026, 10, 24, hour)) }
		});
	}
	const { id } = await open(told, 'It failed', { components: { shop: 'major_outage' }, outage: 'outage' });
	await clock.advance(60_000);
	await resolve(told, id);
	const write = postmortemInput.parse({ text: 'Because.' });
	await desk.incidents.postmortem(trace(), id, write);
	const detail = await incidentDetail(database.client, roster(), await publicPage(told), id);
	expect(detail?.charts.map(({ key }) => key)).toEqual(['shop']);
	expect(detail?.charts[0]?.points.map(({ failures }) => failures)).toEqual([0, 0, 1, 0]);
});

it('notes do not write over what somebody else noted', async () => {
	const told = await story();
	const { desk, trace, database } = told;
	const { id, version } = await open(told, 'It fails');
	await desk.incidents.note(trace(), id, { text: 'Bob calls them.', seen: '' });
	const late = desk.incidents.note(trace(), id, { text: 'Nobody calls.', seen: '' });
	expect((await refusalOf(late)).says).toMatch(/^conflict/);
	expect(await edits.notesOf(database.client, 'ours', id)).toBe('Bob calls them.');
	// whoever writes an update meanwhile is not held up by notes
	expect((await incidents.get(database.client, 'ours', id))?.version).toBe(version);
});
