/** Subscribers by hand: asked first, forgotten wholly, brought and taken away as a list. */
import { expect, test } from 'vitest';
import type { Trace } from '../../../src/lib/domain/audit.ts';
import { subscriberDesk, type SubscriberDesk } from '../../../src/lib/server/desk/subscribers.ts';
import type { AddSubscriber } from '../../../src/lib/server/desk/subscriber-input.ts';
import { loadRoster } from '../../../src/lib/server/load-roster.ts';
import { readSettings } from '../../../src/lib/server/settings.ts';
import * as statusPages from '../../../src/lib/server/stores/status-pages.ts';
import * as subscribers from '../../../src/lib/server/stores/subscribers.ts';
import { refusalOf } from '../../support/desk.ts';
import { NOON, sealer } from '../../support/database.ts';
import { subscriberStage, type SubscriberStage } from '../../support/subscribers.ts';

const ADA = 'ada@acme.example';
const plain: Omit<AddSubscriber, 'address'> = { kind: 'email', components: [] };

interface Story extends SubscriberStage {
	desk: SubscriberDesk;
	ours: Trace;
	theirs: Trace;
	all(): Promise<string[]>;
	owed(): Promise<number>;
}

async function story(env: Record<string, string> = { SMTP_URL: 'smtp://127.0.0.1:9' }): Promise<Story> {
	const stage = await subscriberStage();
	const { database, clock } = stage;
	await statusPages.create(
		database.client,
		'theirs',
		{ id: 'their-page', slug: 'theirs', title: 'Theirs' },
		NOON
	);
	const roster = await loadRoster(database.client, sealer, clock.now());
	let made = 0;
	const desk = subscriberDesk({
		...{ database, sealer, clock: stage.quick, settings: readSettings(env) },
		roster: () => roster,
		newId: () => `made-${(made += 1)}`
	});
	const trace = { at: NOON, address: '192.0.2.7' };
	return {
		...stage,
		desk,
		ours: { ...trace, workspaceId: 'ours', actor: ADA },
		theirs: { ...trace, workspaceId: 'theirs', actor: 'eve@rival.example' },
		async all() {
			const query = { text: '', standing: null, kind: null, skip: 0, limit: 100 };
			const { found } = await subscribers.search(database.client, 'ours', query);
			return found
				.map((one) => {
					const state = one.stoppedAt ? 'stopped' : one.confirmedAt ? 'confirmed' : 'waiting';
					return `${one.address} ${state} ${one.componentIds.join(' ') || 'all'}`;
				})
				.sort();
		},
		owed: () => database.client.notice.count({ where: { event: { startsWith: 'sign-up:' } } })
	};
}

test('who is added is asked, and hears nothing before', async () => {
	const { desk, ours, all, owed, database } = await story();
	const added = await desk.add(ours, { ...plain, address: 'Eve@acme.example', components: ['shop'] });
	expect(added).toMatchObject({ address: 'eve@acme.example', confirmedAt: null, isByHand: true });
	expect(await all()).toEqual(['eve@acme.example waiting c-shop']);
	expect(await owed()).toBe(1);
	expect(await database.client.auditEntry.findMany()).toMatchObject([
		{ action: 'subscriber.add', subject: 'eve@acme.example', actor: ADA }
	]);
	await subscribers.confirm(database.client, added.id, NOON);
	expect(await refusalOf(desk.add(ours, { ...plain, address: 'eve@acme.example' }))).toMatchObject({
		says: expect.stringContaining('conflict')
	});
});

test('what is no address, component or page is refused by its field', async () => {
	const { desk, ours, all } = await story();
	const faults: [Parameters<SubscriberDesk['add']>[1], says: string, fields: string[]][] = [
		[{ ...plain, address: 'nobody' }, 'invalid: Type a mail address', ['address']],
		[
			{ ...plain, kind: 'webhook', address: 'ada@acme.example' },
			'invalid: Type the whole address',
			['address']
		],
		[{ ...plain, address: ADA, components: ['secret'] }, 'key secret', ['components']],
		[{ ...plain, address: ADA, page: 'theirs' }, 'missing: There is no such status page.', []]
	];
	for (const [input, says, fields] of faults) {
		expect(await refusalOf(desk.add(ours, input))).toEqual({ says: expect.stringContaining(says), fields });
	}
	expect(await all()).toEqual([]);
	const without = await story({});
	expect(await refusalOf(without.desk.add(without.ours, { ...plain, address: ADA }))).toMatchObject({
		says: expect.stringContaining('SMTP_URL'),
		fields: ['address']
	});
});

