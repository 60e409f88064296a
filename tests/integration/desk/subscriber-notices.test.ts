/** Who is owed what a page says: those who confirmed and follow it, each once. */
import { expect, test } from 'vitest';
import * as notices from '../../../src/lib/server/stores/notices.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../../support/database.ts';

const AT = new Date(NOON);

test('everybody whom it concerns is owed it once, and nobody else', async () => {
	const database = await temporaryDatabase();
	const { ours, page } = await furnish(database);
	const { componentId: shop } = await watch(database, { key: 'shop' });
	const { componentId: mail } = await watch(database, { key: 'mail' });
	const subscribe = (id: string, follows: string[], state: { confirmedAt?: Date; stoppedAt?: Date }) =>
		database.client.subscriber.create({
			data: {
				...state,
				id,
				workspaceId: ours,
				pageId: page,
				kind: 'email',
				address: `${id}@example.org`,
				createdAt: AT,
				components: { create: follows.map((componentId) => ({ componentId })) }
			}
		});
	await subscribe('all', [], { confirmedAt: AT });
	await subscribe('shop', [shop], { confirmedAt: AT });
	await subscribe('mail', [mail], { confirmedAt: AT });
	await subscribe('silent', [], {});
	await subscribe('gone', [], { confirmedAt: AT, stoppedAt: AT });

	const occasion = {
		workspaceId: ours,
		pageId: page,
		event: 'incident:i:u',
		document: { kind: 'incident-update', incidentId: 'i', updateId: 'u' } as const,
		componentIds: [shop],
		at: NOON
	};
	await database.transaction((tx) => notices.oweToSubscribers(tx, occasion));
	await database.transaction((tx) => notices.oweToSubscribers(tx, { ...occasion, at: NOON + 1 }));

	const owed = await database.client.notice.findMany({ orderBy: { recipient: 'asc' } });
	expect(owed.map(({ recipient }) => recipient)).toEqual(['subscriber:all', 'subscriber:shop']);
	expect(owed[0]).toMatchObject({
		state: 'owed',
		attempts: 0,
		createdAt: AT,
		nextAttemptAt: AT,
		document: occasion.document
	});
});
