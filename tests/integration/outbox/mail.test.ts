/** A real mail server that has troubles of its own: each mail arrives once and in order, or is stopped and shown. */
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMail } from '../../../src/lib/server/mail.ts';
import { mailFailure } from '../../../src/lib/server/mail-failure.ts';
import type { DeliverToSubscriber } from '../../../src/lib/server/outbox/delivery.ts';
import { createOutbox } from '../../../src/lib/server/outbox/outbox.ts';
import { subscriberCourier } from '../../../src/lib/server/outbox/subscriber-courier.ts';
import { mailServer, type MailAnswers, type MailServer } from '../../support/servers/mail.ts';
import { outboxHouse, type OutboxHouse } from '../../support/outbox.ts';

interface MailHouse extends OutboxHouse {
	server: MailServer;
}

/** An outbox whose subscribers are told by real mails. */
async function mailHouse(answers: MailAnswers = {}, smtpUrl?: string): Promise<MailHouse> {
	const server = await mailServer(answers);
	const house = await outboxHouse();
	const mail = createMail({
		smtpUrl: smtpUrl ?? server.url,
		mailFrom: null,
		origin: 'https://status.example'
	});
	const tell: DeliverToSubscriber = async (notice, { address }, { signal }) => {
		try {
			const answer = await mail.send({
				to: address,
				subject: notice.event,
				text: notice.event,
				id: notice.id,
				signal
			});
			return { delivered: true, answer };
		} catch (error) {
			return mailFailure(error);
		}
	};
	const outbox = createOutbox({
		database: house.database,
		clock: house.clock,
		couriers: [subscriberCourier('email', house.database, tell)],
		nameOf: (recipient) => recipient,
		random: () => 0.5,
		log: { error: () => undefined, warn: () => undefined }
	});
	onTestFinished(async () => {
		await outbox.stop(0);
		mail.close();
		await server[Symbol.asyncDispose]();
	});
	return {
		...house,
		outbox,
		server,
		async pass(ms) {
			await house.clock.advance(ms);
			outbox.wake();
			await outbox.idle();
		}
	};
}

const subjects = ({ server }: MailHouse, to: string) =>
	server.taken.filter((mail) => mail.to.includes(to)).map(({ parsed }) => parsed.subject);

describe('a mail server that', () => {
	it('refuses for a while gets each mail once, in order', async () => {
		let isAway = true;
		const away = { code: 451, words: 'Try again later.' };
		const house = await mailHouse({ recipient: () => (isAway ? away : null) });
		for (const name of ['ann', 'bob']) await house.subscriber(name);
		await house.outbox.start();
		for (const event of ['one', 'two', 'three']) {
			await house.oweToSubscribers(event);
			await house.pass(5_000);
		}
		expect(house.server.taken).toHaveLength(0);
		isAway = false;
		await house.pass(3_600_000);
		for (const name of ['ann', 'bob']) {
			expect(subjects(house, `${name}@example.org`)).toEqual(['one', 'two', 'three']);
		}
	});

	it('refuses an address for good stops that address alone, and it is shown', async () => {
		const gone = { code: 550, words: '5.1.1 No such mailbox' };
		const house = await mailHouse({ recipient: (to) => (to.startsWith('ann') ? gone : null) });
		for (const name of ['ann', 'bob']) await house.subscriber(name);
		await house.outbox.start();
		await house.oweToSubscribers('one');
		await house.pass(0);
		expect(subjects(house, 'bob@example.org')).toEqual(['one']);
		expect(await house.states()).toEqual(['one → bob: sent after 1', 'one → ann: failed after 1']);
		const ann = await house.database.client.subscriber.findUniqueOrThrow({ where: { id: 'ann' } });
		expect(ann.stopReason).toContain('No such mailbox');
	});

	it('says 421 after the mail gets it again under the same Message-ID', async () => {
		const seen: (string | undefined)[] = [];
		const house = await mailHouse({
			data: ({ parsed }) => {
				seen.push(parsed.messageId);
				return seen.length < 3 ? { code: 421, words: 'Closing the channel.' } : null;
			}
		});
		await house.subscriber('ann');
		await house.outbox.start();
		await house.oweToSubscribers('one');
		for (const pause of [0, 5_000, 30_000]) await house.pass(pause);
		expect(seen).toHaveLength(3);
		expect(new Set(seen).size).toBe(1);
		expect(await house.states()).toEqual(['one → ann: sent after 3']);
	});

	it('cuts the connection after DATA gets it again under the same Message-ID', async () => {
		let cuts = 2;
		const house = await mailHouse({ breaksAfterData: () => (cuts -= 1) >= 0 });
		await house.subscriber('ann');
		await house.outbox.start();
		await house.oweToSubscribers('one');
		for (const [pause, state] of [
			[0, 'owed after 1'],
			[5_000, 'owed after 2'],
			[30_000, 'sent after 3']
		] as const) {
			await house.pass(pause);
			expect(await house.states()).toEqual([`one → ann: ${state}`]);
		}
		const ids = house.server.taken.map(({ parsed }) => parsed.messageId);
		expect(ids).toHaveLength(3);
		expect(new Set(ids).size).toBe(1);
		expect(house.server.connections()).toBe(3);
	});

	it('takes many is not asked for a connection each', async () => {
		const house = await mailHouse();
		for (let index = 0; index < 60; index += 1) await house.subscriber(`s${index}`);
		await house.outbox.start();
		await house.oweToSubscribers('one');
		await house.pass(0);
		expect(new Set(house.server.taken.flatMap(({ to }) => to)).size).toBe(60);
		expect(house.server.taken).toHaveLength(60);
		expect(house.server.connections()).toBeLessThanOrEqual(16);
	});

	it('hangs delays no webhook and no channel', async () => {
		const silent = createServer(() => undefined);
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const { port } = silent.address() as { port: number };
		const house = await mailHouse({}, `smtp://127.0.0.1:${port}`);
		for (let index = 0; index < 30; index += 1) await house.subscriber(`s${index}`);
		await house.channel('ops');
		const { pendingNotice } = await import('../../support/team-notices.ts');
		await house.oweToSubscribers('one');
		await house.owe('ops', pendingNotice('certificate-expiring', 'shop'));
		const beside = house.another();
		await Promise.all([house.outbox.start(), beside.start()]);
		await house.until(() => house.arrived.some(({ to }) => to === 'ops'));
		silent.close();
	});
});
