/** Subscribers: who wants to be told of what, and who does no longer. */
import {
	WAITING_KEPT_MS,
	type Subscriber,
	type SubscriberKind,
	type SubscriberStanding
} from '../../domain/subscriber.ts';
import type { Db } from '../database.ts';
import { followWhileWaiting } from '../database/subscriber-notices.ts';
import type { Prisma } from '../generated/prisma/client.ts';

const WHOLE = { components: { select: { componentId: true } } } as const satisfies Prisma.SubscriberInclude;
type Row = Prisma.SubscriberGetPayload<{ include: typeof WHOLE }>;

export type NewSubscriber = Pick<
	Subscriber,
	'id' | 'workspaceId' | 'pageId' | 'kind' | 'address' | 'locale' | 'secret' | 'isByHand' | 'componentIds'
> & { at: number };

/** By its id, whatever its workspace: whoever holds the link was given it by us. */
export async function find(db: Db, id: string): Promise<Subscriber | null> {
	const row = await db.subscriber.findUnique({ where: { id }, include: WHOLE });
	return row && toSubscriber(row);
}

export async function ofWorkspace(db: Db, workspaceId: string, id: string): Promise<Subscriber | null> {
	const row = await db.subscriber.findFirst({ where: { id, workspaceId }, include: WHOLE });
	return row && toSubscriber(row);
}

/**
 * Makes one that waits for its confirmation, or finds the one with that address. One that waits or was stopped takes the
 * new choice and waits anew; one that is confirmed stays as it is. The same statements run for all of them.
 * @returns its id
 */
export async function ask(db: Db, { componentIds, at, isByHand, ...fields }: NewSubscriber): Promise<string> {
	const { pageId, kind, address } = fields;
	const { id } = await db.subscriber.upsert({
		where: { pageId_kind_address: { pageId, kind, address } },
		create: { ...fields, isByHand, createdAt: new Date(at) },
		update: isByHand ? { isByHand } : {},
		select: { id: true }
	});
	await db.subscriber.updateMany({
		where: { id, stoppedAt: { not: null } },
		data: { confirmedAt: null, stoppedAt: null, stopReason: null }
	});
	await followWhileWaiting(db, id, componentIds);
	return id;
}

/** Confirms it, also one that was stopped: it is whoever reads its mail that asks. */
export async function confirm(db: Db, id: string, at: number): Promise<void> {
	await db.subscriber.updateMany({
		where: { id, OR: [{ confirmedAt: null }, { stoppedAt: { not: null } }] },
		data: { confirmedAt: new Date(at), stoppedAt: null, stopReason: null }
	});
}

/** @param componentIds what it hears of from now on; empty for everything */
export async function follow(db: Db, id: string, componentIds: readonly string[]): Promise<void> {
	await db.subscriberComponent.deleteMany({ where: { subscriberId: id } });
	await db.subscriberComponent.createMany({
		data: componentIds.map((componentId) => ({ subscriberId: id, componentId }))
	});
}

/** Sends nothing to it any more; what stopped it first stays the reason. */
export async function stop(db: Db, id: string, reason: string, at: number): Promise<void> {
	await db.subscriber.updateMany({
		where: { id, stoppedAt: null },
		data: { stoppedAt: new Date(at), stopReason: reason }
	});
}

/** @returns whether there was one in this workspace */
export async function remove(db: Db, workspaceId: string, id: string): Promise<boolean> {
	const { count } = await db.subscriber.deleteMany({ where: { id, workspaceId } });
	return count > 0;
}

export async function count(db: Db, workspaceId: string): Promise<number> {
	return db.subscriber.count({ where: { workspaceId } });
}

/** Which of these addresses of a page stand so, as `kind address`; `settled` is whatever does not wait. */
export async function among(
	db: Db,
	pageId: string,
	addresses: readonly string[],
	standing: 'active' | 'settled'
): Promise<Set<string>> {
	const rows = await db.subscriber.findMany({
		where: {
			pageId,
			address: { in: [...addresses] },
			...(standing === 'active'
				? OF_STANDING.active
				: { OR: [{ confirmedAt: { not: null } }, { stoppedAt: { not: null } }] })
		},
		select: { kind: true, address: true }
	});
	return new Set(rows.map(({ kind, address }) => `${kind} ${address}`));
}

/** Forgets addresses that nobody confirmed in time. */
export async function forgetWaiting(db: Db, now: number): Promise<void> {
	const before = new Date(now - WAITING_KEPT_MS);
	await db.subscriber.deleteMany({
		where: { confirmedAt: null, createdAt: { lt: before }, notices: { none: { createdAt: { gte: before } } } }
	});
}

export interface SubscriberQuery {
	/** Any part of the address; empty for all. */
	text: string;
	standing: SubscriberStanding | null;
	kind: SubscriberKind | null;
	skip: number;
	limit: number;
}

/** A workspace's subscribers, newest first, and how many there are of that sort. */
export async function search(
	db: Db,
	workspaceId: string,
	{ text, standing, kind, skip, limit }: SubscriberQuery
): Promise<{ found: Subscriber[]; total: number }> {
	const where: Prisma.SubscriberWhereInput = {
		workspaceId,
		...(text === '' ? {} : { address: { contains: text } }),
		...(kind === null ? {} : { kind }),
		...(standing === null ? {} : OF_STANDING[standing])
	};
	const [total, rows] = await Promise.all([
		db.subscriber.count({ where }),
		db.subscriber.findMany({
			where,
			include: WHOLE,
			orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
			skip,
			take: limit
		})
	]);
	return { found: rows.map(toSubscriber), total };
}

const OF_STANDING: Record<SubscriberStanding, Prisma.SubscriberWhereInput> = {
	waiting: { confirmedAt: null, stoppedAt: null },
	active: { confirmedAt: { not: null }, stoppedAt: null },
	stopped: { stoppedAt: { not: null } }
};

function toSubscriber({ components, confirmedAt, stoppedAt, createdAt, kind, ...row }: Row): Subscriber {
	return {
		...row,
		kind: kind as SubscriberKind,
		confirmedAt: confirmedAt?.getTime() ?? null,
		stoppedAt: stoppedAt?.getTime() ?? null,
		createdAt: createdAt.getTime(),
		componentIds: components.map(({ componentId }) => componentId)
	};
}
