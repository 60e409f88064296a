/** What a story of checks comes to: outages, their dates, their evidence, and who hears of them. */
import { describe, expect, it } from 'vitest';
import * as diagnoses from '../../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../../src/lib/server/stores/evidence.ts';
import * as notices from '../../../src/lib/server/stores/notices.ts';
import { CALM_AFTER_MS } from '../../../src/lib/domain/flapping.ts';
import { NOON } from '../../support/database.ts';
import { EVERY_MS, restart, watching } from '../../support/watching.ts';

const RETRY_MS = 5_000;
const opened = ['outage-opened → ops', 'outage-opened → pager'];
const closed = ['outage-closed → ops', 'outage-closed → pager'];

describe('an outage', () => {
	it.each([
		['uuuu', 'up', 0, [], 'all is well'],
		['udduu', 'up', 0, [], 'two of three: a blip'],
		['uddd', 'down', 1, opened, 'three agree'],
		['udddddd', 'down', 1, opened, 'and it is told once, however long it lasts'],
		['udddud', 'down', 1, opened, 'one good answer is no recovery'],
		['udddddu', 'down', 1, opened, 'nor is it at the end'],
		['udddduu', 'up', 1, [...opened, ...closed], 'two are'],
		[
			'udddduudddduu',
			'up',
			2,
			[...opened, ...closed, ...opened, ...closed],
			'the second one is told as well'
		],
		['uggg', 'degraded', 1, opened, 'slow counts, too'],
		['ubbb', 'degraded', 1, opened, 'refused is degraded, not down'],
		['u???', 'unknown', 0, [], 'our own fault is nobody’s outage'],
		['uddd???', 'unknown', 1, opened, 'and does not end one'],
		['uddd???ddd', 'down', 1, opened, 'which goes on after it, untold'],
		['uddd???uu', 'up', 1, [...opened, ...closed], 'or ends after it'],
		['udd?d', 'up', 0, [], 'a check that could not tell confirms nothing']
	])('%s → %s, %i of them, %j: %s', async (story, verdict, count, notices) => {
		const house = await watching();
		await house.play(story);
		expect(house.watch('shop').standing.verdict).toBe(verdict);
		expect(await house.outages()).toHaveLength(count);
		expect(await house.notices()).toEqual(notices);
	});

	it('begins at the first failing check and ends at the first good one, looked at again within seconds', async () => {
		const house = await watching();
		expect(await house.play('uddd')).toEqual([EVERY_MS, RETRY_MS, RETRY_MS, EVERY_MS]);
		const [open] = await house.outages();
		expect(open).toMatchObject({
			startedAt: NOON + EVERY_MS,
			confirmedAt: NOON + EVERY_MS + 2 * RETRY_MS,
			announcedAt: NOON + EVERY_MS + 2 * RETRY_MS,
			endedAt: null
		});
		const recovery = house.clock.now();
		expect(await house.play('uu')).toEqual([RETRY_MS, EVERY_MS]);
		expect((await house.outages())[0]).toMatchObject({ endedAt: recovery });
		expect(await house.stretches()).toEqual([
			{ verdict: 'up', startedAt: NOON, endedAt: NOON + EVERY_MS },
			{ verdict: 'down', startedAt: NOON + EVERY_MS, endedAt: recovery },
			{ verdict: 'up', startedAt: recovery, endedAt: null }
		]);
	});

	it('shows the old state while a change is unconfirmed', async () => {
		const house = await watching();
		await house.play('udd');
		expect(house.watch('shop').standing.verdict).toBe('up');
		expect((await house.stretches()).map(({ verdict }) => verdict)).toEqual(['up']);
	});

	it('keeps what the first failing request got, and what was made of it', async () => {
		const house = await watching();
		await house.play('u');
		await house.play('d', 'shop', { summary: 'the first' });
		await house.play('ed');
		const [outage] = await house.outages();
		const kept = await evidence.ofOutage(house.database.client, outage?.id ?? '');
		expect(kept).toHaveLength(1);
		expect(kept[0]).toMatchObject({
			at: NOON + EVERY_MS,
			evidence: { status: 502, body: 'the first failure' }
		});
		const diagnosis = (await diagnoses.latestOf(house.database.client, [outage?.id ?? ''])).get(
			outage?.id ?? ''
		);
		expect(diagnosis?.publicSentence).not.toBe('');
		expect(diagnosis?.cause).toBe(outage?.cause);
	});

	it('that becomes worse stays one outage, keeps both evidences, and says so', async () => {
		const house = await watching();
		await house.play('ugggddd');
		const all = await house.outages();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({ worst: 'down', startedAt: NOON + EVERY_MS });
		expect(await evidence.ofOutage(house.database.client, all[0]?.id ?? '')).toHaveLength(2);
		expect(await house.notices()).toEqual([...opened, 'outage-changed → ops', 'outage-changed → pager']);
	});

	it('that half recovers goes on, and says so', async () => {
		const house = await watching();
		await house.play('udddgg');
		expect(house.watch('shop').standing.verdict).toBe('degraded');
		expect((await house.outages())[0]).toMatchObject({ worst: 'down', endedAt: null });
		const documents = (await house.database.client.notice.findMany()).map(
			({ document }) => document as { kind: string; verdict: string }
		);
		expect(documents.filter(({ kind }) => kind === 'outage-changed').map(({ verdict }) => verdict)).toEqual([
			'degraded',
			'degraded'
		]);
	});

	it('is told to those channels that the monitor names', async () => {
		const house = await watching([{ key: 'shop', notify: ['pager'] }]);
		await house.play('udddduu');
		expect(await house.notices()).toEqual(['outage-opened → pager', 'outage-closed → pager']);
	});

	it('says what, since when, for how long and why', async () => {
		const house = await watching();
		await house.play('udddd');
		await house.play('uu');
		const rows = await house.database.client.notice.findMany({ where: { recipient: 'channel:channel-ops' } });
		const closing = rows
			.map(({ document }) => document as Record<string, unknown>)
			.find(({ kind }) => kind === 'outage-closed');
		const [outage] = await house.outages();
		expect(closing).toMatchObject({
			monitor: { key: 'shop', name: 'The shop', target: 'the shop' },
			outageId: outage?.id,
			verdict: 'down',
			startedAt: outage?.startedAt,
			endedAt: outage?.endedAt,
			cause: outage?.cause
		});
		expect(closing?.sentence).not.toBe('');
		expect(new Set(rows.map(({ event }) => event)).size).toBe(rows.length);
	});
});

