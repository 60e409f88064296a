/** Who is owed what by the rules of their channel: choices, recoveries only after failures, reminders, escalation. */
import { describe, expect, it } from 'vitest';
import type { FailureRules } from '../../../src/lib/domain/channel-rules.ts';
import type { FailedSide } from '../../../src/lib/domain/diagnosis/labels.ts';
import type { TeamNotice } from '../../../src/lib/domain/notice.ts';
import { createReminders } from '../../../src/lib/server/outbox/reminders.ts';
import { NOON } from '../../support/database.ts';
import { watching, type Watching } from '../../support/watching.ts';

const MINUTE_MS = 60_000;
const NONE = { causes: [], sides: [], kinds: [] };

function remindersOf(house: Watching) {
	let made = 0;
	return createReminders({
		...house,
		newId: () => `reminder-${(made += 1)}`,
		watches: () => house.watchdog.watches.values(),
		describe: ({ key }) => key
	});
}

describe('by its rules', () => {
	it('a channel hears only of the sides it asks for, and of recoveries only after failures', async () => {
		const rules = { ops: { only: { ...NONE, sides: ['domain' as const] } } };
		const house = await watching([{ key: 'shop' }], { rules });
		await house.play('udddduu');
		expect(await house.notices()).toEqual(['outage-opened → pager', 'outage-closed → pager']);
	});

	it('a channel for what is down hears of it when what was degraded goes down', async () => {
		const house = await watching([{ key: 'shop' }], { rules: { ops: { states: ['down'] } } });
		await house.play('uggg');
		expect(await house.notices()).toEqual(['outage-opened → pager']);
		await house.play('ddd');
		await house.play('uu');
		expect(await house.notices()).toEqual([
			'outage-opened → pager',
			'outage-changed → ops',
			'outage-changed → pager',
			'outage-closed → ops',
			'outage-closed → pager'
		]);
	});

	it('who was told of a failure hears of its recovery, whatever was changed meanwhile', async () => {
		const house = await watching();
		await house.play('uddd');
		await house.database.client.channel.updateMany({
			where: { key: 'ops' },
			data: { rules: { monitors: ['another'] } }
		});
		await house.reload();
		await house.play('uu');
		expect(await house.notices()).toEqual([
			'outage-opened → ops',
			'outage-opened → pager',
			'outage-closed → ops',
			'outage-closed → pager'
		]);
	});
});

describe('by what its monitor asks to have told', () => {
	const about = (sides: FailedSide[]) => ({ notifyAbout: { only: { ...NONE, sides } } });

	it.each([
		[{ only: { ...NONE, sides: ['domain'] } }, false],
		[{ only: { ...NONE, sides: ['domain', 'origin'] } }, true],
		[{ never: { ...NONE, causes: ['upstream-failure'] } }, false],
		[{ never: { ...NONE, causes: ['dns-nxdomain'] } }, true]
	] satisfies [FailureRules, boolean][])('%j: an origin that fails is told: %s', async (rules, isTold) => {
		const house = await watching([{ key: 'shop', notifyAbout: rules }, { key: 'mail' }]);
		const ofShop = async () =>
			(await house.database.client.notice.findMany())
				.map(({ document }) => document as unknown as TeamNotice)
				.filter(({ monitor }) => monitor?.key === 'shop')
				.map(({ kind, failedSide, cause }) => [kind, failedSide, cause]);
		await house.play('udddduu');
		const told = ['outage-opened', 'outage-opened', 'outage-closed', 'outage-closed'];
		expect(await ofShop()).toEqual(isTold ? told.map((kind) => [kind, 'origin', 'upstream-failure']) : []);
		await house.play('udddduu', 'mail');
		expect((await house.notices()).filter((one) => one.endsWith('ops'))).toHaveLength(isTold ? 4 : 2);
	});

	it('a recovery goes to whoever was told of the failure, whatever is asked since', async () => {
		const house = await watching();
		await house.play('uddd');
		const { config } = await house.database.client.monitor.findFirstOrThrow();
		await house.database.client.monitor.updateMany({
			data: { config: { ...(config as object), ...about(['domain']) } }
		});
		await house.reload();
		await house.play('uu');
		expect((await house.notices()).slice(2)).toEqual(['outage-closed → ops', 'outage-closed → pager']);
	});

	it('nobody is reminded of what is not told, nor is it escalated', async () => {
		const rules = { ops: { remind: 30 * MINUTE_MS }, pager: { escalate: 15 * MINUTE_MS } };
		const house = await watching([{ key: 'shop', ...about(['domain']) }], { rules });
		await house.play('uddd');
		house.clock.freeze(70 * MINUTE_MS);
		await remindersOf(house).attend();
		expect(await house.notices()).toEqual([]);
	});
});

describe('while it lasts', () => {
	it('a channel is reminded, as long as nobody acknowledges it', async () => {
		const house = await watching([{ key: 'shop' }], { rules: { ops: { remind: 30 * MINUTE_MS } } });
		const reminders = remindersOf(house);
		const attendFor = async (ms: number) => {
			for (let passed = 0; passed < ms; passed += 5 * MINUTE_MS) {
				house.clock.freeze(5 * MINUTE_MS);
				await reminders.attend();
			}
		};
		await house.play('uddd');
		await attendFor(70 * MINUTE_MS);
		const told = await house.notices();
		expect(told.slice(2)).toEqual(['outage-reminder → ops', 'outage-reminder → ops']);
		await house.database.client.outage.updateMany({ data: { acknowledgedAt: new Date(NOON) } });
		await attendFor(70 * MINUTE_MS);
		expect(await house.notices()).toHaveLength(told.length);
	});

	it('a channel hears of it only once nobody acknowledged it for so long, and then of its end', async () => {
		const house = await watching([{ key: 'shop' }], { rules: { pager: { escalate: 15 * MINUTE_MS } } });
		const reminders = remindersOf(house);
		await house.play('uddd');
		await reminders.attend();
		expect(await house.notices()).toEqual(['outage-opened → ops']);
		house.clock.freeze(15 * MINUTE_MS);
		for (let turn = 0; turn < 3; turn += 1) await reminders.attend();
		expect(await house.notices()).toEqual(['outage-opened → ops', 'outage-escalated → pager']);
		await house.play('uu');
		expect((await house.notices()).slice(2)).toEqual(['outage-closed → ops', 'outage-closed → pager']);
	});

	it('nobody is told further once it is acknowledged', async () => {
		const house = await watching([{ key: 'shop' }], { rules: { pager: { escalate: 15 * MINUTE_MS } } });
		await house.play('uddd');
		await house.database.client.outage.updateMany({ data: { acknowledgedAt: new Date(NOON) } });
		house.clock.freeze(60 * MINUTE_MS);
		await remindersOf(house).attend();
		await house.play('uu');
		expect(await house.notices()).toEqual(['outage-opened → ops', 'outage-closed → ops']);
	});
});
