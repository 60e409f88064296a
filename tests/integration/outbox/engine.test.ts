/** What is owed is delivered: at least once, in order, tried again, given up in the open, and nobody waits for another. */
import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../../src/lib/domain/delivery.ts';
import { MOST_ATTEMPTS } from '../../../src/lib/domain/redelivery.ts';
import { NOON } from '../../support/database.ts';
import { outboxHouse, type Arrived } from '../../support/outbox.ts';
import { pendingNotice } from '../../support/team-notices.ts';

const HOUR_MS = 3_600_000;
const refused: DeliveryOutcome = { failed: 'Refused.', permanent: false };
const said = (arrived: Arrived[]) => arrived.map(({ to, said }) => `${to}: ${said}`);

describe('the outbox', () => {
	it('delivers what is owed as soon as the transaction ends, and once', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		house.database.onOwed(() => house.outbox.wake());
		await house.outbox.start();
		await house.owe('ops', pendingNotice('certificate-expiring', 'shop'));
		await house.outbox.idle();
		expect(said(house.arrived)).toEqual(['ops: certificate-expiring shop']);
		await house.pass(HOUR_MS);
		expect(house.arrived).toHaveLength(1);
		expect(await house.states()).toEqual(['certificate-expiring → ops: sent after 1']);
	});

	it('tries again with growing pauses and the same id', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		const ids: string[] = [];
		const at: number[] = [];
		house.answer.set('ops', (told) => {
			ids.push(told.id);
			at.push(told.at);
			return ids.length < 4 ? refused : { delivered: true, answer: '' };
		});
		await house.owe('ops', pendingNotice('certificate-expiring', 'shop'));
		await house.outbox.start();
		for (const pause of [0, 5_000, 30_000, 120_000]) await house.pass(pause);
		expect(new Set(ids).size).toBe(1);
		expect(at.map((one) => one - (at[0] ?? 0))).toEqual([0, 5_000, 35_000, 155_000]);
		expect(await house.states()).toEqual(['certificate-expiring → ops: sent after 4']);
	});

	it('wakes by itself when the next attempt is due', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		let tries = 0;
		house.answer.set('ops', () => ((tries += 1) < 2 ? refused : { delivered: true, answer: '' }));
		await house.owe('ops', pendingNotice('certificate-expiring', 'shop'));
		await house.outbox.start();
		await house.outbox.idle();
		for (let second = 0; second < 7 && tries < 2; second += 1) {
			await house.clock.advance(1_000);
			await house.database.writeTrouble();
			await house.outbox.idle();
		}
		expect(tries).toBe(2);
	});

	it('sends nothing newer to a recipient while something older is owed', async () => {
		const house = await outboxHouse();
		await house.subscriber('ann');
		await house.subscriber('bob');
		let isBroken = true;
		house.answer.set('ann', () => (isBroken ? refused : { delivered: true, answer: '' }));
		await house.outbox.start();
		for (const event of ['one', 'two', 'three']) {
			await house.oweToSubscribers(event);
			await house.pass(1_000);
		}
		expect(said(house.arrived)).toEqual(['bob: one', 'bob: two', 'bob: three']);
		isBroken = false;
		await house.pass(HOUR_MS);
		expect(said(house.arrived).slice(3)).toEqual(['ann: one', 'ann: two', 'ann: three']);
	});

	it('tells failed and recovered as one message when both are still owed', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		let isBroken = true;
		house.answer.set('ops', () => (isBroken ? refused : { delivered: true, answer: '' }));
		await house.outbox.start();
		await house.owe('ops', pendingNotice('outage-opened', 'shop'));
		await house.pass(4_000);
		await house.owe('ops', pendingNotice('outage-closed', 'shop'));
		await house.pass(1_000);
		isBroken = false;
		await house.pass(HOUR_MS);
		expect(said(house.arrived)).toEqual(['ops: outage-opened shop, outage-closed shop']);
		expect(await house.states()).toEqual([
			'outage-opened → ops: sent after 2',
			'outage-closed → ops: sent after 1'
		]);
	});

	it('waits a moment for what fails together, and tells it in one message', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		await house.channel('pager', {}, 'pager');
		await house.outbox.start();
		for (const monitor of ['a', 'b', 'c']) {
			await house.owe('ops', pendingNotice('outage-opened', monitor));
			await house.owe('pager', pendingNotice('outage-opened', monitor));
			await house.pass(500);
		}
		expect(house.arrived).toEqual([]);
		await house.pass(3_000);
		expect(said(house.arrived).toSorted()).toEqual([
			'ops: outage-opened a, outage-opened b, outage-opened c',
			'pager: outage-opened a',
			'pager: outage-opened b',
			'pager: outage-opened c'
		]);
	});

	it('stops a recipient who can never be reached, with all that is owed to them, and says so', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		await house.subscriber('ann');
		const gone: DeliveryOutcome = { failed: 'No such mailbox.', permanent: true };
		house.answer.set('ops', () => gone);
		house.answer.set('ann', () => gone);
		await house.owe('ops', pendingNotice('certificate-expiring', 'a'));
		await house.owe('ops', pendingNotice('certificate-expiring', 'b'));
		await house.oweToSubscribers('one');
		await house.oweToSubscribers('two');
		await house.outbox.start();
		await house.pass(0);
		expect(await house.states()).toEqual([
			'one → ann: failed after 1',
			'two → ann: failed after 0',
			'certificate-expiring → ops: failed after 1',
			'certificate-expiring → ops: failed after 0'
		]);
		const { client } = house.database;
		expect(await client.channel.findFirst()).toMatchObject({ disabledReason: 'No such mailbox.' });
		expect(await client.subscriber.findFirst()).toMatchObject({ stopReason: 'No such mailbox.' });
		expect(house.stopped).toEqual(['ops: No such mailbox.']);
	});

	it('gives up after a day, in the open, and goes on with what is newer', async () => {
		const house = await outboxHouse();
		await house.subscriber('ann');
		let isBroken = true;
		house.answer.set('ann', () => (isBroken ? refused : { delivered: true, answer: '' }));
		await house.oweToSubscribers('one');
		await house.outbox.start();
		for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) await house.pass(HOUR_MS);
		expect(await house.states()).toEqual([`one → ann: failed after ${MOST_ATTEMPTS}`]);
		isBroken = false;
		await house.oweToSubscribers('two');
		await house.pass(0);
		expect(said(house.arrived)).toEqual(['ann: two']);
		expect(house.outbox.stats().failures.get('subscriber:ann')).toBe(MOST_ATTEMPTS);
	});

	it('lets what hangs delay nobody else, nor the same recipient get two at once', async () => {
		const house = await outboxHouse();
		for (let index = 0; index < 40; index += 1) await house.subscriber(`hangs-${index}`, 'webhook');
		await house.subscriber('well', 'webhook');
		await house.channel('hangs');
		await house.channel('well-too');
		let hanging = 0;
		const hang = () => {
			hanging += 1;
			return new Promise<DeliveryOutcome>(() => undefined);
		};
		for (let index = 0; index < 40; index += 1) house.answer.set(`hangs-${index}`, hang);
		house.answer.set('hangs', hang);
		await house.oweToSubscribers('one');
		for (const key of ['hangs', 'well-too'])
			await house.owe(key, pendingNotice('certificate-expiring', 'shop'));
		await house.outbox.start();
		await house.until(() => house.arrived.length === 2 && hanging === 41);
		expect(said(house.arrived).toSorted()).toEqual(['well-too: certificate-expiring shop', 'well: one']);
		expect(house.clock.now()).toBeLessThan(NOON + 10_000);
	});
});