describe('a change and what it owes', () => {
	it('commit together or not at all', async () => {
		const house = await watching();
		await house.play('udd');
		await house.database.client.$executeRawUnsafe(
			`CREATE TRIGGER refuse BEFORE INSERT ON "Notice" WHEN NEW.recipient = 'channel:channel-pager'
			BEGIN SELECT RAISE(ABORT, 'no'); END`
		);
		await house.play('d');
		expect(await house.outages()).toEqual([]);
		expect(await house.notices()).toEqual([]);
		expect((await house.stretches()).map(({ verdict }) => verdict)).toEqual(['up']);
		expect(await house.database.client.evidence.count()).toBe(0);
	});

	it('are owed once to each recipient, whoever writes them again', async () => {
		const house = await watching();
		await house.play('uddd');
		const [first] = await house.database.client.notice.findMany();
		if (!first) throw new Error('Nothing is owed.');
		const { event, recipient, workspaceId, channelId } = first;
		const again = { id: 'again', event, recipient, workspaceId, channelId: channelId ?? '', at: NOON };
		await notices.owe(house.database.client, { ...again, document: first.document as never });
		expect(await house.database.client.notice.count({ where: { event } })).toBe(2);
		expect(await house.database.client.notice.count({ where: { id: 'again' } })).toBe(0);
	});
});

describe('a target that keeps changing its mind', () => {
	it('is told as flapping once, and as recovered once it has kept still', async () => {
		const house = await watching([{ key: 'shop', confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } }]);
		await house.play('ududududud');
		const kinds = (await house.notices())
			.filter((one) => one.endsWith('ops'))
			.map((one) => one.split(' ')[0]);
		expect(kinds).toEqual(['outage-opened', 'outage-closed', 'outage-opened', 'outage-closed', 'flapping']);
		const before = kinds.length;
		expect((await house.outages())[0]).toMatchObject({ isFlapping: true, endedAt: null });
		const quietSince = house.clock.now();
		await house.play('u'.repeat(Math.ceil(CALM_AFTER_MS / EVERY_MS) + 1));
		expect((await house.outages())[0]).toMatchObject({ isFlapping: true, endedAt: quietSince });
		const after = (await house.notices())
			.filter((one) => one.endsWith('ops'))
			.map((one) => one.split(' ')[0]);
		expect(after.slice(before)).toEqual(['outage-closed']);
	});

	it('whose last recovery was followed by a time nobody could tell ended at that recovery', async () => {
		const house = await watching([{ key: 'shop', confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } }]);
		await house.play('udududud');
		const recovered = house.clock.now();
		await house.play('u?'.concat('u'.repeat(12)));
		expect((await house.outages())[0]).toMatchObject({ endedAt: recovered });
	});

	it('stays known as flapping over a restart', async () => {
		let house = await watching([{ key: 'shop', confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } }]);
		await house.play('ududud');
		house = await restart(house, 1_000);
		await house.play('ududu');
		expect((await house.notices()).filter((one) => one === 'flapping → ops')).toHaveLength(1);
	});
});

describe('certificates', () => {
	const warning = (at: number) => [{ kind: 'certificate-expiry' as const, message: 'It expires soon.', at }];

	it('that run out are a warning, told once, and no outage', async () => {
		let house = await watching();
		await house.play('uuu', 'shop', { warnings: warning(NOON + 9_000_000) });
		await house.play('d');
		await house.play('uu', 'shop', { warnings: warning(NOON + 9_000_000) });
		house = await restart(house, 10_000);
		await house.play('uu', 'shop', { warnings: warning(NOON + 9_000_000) });
		expect(await house.notices()).toEqual(['certificate-expiring → ops', 'certificate-expiring → pager']);
		expect(house.watch('shop').standing.verdict).toBe('up');
		expect(await house.outages()).toEqual([]);
	});

	it('that run out again are told again', async () => {
		const house = await watching([{ key: 'shop', notify: ['ops'] }]);
		await house.play('u', 'shop', { warnings: warning(NOON + 9_000_000) });
		await house.play('u');
		await house.play('u', 'shop', { warnings: warning(NOON + 99_000_000) });
		expect(await house.notices()).toHaveLength(2);
	});
});
