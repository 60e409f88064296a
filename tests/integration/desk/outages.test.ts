/** Outages by hand: taken over, their checklist kept, their page taught, and who is refused. */
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../../src/lib/domain/evidence.ts';
import { settleStep } from '../../../src/lib/server/desk/outage-input.ts';
import { outageFile } from '../../../src/lib/server/outage-file.ts';
import * as diagnoses from '../../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../../src/lib/server/stores/evidence.ts';
import * as learnedPages from '../../../src/lib/server/stores/learned-pages.ts';
import * as outages from '../../../src/lib/server/stores/outages.ts';
import { NOON, watch } from '../../support/database.ts';
import { deskStory, refusalOf } from '../../support/desk.ts';

const SEEN: Evidence = {
	url: 'https://shop.example/',
	status: 502,
	headers: { server: 'nginx' },
	body: '<title>Sorry 12</title><h1>We will be back</h1>'
};

async function story(seen = SEEN) {
	let monitorId = 0;
	const desks = await deskStory(async (database) => {
		({ monitorId } = await watch(database, { key: 'shop' }));
		const diagnosis = diagnose(seen);
		const { kind, cause, failedSide } = diagnosis;
		const labels = { kind, cause, failedSide, worst: 'down' as const };
		for (const [index, id] of ['first', 'second', 'third'].entries()) {
			await outages.open(database.client, {
				id,
				workspaceId: 'ours',
				monitorId,
				startedAt: NOON - (3 - index) * 60_000,
				confirmedAt: NOON,
				endedAt: id === 'third' ? null : NOON,
				...labels,
				isFlapping: false,
				announcedAt: null,
				incidentId: null
			});
		}
		await evidence.keep(database.client, { id: 'e', outageId: 'third', at: NOON, evidence: seen });
		await diagnoses.keep(database.client, {
			id: 'd',
			outageId: 'third',
			at: NOON,
			stage: 'first',
			diagnosis
		});
	});
	const file = async (workspaceId = 'ours') => outageFile(desks.database.client, workspaceId, 'third');
	const taught = async () => (await learnedPages.byMonitor(desks.database.client)).get(monitorId) ?? [];
	return { ...desks, file, taught };
}

describe('the file of an outage', () => {
	it('holds what was seen and believed, and is nobody else’s', async () => {
		const { file } = await story();
		expect(await file()).toMatchObject({
			outage: { id: 'third', monitor: { key: 'shop', name: 'The shop', kind: 'http' }, acknowledged: null },
			evidence: [{ at: NOON, evidence: { status: 502, body: SEEN.body } }],
			verdict: { cause: 'upstream-failure' },
			investigations: [],
			ticks: [],
			taught: []
		});
		expect(await file('theirs')).toBeNull();
	});
});

describe('the list', () => {
	it.each([
		[{}, ['third', 'second', 'first']],
		[{ isOpen: true }, ['third']],
		[{ isOpen: false }, ['second', 'first']],
		[{ text: 'SHOP' }, ['third', 'second', 'first']],
		[{ text: 'upstream' }, ['third', 'second', 'first']],
		[{ text: 'mail' }, []],
		[{ side: 'domain' }, []],
		[{ limit: 1 }, ['third']],
		[{ after: { startedAt: NOON - 60_000, id: 'third' }, limit: 1 }, ['second']]
	] as const)('asked for %j has %j', async (asked, expected) => {
		const { database } = await story();
		const found = await outages.search(database.client, 'ours', { limit: 10, ...asked });
		expect(found.map(({ id }) => id)).toEqual(expected);
		expect(await outages.search(database.client, 'theirs', { limit: 10, ...asked })).toEqual([]);
	});
});

describe('taking over', () => {
	it('says who and when, once, and can be taken back', async () => {
		const { desk, trace, file, audit } = await story();
		await desk.outages.acknowledge(trace(), 'third', true);
		await desk.outages.acknowledge(trace('bob@acme.example'), 'third', true);
		expect((await file())?.outage.acknowledged).toEqual({ at: NOON, by: 'ada@acme.example' });
		await desk.outages.acknowledge(trace('bob@acme.example'), 'third', false);
		expect((await file())?.outage.acknowledged).toBeNull();
		expect(await audit()).toEqual([
			'outage.acknowledge shop, 2026-11-24T11:59:00.000Z',
			'outage.release shop, 2026-11-24T11:59:00.000Z'
		]);
	});

	it('survives what the watchdog writes down of the outage', async () => {
		const { desk, trace, file, database } = await story();
		await desk.outages.acknowledge(trace(), 'third', true);
		const outage = (await file())?.outage;
		if (outage) await outages.alter(database.client, { ...outage, endedAt: NOON + 1 });
		expect((await file())?.outage).toMatchObject({
			endedAt: NOON + 1,
			acknowledged: { by: 'ada@acme.example' }
		});
	});
});