test('who is removed is forgotten with what is owed, and not by a stranger', async () => {
	const { desk, ours, theirs, all, owed } = await story();
	const { id } = await desk.add(ours, { ...plain, address: ADA });
	expect(await refusalOf(desk.remove(theirs, id))).toMatchObject({
		says: expect.stringContaining('missing')
	});
	expect(await all()).toHaveLength(1);
	await desk.remove(ours, id);
	expect([await all(), await owed()]).toEqual([[], 0]);
	expect(await refusalOf(desk.remove(ours, id))).toMatchObject({ says: expect.stringContaining('missing') });
});

test('a workspace that anybody can make causes as few mails as a stranger, and brings no lists', async () => {
	const { desk, theirs, owed } = await story();
	for (let one = 0; one < 10; one += 1) await desk.add(theirs, { ...plain, address: `p${one}@acme.example` });
	expect(await refusalOf(desk.add(theirs, { ...plain, address: 'p10@acme.example' }))).toMatchObject({
		says: expect.stringContaining('full')
	});
	expect(await owed()).toBe(10);
	expect(await refusalOf(desk.import(theirs, { csv: ADA, confirmed: true }))).toMatchObject({
		says: expect.stringContaining('forbidden')
	});
});

test('a list of another page is taken over; who left here stays away; bad lines are named', async () => {
	const { desk, ours, all, owed, database, links } = await story();
	const left = await desk.add(ours, { ...plain, address: 'left@acme.example' });
	await subscribers.stop(database.client, left.id, 'Left by their own choice.', NOON);
	expect(links.subscriberOf(links.tokenOf(left.id))).toBe(left.id);
	const csv = [
		'Email,Components,State,Note',
		'ada@acme.example,,active,"a, b"',
		'bob@acme.example,shop mail,active,',
		'far@acme.example,elsewhere,active,',
		'left@acme.example,,active,',
		'gone@acme.example,,stopped,',
		"'=1+1@acme.example,,active,",
		'nobody,,active,',
		'ADA@acme.example,,active,'
	].join('\r\n');
	const report = await desk.import(ours, { csv, confirmed: true });
	expect(report).toMatchObject({ added: 2, unchanged: 3 });
	expect(report.faults.map(({ line }) => line)).toEqual([7, 8]);
	expect(await all()).toEqual([
		'ada@acme.example confirmed all',
		'bob@acme.example confirmed c-mail c-shop',
		'left@acme.example stopped all'
	]);
	expect(await owed()).toBe(1);
	expect(await desk.import(ours, { csv, confirmed: true })).toMatchObject({ added: 0, unchanged: 5 });
});

test('a plain list is asked, unless they agreed elsewhere; endpoints are asked always', async () => {
	const { desk, ours, all, owed } = await story();
	await desk.import(ours, { csv: 'ada@acme.example\nhttps://hooks.acme.example/x', confirmed: false });
	expect(await owed()).toBe(2);
	await desk.import(ours, { csv: 'eve@acme.example\nhttps://hooks.acme.example/y', confirmed: true });
	expect(await owed()).toBe(3);
	expect(await all()).toEqual([
		'ada@acme.example waiting all',
		'eve@acme.example confirmed all',
		'https://hooks.acme.example/x waiting all',
		'https://hooks.acme.example/y waiting all'
	]);
});

test('what is exported can be brought back', async () => {
	const { desk, ours, all, database } = await story();
	await desk.import(ours, {
		csv: 'address,components\nada@acme.example,shop mail\neve@acme.example,',
		confirmed: true
	});
	const before = await all();
	const csv = await desk.export(ours);
	expect(csv.split('\r\n')[0]).toContain('address,kind,components,language,state');
	await database.client.subscriber.deleteMany();
	await desk.import(ours, { csv, confirmed: true });
	expect(await all()).toEqual(before);
});

test('a long list is taken in portions', async () => {
	const { desk, ours, all } = await story();
	const csv = Array.from({ length: 450 }, (_, one) => `p${one}@acme.example`).join('\n');
	expect(await desk.import(ours, { csv, confirmed: true })).toEqual({ added: 450, unchanged: 0, faults: [] });
	expect(await all()).toHaveLength(100);
});
