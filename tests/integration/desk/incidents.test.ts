/** Incidents by hand: what is written, who hears of it, what the audit log keeps, and who is refused. */
import { describe, expect, it } from 'vitest';
import {
	composerInput,
	correctionInput,
	editInput,
	openInput,
	updateInput
} from '../../../src/lib/server/desk/incident-input.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import { watch } from '../../support/database.ts';
import { deskStory, refusalOf, subscribe, type DeskStory } from '../../support/desk.ts';

const MINUTE = 60_000;

async function story(): Promise<DeskStory> {
	return deskStory(async (database) => {
		const { componentId: shop } = await watch(database, { key: 'shop' });
		await watch(database, { key: 'mail' });
		const { componentId: vault } = await watch(database, { key: 'vault' });
		await database.client.component.update({ where: { id: vault }, data: { isPublic: false } });
		await subscribe(database, 'all');
		await subscribe(database, 'shop', [shop]);
	});
}

const opening = (fields: object = {}) =>
	openInput.parse({ title: 'Checkout fails', message: 'We look into it.', ...fields });

describe('opening', () => {
	it('writes the incident, its first update, who hears, and the audit entry', async () => {
		const { desk, trace, audit, events, told } = await story();
		const made = await desk.incidents.open(
			trace(),
			opening({ components: { shop: 'major_outage', mail: 'degraded_performance' } })
		);
		expect(made).toMatchObject({
			title: 'Checkout fails',
			impact: 'major',
			status: 'investigating',
			isDraft: false,
			isAutomatic: false,
			pageId: 'page'
		});
		expect(made.components.map(({ componentId, status }) => [componentId, status]).sort()).toEqual([
			['component-mail', 'degraded_performance'],
			['component-shop', 'major_outage']
		]);
		expect(made.updates).toMatchObject([
			{ message: 'We look into it.', authorId: 'ada@acme.example', shouldNotify: true }
		]);
		expect(await audit()).toEqual(['incident.open Checkout fails']);
		expect(await events()).toEqual([`incident:${made.id}:${made.updates[0]?.id}`]);
		expect(told.incidents).toBe(1);
	});

	it('gets its title from what is affected when nobody typed one', async () => {
		const { desk, trace } = await story();
		const open = (components: object) =>
			desk.incidents.open(trace(), composerInput.parse({ title: '', message: 'It is.', components }));
		expect((await open({ shop: 'major_outage' })).title).toBe('The shop is down');
		expect((await open({ mail: 'degraded_performance' })).title).toBe('The mail is not working as it should');
		expect((await refusalOf(open({}))).fields).toEqual(['title']);
	});

	it('tells nobody of a draft, of what is hidden, or when its author says so', async () => {
		const { desk, trace, events } = await story();
		await desk.incidents.open(trace(), opening({ draft: true, components: { shop: 'major_outage' } }));
		await desk.incidents.open(trace(), opening({ components: { vault: 'major_outage' } }));
		await desk.incidents.open(trace(), opening({ notify: false, components: { shop: 'major_outage' } }));
		expect(await events()).toEqual([]);
	});

	it('may have begun earlier, and not later', async () => {
		const { desk, trace, clock } = await story();
		const at = (ms: number) => new Date(clock.now() + ms).toISOString();
		const made = await desk.incidents.open(trace(), opening({ started_at: at(-30 * MINUTE) }));
		expect(made.startedAt).toBe(clock.now() - 30 * MINUTE);
		const refused = await refusalOf(desk.incidents.open(trace(), opening({ started_at: at(5 * MINUTE) })));
		expect(refused.fields).toEqual(['started_at']);
	});

	it('can be over when it is written down', async () => {
		const { desk, trace, clock } = await story();
		const made = await desk.incidents.open(trace(), opening({ status: 'resolved' }));
		expect(made).toMatchObject({ status: 'resolved', resolvedAt: clock.now() });
	});

	it('knows only components of its own workspace', async () => {
		const { desk, trace, stranger } = await story();
		const opened = desk.incidents.open(trace(), opening({ components: { nothing: 'major_outage' } }));
		expect(await refusalOf(opened)).toEqual({
			says: 'invalid: There is no component with the key nothing.',
			fields: ['components']
		});
		const theirs = desk.incidents.open(stranger(), opening({ components: { shop: 'major_outage' } }));
		expect((await refusalOf(theirs)).fields).toEqual(['components']);
	});
});