describe('several at work, and starts in between', () => {
	it('send each message once, whoever takes it', async () => {
		const house = await outboxHouse();
		for (let index = 0; index < 60; index += 1) await house.subscriber(`s${index}`);
		for (const event of ['one', 'two']) await house.oweToSubscribers(event);
		const other = house.another();
		// A second copy would free what the first one took; it only wakes here, as on a store that several may share.
		await Promise.all([house.outbox.start(), other.start()]);
		for (let turn = 0; turn < 5; turn += 1) {
			house.outbox.wake();
			other.wake();
			await Promise.all([house.outbox.idle(), other.idle()]);
		}
		const seen = house.arrived.map(({ to, said }) => `${to} ${said}`);
		expect(seen).toHaveLength(120);
		expect(new Set(seen).size).toBe(120);
	});

	it('a copy that was frozen and wakes up changes nothing', async () => {
		const house = await outboxHouse();
		await house.subscriber('ann');
		await house.oweToSubscribers('one');
		let wake: (outcome: DeliveryOutcome) => void = () => undefined;
		let isUnderWay = false;
		house.answer.set('ann', () => {
			isUnderWay = true;
			return new Promise((resolve) => (wake = resolve));
		});
		await house.outbox.start();
		await house.until(() => isUnderWay);
		// It stands still for longer than its lease; another takes the notice over and delivers it.
		house.clock.freeze(6 * 60_000);
		house.answer.delete('ann');
		const other = house.another();
		await other.start();
		await other.idle();
		expect(await house.states()).toEqual(['one → ann: sent after 1']);
		wake({ failed: 'No such mailbox.', permanent: true });
		await house.outbox.idle();
		expect(await house.states()).toEqual(['one → ann: sent after 1']);
		expect(await house.database.client.subscriber.findFirst()).toMatchObject({ stoppedAt: null });
	});

	it('what an earlier process had taken goes out again at once, as it was', async () => {
		const house = await outboxHouse();
		await house.channel('ops');
		const [opened, closed] = [pendingNotice('outage-opened', 'shop'), pendingNotice('outage-closed', 'shop')];
		await house.owe('ops', opened);
		const { client } = house.database;
		const claimedUntil = new Date(house.clock.now() + HOUR_MS);
		await client.notice.updateMany({ data: { state: 'claimed', claimedUntil } });
		await house.owe('ops', closed);
		await house.outbox.start();
		await house.pass(4_000);
		expect(house.arrived.map(({ id, said }) => `${id} ${said}`)).toEqual([
			`${opened.id}-ops outage-opened shop`,
			`${closed.id}-ops outage-closed shop`
		]);
	});

	it('stopping lets what is under way end and begins nothing new', async () => {
		const house = await outboxHouse();
		for (let index = 0; index < 40; index += 1) await house.subscriber(`s${index}`);
		await house.oweToSubscribers('one');
		await house.outbox.start();
		await house.until(() => house.arrived.length > 0);
		await house.outbox.stop(5_000);
		const { length } = house.arrived;
		const rows = await house.database.client.notice.groupBy({ by: ['state'], _count: true });
		const counts = Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
		expect(counts['claimed'] ?? 0).toBe(0);
		expect(counts['sent'] ?? 0).toBe(length);
		expect((counts['sent'] ?? 0) + (counts['owed'] ?? 0)).toBe(40);
	});
});
