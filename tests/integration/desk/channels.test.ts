/** Channels by hand: made, changed without showing a secret, stopped and enabled, archived and never deleted; notices sent again. */
import { describe, expect, it } from 'vitest';
import * as channels from '../../../src/lib/server/stores/channels.ts';
import * as deliveries from '../../../src/lib/server/stores/deliveries.ts';
import * as notices from '../../../src/lib/server/stores/notices.ts';
import { NOON, sealer } from '../../support/database.ts';
import { deskStory, refusalOf, type DeskStory } from '../../support/desk.ts';
import { teamNotice } from '../../support/team-notices.ts';

const SECRET = 'a-secret-of-sixteen';
const HOOK = { key: 'hook', type: 'webhook', url: 'https://hooks.example/x', secret: SECRET };

async function withHook(): Promise<DeskStory> {
	const story = await deskStory();
	await story.desk.channels.create(story.trace(), HOOK);
	return story;
}

async function failing(story: DeskStory, id: string, kind: 'outage-opened' | 'outage-closed'): Promise<void> {
	const { id: channelId = '' } = (await story.desk.channels.get('ours', 'hook')) ?? {};
	const document = teamNotice(kind, 'shop');
	const recipient = `channel:${channelId}`;
	const event = `outage:o-shop:${kind}`;
	const { client } = story.database;
	await notices.owe(client, { id, workspaceId: 'ours', event, recipient, channelId, document, at: NOON });
	await deliveries.failAll(client, recipient, 'Refused.');
}

describe('a channel', () => {
	it('is made as the config file has it, and shows no secret', async () => {
		const story = await deskStory();
		const rules = { states: ['down'], remind: '30m', quiet: { from: '22:00', to: '07:00', timezone: 'UTC' } };
		const made = await story.desk.channels.create(story.trace(), { ...HOOK, name: 'The hook', rules });
		expect(made).toMatchObject({ key: 'hook', name: 'The hook', goesTo: 'hooks.example', isManaged: false });
		expect(made.entry).toEqual({
			key: 'hook',
			name: 'The hook',
			type: 'webhook',
			url: '(kept)',
			secret: '(kept)',
			rules
		});
		expect(JSON.stringify(await story.desk.channels.list('ours'))).not.toContain(SECRET);
		expect(JSON.stringify(await story.database.client.auditEntry.findMany())).not.toContain(SECRET);
		expect(story.roster().channels('ours', null)[0]?.rules.remindEveryMs).toBe(1_800_000);
		expect(await story.audit()).toEqual(['channel.create hook']);
	});

	it('keeps the secrets that were left alone', async () => {
		const story = await withHook();
		const changed = { ...HOOK, url: 'https://other.example/y', secret: '(kept)' };
		await story.desk.channels.change(story.trace(), 'hook', changed);
		const stored = await channels.get(story.database.client, sealer, 'ours', 'hook');
		expect(stored?.settings).toEqual({ url: 'https://other.example/y', secret: SECRET });
	});

	it.each<[string, object, string[]]>([
		['what is wrong by its place', { ...HOOK, key: 'new', url: 'nonsense' }, ['url']],
		['rules that are wrong', { ...HOOK, key: 'new', rules: { states: ['sad'] } }, ['rules.states[0]']],
		[
			'a template with a field of nothing',
			{ ...HOOK, key: 'new', rules: { template: '{x}' } },
			['rules.template']
		],
		['a key that is taken', HOOK, ['key']],
		['a kind that there is not', { key: 'new', type: 'pigeon' }, ['type']],
		['a kept secret where there is none', { ...HOOK, key: 'new', secret: '(kept)' }, ['secret']]
	])('refuses %s', async (_name, entry, fields) => {
		const story = await withHook();
		expect((await refusalOf(story.desk.channels.create(story.trace(), entry))).fields).toEqual(fields);
	});

	it('is stopped and enabled again, archived and brought back, with what it told', async () => {
		const story = await withHook();
		const { channels: desk } = story.desk;
		await desk.setEnabled(story.trace(), 'hook', false);
		expect(await desk.get('ours', 'hook')).toMatchObject({
			disabledReason: 'Switched off by ada@acme.example.'
		});
		expect(story.roster().channels('ours', null)).toEqual([]);
		await desk.setEnabled(story.trace(), 'hook', true);
		await desk.setArchived(story.trace(), 'hook', true);
		expect(await desk.list('ours')).toEqual([]);
		await desk.setArchived(story.trace(), 'hook', false);
		expect((await desk.list('ours')).map(({ key }) => key)).toEqual(['hook']);
		expect(await story.audit()).toEqual([
			'channel.create hook',
			'channel.disable hook',
			'channel.enable hook',
			'channel.archive hook',
			'channel.restore hook'
		]);
	});

	it('is tried out, and says what was answered', async () => {
		const story = await withHook();
		expect(await story.desk.channels.tryOut(story.trace(), 'hook')).toEqual({
			delivered: true,
			answer: 'webhook says yes'
		});
	});

	it('of the file is not changed here, and a stranger’s is not there', async () => {
		const story = await withHook();
		await story.database.client.channel.updateMany({ data: { managed: true } });
		const { channels: desk } = story.desk;
		const missing = { says: 'missing: There is no such channel.' };
		expect((await refusalOf(desk.change(story.trace(), 'hook', HOOK))).says).toContain('managed: ');
		expect((await refusalOf(desk.setArchived(story.trace(), 'hook', true))).says).toContain('managed: ');
		for (const attempt of [
			desk.change(story.stranger(), 'hook', HOOK),
			desk.setEnabled(story.stranger(), 'hook', false),
			desk.tryOut(story.stranger(), 'hook')
		])
			expect(await refusalOf(attempt)).toMatchObject(missing);
		expect(await desk.get('theirs', 'hook')).toBeNull();
	});
});

describe('a message that failed', () => {
	it('is sent again by hand, one or all', async () => {
		const story = await withHook();
		await failing(story, 'one', 'outage-opened');
		const { notices: desk } = story.desk;
		expect((await refusalOf(desk.sendAgain(story.stranger(), 'one'))).says).toContain('missing: ');
		await desk.sendAgain(story.trace(), 'one');
		const { client } = story.database;
		expect(await client.notice.findFirst()).toMatchObject({ state: 'owed', attempts: 0, failure: null });
		await client.notice.updateMany({ data: { state: 'failed' } });
		expect(await desk.sendAllAgain(story.stranger())).toBe(0);
		expect(await desk.sendAllAgain(story.trace())).toBe(1);
	});

	it('is not sent to a channel that is stopped', async () => {
		const story = await withHook();
		await failing(story, 'one', 'outage-opened');
		await story.desk.channels.setEnabled(story.trace(), 'hook', false);
		const { says } = await refusalOf(story.desk.notices.sendAgain(story.trace(), 'one'));
		expect(says).toContain('Enable it first.');
		expect(await story.desk.notices.sendAllAgain(story.trace())).toBe(0);
	});

	it('of what was told to be over since is told as over', async () => {
		const story = await withHook();
		await failing(story, 'opened', 'outage-opened');
		await failing(story, 'closed', 'outage-closed');
		const { client } = story.database;
		await client.notice.update({ where: { id: 'closed' }, data: { state: 'sent' } });
		await story.desk.notices.sendAgain(story.trace(), 'opened');
		const again = await client.notice.findUniqueOrThrow({ where: { id: 'opened' } });
		expect(again.document).toMatchObject({ kind: 'outage-closed' });
	});
});