describe('saying more', () => {
	it('takes status and components over, and ends well', async () => {
		const { desk, trace, clock, audit, events } = await story();
		const { id, updates } = await desk.incidents.open(
			trace(),
			opening({ components: { shop: 'degraded_performance', mail: 'degraded_performance' } })
		);
		await clock.advance(MINUTE);
		const worse = await desk.incidents.update(
			trace('bob@acme.example'),
			id,
			updateInput.parse({ message: 'It is worse.', components: { shop: 'major_outage' } })
		);
		expect(worse).toMatchObject({ status: 'investigating', impact: 'major' });
		expect(worse.updates[0]).toMatchObject({
			authorId: 'bob@acme.example',
			shouldNotify: false,
			components: [{ key: 'shop', from: 'degraded_performance', to: 'major_outage' }]
		});
		await clock.advance(MINUTE);
		const over = await desk.incidents.update(
			trace(),
			id,
			updateInput.parse({ status: 'resolved', message: 'It is over.' })
		);
		expect(over).toMatchObject({ status: 'resolved', resolvedAt: clock.now(), impact: 'major' });
		expect(over.components.every(({ status }) => status === 'operational')).toBe(true);
		expect(over.updates[0]?.components).toHaveLength(2);
		expect(await audit()).toHaveLength(3);
		// the second said nothing new of the status
		expect(await events()).toEqual([
			`incident:${id}:${updates[0]?.id}`,
			`incident:${id}:${over.updates[0]?.id}`
		]);
	});

	it('tells who follows a component that joins, and nobody twice', async () => {
		const { desk, trace, database } = await story();
		await subscribe(database, 'mail', ['component-mail']);
		const { id } = await desk.incidents.open(trace(), opening({ components: { shop: 'major_outage' } }));
		await desk.incidents.update(
			trace(),
			id,
			updateInput.parse({ message: 'Mail as well.', components: { mail: 'major_outage' } })
		);
		const owed = await database.client.notice.findMany({ orderBy: { recipient: 'asc' } });
		expect(owed.map(({ recipient }) => recipient)).toEqual([
			'subscriber:all',
			'subscriber:mail',
			'subscriber:shop'
		]);
	});

	it('opens it again when it was not over after all', async () => {
		const { desk, trace } = await story();
		const { id } = await desk.incidents.open(trace(), opening({ status: 'resolved' }));
		const again = await desk.incidents.update(
			trace(),
			id,
			updateInput.parse({ status: 'investigating', message: 'It is back.' })
		);
		expect(again).toMatchObject({ status: 'investigating', resolvedAt: null });
	});

	it('does not write over what somebody else said meanwhile', async () => {
		const { desk, trace, database } = await story();
		const { id, version } = await desk.incidents.open(trace(), opening());
		await desk.incidents.update(trace('bob@acme.example'), id, updateInput.parse({ message: 'Mine.' }));
		const late = desk.incidents.update(trace(), id, updateInput.parse({ message: 'Late.', version }));
		expect((await refusalOf(late)).says).toMatch(/^conflict: /);
		expect((await incidents.get(database.client, 'ours', id))?.updates[0]?.message).toBe('Mine.');
	});
});

