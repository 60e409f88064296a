/** Deliveries to subscribers on a real store: mails land in a list, endpoints are real servers on this machine. */
import type { DeliveryOutcome } from '../../../src/lib/domain/delivery.ts';
import type { PublicNotice } from '../../../src/lib/domain/notice.ts';
import type { PageSnapshot } from '../../../src/lib/domain/snapshot.ts';
import type { SubscriberKind } from '../../../src/lib/domain/subscriber.ts';
import { loadIncidents } from '../../../src/lib/server/load-incidents.ts';
import { loadRoster } from '../../../src/lib/server/load-roster.ts';
import type { Letter, Mail } from '../../../src/lib/server/mail.ts';
import { createOutward } from '../../../src/lib/server/outward.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import * as subscribers from '../../../src/lib/server/stores/subscribers.ts';
import { createSubscriberDelivery } from '../../../src/lib/server/subscribers/deliver.ts';
import { createPublicViews } from '../../../src/lib/server/subscribers/public-views.ts';
import { onTestFinished } from 'vitest';
import { NOON, sealer } from '../../support/database.ts';
import { subscriberStage, type SubscriberStage } from '../../support/subscribers.ts';

export const SECRET = `whsec_${Buffer.from('a-secret-of-this-test-01').toString('base64')}`;

export interface TellingStage extends SubscriberStage {
	letters: Letter[];
	snapshot(): Promise<PageSnapshot>;
	/** Somebody who subscribed, confirmed unless said otherwise. */
	subscriber(
		address: string,
		fields?: { kind?: SubscriberKind; isByHand?: boolean; isWaiting?: boolean }
	): Promise<string>;
	incident(fields?: {
		title?: string;
		message?: string;
		isDraft?: boolean;
		keys?: string[];
	}): Promise<{ incidentId: string; updateId: string }>;
	/** One attempt; `id` as the outbox would give it. */
	deliver(subscriberId: string, document: PublicNotice, id?: string): Promise<DeliveryOutcome>;
}

export async function tellingStage(): Promise<TellingStage> {
	const stage = await subscriberStage();
	const { database, clock, links } = stage;
	const letters: Letter[] = [];
	const mail: Mail = {
		missing: null,
		send: (letter) => Promise.resolve(`250 queued as ${letters.push(letter)}`),
		close: () => undefined
	};
	const outward = { allow: createOutward('allow'), deny: createOutward('deny') };
	onTestFinished(() => Promise.all(Object.values(outward).map((one) => one.close())).then(() => undefined));
	const roster = await loadRoster(database.client, sealer, clock.now());
	const snapshot = async () =>
		buildSnapshot({
			version: 1,
			now: clock.now(),
			page: roster.facts.pages[0] as never,
			url: 'https://status.acme.example',
			roster,
			watches: new Map(),
			told: new Map(),
			incidents: await loadIncidents(database.client)
		});
	let made = 0;

	return {
		...stage,
		letters,
		snapshot,
		async subscriber(address, { kind = 'email', isByHand = false, isWaiting = false } = {}) {
			const id = await subscribers.ask(database.client, {
				id: links.idOf('page', kind, address),
				...{ workspaceId: 'ours', pageId: 'page', kind, address, locale: 'en', isByHand },
				secret: kind === 'webhook' ? sealer.seal(SECRET) : null,
				componentIds: [],
				at: NOON
			});
			if (!isWaiting) await subscribers.confirm(database.client, id, NOON);
			return id;
		},
		async incident({
			title = 'The shop is down',
			message = 'We look into it.',
			isDraft = false,
			keys = ['shop']
		} = {}) {
			const [incidentId, updateId] = [`incident-${(made += 1)}`, `update-${made}`];
			await incidents.create(database.client, 'ours', {
				id: incidentId,
				...{
					pageId: 'page',
					title,
					impact: 'major',
					status: 'investigating',
					isDraft,
					isAutomatic: false,
					cause: null
				},
				startedAt: NOON,
				createdAt: NOON,
				components: keys.map((key) => ({ componentId: `c-${key}`, status: 'major_outage' })),
				update: { id: updateId, message, displayAt: NOON, isAutomatic: false }
			});
			return { incidentId, updateId };
		},
		async deliver(subscriberId, document, id = `notice-${(made += 1)}`) {
			const current = await snapshot();
			const deliver = createSubscriberDelivery({
				...{ database, sealer, clock, mail, links },
				views: createPublicViews({
					database,
					roster: () => roster,
					watches: () => new Map(),
					page: () => current
				}),
				outwardForStrangers: outward.deny,
				outwardForMembers: () => outward.allow
			});
			const row = await database.client.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
			const address = { ...row, kind: row.kind as SubscriberKind };
			const event = eventOf(document);
			return deliver({ id, event, document, createdAt: NOON }, address, {
				signal: AbortSignal.timeout(5_000),
				now: clock.now()
			});
		}
	};
}

function eventOf(document: PublicNotice): string {
	if (document.kind === 'incident-update') return `incident:${document.incidentId}:${document.updateId}`;
	return document.kind === 'component'
		? `component:${document.componentId}:${document.at}`
		: `${document.kind}:x`;
}
