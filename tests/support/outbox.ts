/** An outbox over a real store with couriers of the test's own: what is owed, what arrives, what became of it. */
import { onTestFinished } from 'vitest';
import type { Pending } from '../../src/lib/domain/bundle.ts';
import type { DeliveryOutcome } from '../../src/lib/domain/delivery.ts';
import type { Message } from '../../src/lib/domain/message.ts';
import type { TeamNotice } from '../../src/lib/domain/notice.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { channelCourier } from '../../src/lib/server/outbox/channel-courier.ts';
import type { DeliverToSubscriber } from '../../src/lib/server/outbox/delivery.ts';
import { createOutbox, type Outbox } from '../../src/lib/server/outbox/outbox.ts';
import { subscriberCourier } from '../../src/lib/server/outbox/subscriber-courier.ts';
import * as channels from '../../src/lib/server/stores/channels.ts';
import * as notices from '../../src/lib/server/stores/notices.ts';
import { FakeClock } from './clock.ts';
import { furnish, NOON, sealer, temporaryDatabase } from './database.ts';

export interface Arrived {
	to: string;
	id: string;
	said: string;
	at: number;
}

export interface OutboxHouse {
	database: Database;
	clock: FakeClock;
	outbox: Outbox;
	arrived: Arrived[];
	stopped: string[];
	/** What a recipient (the key of a channel, the id of a subscriber) answers; delivered unless it is said. */
	answer: Map<string, (told: Arrived) => Promise<DeliveryOutcome> | DeliveryOutcome>;
	channel(key: string, rules?: object, kind?: string): Promise<string>;
	subscriber(id: string, kind?: 'email' | 'webhook'): Promise<void>;
	owe(channelKey: string, notice: Pending): Promise<void>;
	oweToSubscribers(event: string): Promise<void>;
	/** Moves on and lets what is due then be delivered. */
	pass(ms: number): Promise<void>;
	/** Lets time pass, a tenth of a second by a tenth of a second, until something is so. */
	until(isSo: () => boolean): Promise<void>;
	/** `event recipient state attempts` of every notice. */
	states(): Promise<string[]>;
	/** A second process over the same store. */
	another(): Outbox;
}

export async function outboxHouse(): Promise<OutboxHouse> {
	const database = await temporaryDatabase();
	const { ours, page } = await furnish(database);
	const clock = new FakeClock(NOON);
	const arrived: Arrived[] = [];
	const stopped: string[] = [];
	const answer: OutboxHouse['answer'] = new Map();

	async function receive(to: string, id: string, said: string): Promise<DeliveryOutcome> {
		const told = { to, id, said, at: clock.now() };
		const outcome = await (answer.get(to)?.(told) ?? { delivered: true as const, answer: 'taken' });
		if ('delivered' in outcome) arrived.push(told);
		return outcome;
	}

	const another = () => {
		const deliverToSubscriber: DeliverToSubscriber = (notice, { id }) => receive(id, notice.id, notice.event);
		const made = createOutbox({
			database,
			clock,
			random: () => 0.5,
			nameOf: (recipient) => recipient,
			couriers: [
				channelCourier({
					database,
					sealer,
					keepsAlerts: (kind) => kind === 'pager',
					setting: () => ({
						timeZone: 'UTC',
						locale: 'en',
						outageUrl: (id) => `http://status.test/admin/outages/${id}`,
						pageUrl: 'http://status.test/',
						acknowledgeUrl: null
					}),
					tell: (message, channel) => receive(channel.key, message.id, wordsOf(message)),
					oweStopped: async () => undefined,
					onStopped: (channel, reason) => stopped.push(`${channel.key}: ${reason}`)
				}),
				subscriberCourier('email', database, deliverToSubscriber),
				subscriberCourier('webhook', database, deliverToSubscriber)
			],
			log: { error: () => undefined, warn: () => undefined }
		});
		onTestFinished(async () => {
			const stopping = made.stop(0);
			await clock.advance(10_000);
			await stopping;
		});
		return made;
	};
	const outbox = another();

	return {
		database,
		clock,
		outbox,
		arrived,
		stopped,
		answer,
		another,
		async channel(key, rules = {}, kind = 'test') {
			const fields = { key, kind, name: key, settings: {}, rules, isManaged: false };
			await channels.save(database.client, ours, fields, sealer, `c-${key}`, NOON);
			return `c-${key}`;
		},
		async subscriber(id, kind = 'email') {
			const address = kind === 'email' ? `${id}@example.org` : `http://${id}.example/`;
			const at = new Date(NOON);
			await database.client.subscriber.create({
				data: { id, workspaceId: ours, pageId: page, kind, address, createdAt: at, confirmedAt: at }
			});
		},
		async owe(key, { id, document }) {
			const channelId = `c-${key}`;
			const event = `${document.kind}:${id}`;
			const recipient = `channel:${channelId}`;
			const owed = { id: `${id}-${key}`, workspaceId: ours, event, recipient, channelId, document };
			await database.transaction((tx) => notices.owe(tx, { ...owed, at: clock.now() }));
		},
		async oweToSubscribers(event) {
			const document = { kind: 'incident-update', incidentId: 'i', updateId: event } as const;
			const occasion = { workspaceId: ours, pageId: page, event, document, componentIds: [] };
			await database.transaction((tx) => notices.oweToSubscribers(tx, { ...occasion, at: clock.now() }));
		},
		async pass(ms) {
			await clock.advance(ms);
			outbox.wake();
			await outbox.idle();
		},
		async until(isSo) {
			for (let turn = 0; turn < 5_000 && !isSo(); turn += 1) {
				await new Promise((resolve) => setImmediate(resolve));
				if (turn % 50 === 49) await clock.advance(100);
			}
			if (!isSo()) throw new Error('It never came to be so.');
		},
		async states() {
			const orderBy = [{ recipient: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }] as const;
			const rows = await database.client.notice.findMany({ orderBy: [...orderBy] });
			return rows.map(({ recipient, document, event, state, attempts }) => {
				const kind = (document as unknown as TeamNotice).kind;
				const what = kind.startsWith('incident') ? event : kind;
				return `${what} → ${recipient.replace(/^(channel:c-|subscriber:)/, '')}: ${state} after ${attempts}`;
			});
		}
	};
}

function wordsOf({ notices }: Message): string {
	return notices.map(({ kind, monitor }) => `${kind} ${monitor?.key ?? ''}`.trim()).join(', ');
}