describe('the checklist', () => {
	it('keeps ticks and notes with who and when, and forgets a step that was emptied', async () => {
		const { desk, trace, file, clock, audit } = await story();
		await desk.outages.settle(trace(), 'third', settleStep.parse({ step: 'host', note: ' Called.\r\n ' }));
		await clock.advance(1_000);
		await desk.outages.settle(trace('bob'), 'third', settleStep.parse({ step: 'dns', ticked: 'on' }));
		expect((await file())?.ticks).toEqual([
			{ step: 'host', isTicked: false, note: 'Called.', at: NOON, by: 'ada@acme.example' },
			{ step: 'dns', isTicked: true, note: '', at: NOON + 1_000, by: 'bob' }
		]);
		await desk.outages.settle(trace(), 'third', settleStep.parse({ step: 'dns' }));
		expect((await file())?.ticks.map(({ step }) => step)).toEqual(['host']);
		expect(await audit()).toHaveLength(3);
	});

	it('has no step that the diagnosis does not ask for', async () => {
		const { desk, trace } = await story();
		const attempt = desk.outages.settle(trace(), 'third', settleStep.parse({ step: 'prayer', ticked: 'on' }));
		expect(await refusalOf(attempt)).toEqual({
			says: 'invalid: This outage has no such step.',
			fields: ['step']
		});
	});

	it('takes a note of some length', () => {
		expect(settleStep.safeParse({ step: 'dns', note: 'x'.repeat(2_000) }).success).toBe(true);
		expect(settleStep.safeParse({ step: 'dns', note: 'x'.repeat(2_001) }).error?.issues[0]?.message).toBe(
			'A note has at most 2,000 characters.'
		);
	});
});

describe('teaching', () => {
	it('keeps the page once, is taken over by the house, and can be taken back', async () => {
		const { desk, trace, file, taught, told, audit } = await story();
		await desk.outages.teach(trace(), 'third');
		await desk.outages.teach(trace(), 'third');
		expect(await taught()).toEqual([{ words: 'sorry # | we will be back', shape: 'title h1' }]);
		const [page] = (await file())?.taught ?? [];
		expect(page).toMatchObject({ words: 'sorry # | we will be back', by: 'ada@acme.example', at: NOON });
		await desk.outages.forget(trace(), page?.id ?? '');
		expect(await taught()).toEqual([]);
		expect(told.setup).toBe(3);
		expect(await audit()).toEqual(['monitor.teach shop', 'monitor.forget shop']);
	});

	it('needs a page that could be known again', async () => {
		const { desk, trace } = await story({ ...SEEN, body: 'no' });
		expect(await refusalOf(desk.outages.teach(trace(), 'third'))).toMatchObject({
			says: 'invalid: This outage showed no page that could be known again.'
		});
	});

	it('ends where a monitor knows enough', async () => {
		const { desk, trace, database } = await story();
		const [{ id: monitorId } = { id: 0 }] = await database.client.monitor.findMany();
		for (let index = 0; index < 20; index += 1) {
			const page = { id: `p${index}`, words: `page ${index}`, shape: '', at: NOON, by: 'x', monitorId };
			await learnedPages.keep(database.client, page);
		}
		expect((await refusalOf(desk.outages.teach(trace(), 'third'))).says).toMatch(/^full: /);
	});
});

it('a stranger finds nothing of it', async () => {
	const { desk, stranger, trace, file } = await story();
	await desk.outages.teach(trace(), 'third');
	const pageId = (await file())?.taught[0]?.id ?? '';
	for (const attempt of [
		desk.outages.acknowledge(stranger(), 'third', true),
		desk.outages.settle(stranger(), 'third', settleStep.parse({ step: 'dns', ticked: 'on' })),
		desk.outages.teach(stranger(), 'third')
	])
		expect(await refusalOf(attempt)).toEqual({ says: 'missing: There is no such outage.', fields: [] });
	expect((await refusalOf(desk.outages.forget(stranger(), pageId))).says).toBe(
		'missing: There is no such page.'
	);
	expect((await file())?.taught).toHaveLength(1);
});