describe('changing what is there', () => {
	it('edits what it is about, and says nothing to anybody', async () => {
		const { desk, trace, clock, events, database } = await story();
		const { id } = await desk.incidents.open(trace(), opening({ notify: false }));
		const begun = new Date(clock.now() - 5 * MINUTE).toISOString();
		const edited = await desk.incidents.edit(
			trace(),
			id,
			editInput.parse({
				title: 'Payments\nfail',
				impact: 'critical',
				components: { mail: 'partial_outage' },
				started_at: begun
			})
		);
		expect(edited).toMatchObject({
			title: 'Payments fail',
			impact: 'critical',
			startedAt: clock.now() - 5 * MINUTE,
			components: [{ componentId: 'component-mail', status: 'partial_outage' }]
		});
		expect(await events()).toEqual([]);
		const entry = await database.client.auditEntry.findFirst({ where: { action: 'incident.edit' } });
		expect(entry?.before).toMatchObject({ title: 'Checkout fails', impact: 'none' });
		expect(entry?.after).toMatchObject({ title: 'Payments fail', impact: 'critical' });
	});

	it('marks a corrected update as edited, and moves the end with the time of its last word', async () => {
		const { desk, trace, clock } = await story();
		const { id } = await desk.incidents.open(trace(), opening());
		await clock.advance(30 * MINUTE);
		const over = await desk.incidents.update(
			trace(),
			id,
			updateInput.parse({ status: 'resolved', message: 'Ovr.' })
		);
		const at = clock.now() - 10 * MINUTE;
		const corrected = await desk.incidents.correct(
			trace(),
			id,
			over.updates[0]?.id ?? '',
			correctionInput.parse({ message: 'Over.', at: new Date(at).toISOString() })
		);
		expect(corrected.updates[0]).toMatchObject({ message: 'Over.', displayAt: at, editedAt: clock.now() });
		expect(corrected.resolvedAt).toBe(at);
		const tooEarly = desk.incidents.correct(
			trace(),
			id,
			over.updates[0]?.id ?? '',
			correctionInput.parse({ message: 'Over.', at: '2020-01-01T00:00:00Z' })
		);
		expect((await refusalOf(tooEarly)).fields).toEqual(['at']);
	});

	it('publishes a draft as new, with its newest text for subscribers', async () => {
		const { desk, trace, clock, events } = await story();
		const { id } = await desk.incidents.open(trace(), opening({ draft: true }));
		await clock.advance(MINUTE);
		await desk.incidents.update(trace(), id, updateInput.parse({ message: 'Better words.' }));
		await clock.advance(MINUTE);
		const made = await desk.incidents.publish(trace(), id, {});
		expect(made).toMatchObject({ isDraft: false, createdAt: clock.now() });
		expect(made.updates.map(({ message }) => message)).toEqual(['Better words.', 'We look into it.']);
		expect(made.updates.every(({ displayAt }) => displayAt > clock.now() - 1_000)).toBe(true);
		expect(await events()).toEqual([`incident:${id}:${made.updates[0]?.id}`]);
		expect((await refusalOf(desk.incidents.publish(trace(), id, {}))).says).toMatch(/public already/);
	});
});

describe('an incident of the machine', () => {
	const automatic = async ({ database, clock }: DeskStory, isDraft: boolean) =>
		incidents.create(database.client, 'ours', {
			id: 'automatic',
			pageId: 'page',
			title: 'The shop is down',
			impact: 'major',
			status: 'investigating',
			isDraft,
			isAutomatic: true,
			cause: 'upstream-refused',
			startedAt: clock.now(),
			createdAt: clock.now(),
			components: [{ componentId: 'component-shop', status: 'major_outage' }],
			update: { id: 'first', message: 'We noticed.', displayAt: clock.now(), isAutomatic: true }
		});

	it('is a person’s once a person wrote into it, and the machine’s while it was published only', async () => {
		const told = await story();
		const { desk, trace, clock } = told;
		await automatic(told, true);
		expect((await desk.incidents.publish(trace(), 'automatic', {})).touchedAt).toBeNull();
		await desk.incidents.note(trace(), 'automatic', { text: 'Ada looks.' });
		const touched = await desk.incidents.update(
			trace(),
			'automatic',
			updateInput.parse({ message: 'We know why.' })
		);
		expect(touched.touchedAt).toBe(clock.now());
	});
});

it('a stranger finds none of it', async () => {
	const { desk, trace, stranger } = await story();
	const { id, updates } = await desk.incidents.open(trace(), opening());
	const updateId = updates[0]?.id ?? '';
	const desks = desk.incidents;
	const attempts = [
		desks.update(stranger(), id, updateInput.parse({ message: 'Ha.' })),
		desks.edit(stranger(), id, { title: 'Ha' }),
		desks.correct(stranger(), id, updateId, { message: 'Ha.' }),
		desks.publish(stranger(), id, {}),
		desks.discard(stranger(), id, {}),
		desks.restore(stranger(), id),
		desks.postmortem(stranger(), id, { text: 'Ha.', publish: true }),
		desks.note(stranger(), id, { text: 'Ha.' }),
		desks.merge(stranger(), id, { into: id })
	];
	for (const attempt of attempts) {
		expect((await refusalOf(attempt)).says).toBe('missing: There is no such incident.');
	}
});
