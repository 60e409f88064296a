/** Notices: messages owed, in the transaction of the change they tell of. */
import type { PublicNotice, TeamNotice } from '../../domain/notice.ts';
import type { Db } from '../database.ts';
import { marksOwed } from '../database/owing.ts';
import { insertForSubscribers } from '../database/subscriber-notices.ts';

export interface OwedNotice {
	id: string;
	workspaceId: string;
	/** What happened; one event is owed to one recipient once. */
	event: string;
	recipient: string;
	channelId: string;
	document: TeamNotice;
	/** It goes on from something: only who was told of that is owed it. */
	mustHaveHeard?: boolean;
	at: number;
}

export async function owe(db: Db, notice: OwedNotice): Promise<void> {
	const { event, recipient, at, document, mustHaveHeard = false, ...rest } = notice;
	if (mustHaveHeard && !(await hasHeardOf(db, recipient, document.outageId ?? ''))) return;
	const when = new Date(at);
	marksOwed(db);
	await db.notice.upsert({
		where: { event_recipient: { event, recipient } },
		create: {
			...rest,
			event,
			recipient,
			document: document as unknown as object,
			state: 'owed',
			createdAt: when,
			nextAttemptAt: when
		},
		update: {}
	});
}

/** Whether anything of an outage is or was owed to a recipient. */
async function hasHeardOf(db: Db, recipient: string, outageId: string): Promise<boolean> {
	const [from, to] = [`outage:${outageId}:`, `outage:${outageId};`];
	return (await db.notice.findFirst({ where: { recipient, event: { gte: from, lt: to } } })) !== null;
}

export interface PublicOccasion {
	workspaceId: string;
	pageId: string;
	/** What happened; one event is owed to one subscriber once. */
	event: string;
	document: PublicNotice;
	/** Whom it concerns: who follows one of these hears, and who follows everything. */
	componentIds: readonly string[];
	/** Leaves out who was owed something before whose event begins like this. */
	unlessToldOf?: string;
	at: number;
}

/** Owes it to every confirmed subscriber of the page whom it concerns, in the transaction of the change it tells of. */
export async function oweToSubscribers(db: Db, occasion: PublicOccasion): Promise<void> {
	marksOwed(db);
	await insertForSubscribers(db, occasion);
}

/** Owes something to one subscriber alone, who need not have confirmed: asking for that is how it begins. */
export async function oweToSubscriber(
	db: Db,
	{
		at,
		document,
		...owed
	}: { workspaceId: string; subscriberId: string; event: string; document: PublicNotice; at: number }
): Promise<void> {
	const when = new Date(at);
	marksOwed(db);
	await db.notice.create({
		data: {
			...owed,
			id: `${owed.event}:${owed.subscriberId}`,
			recipient: `subscriber:${owed.subscriberId}`,
			document: { ...document },
			state: 'owed',
			createdAt: when,
			nextAttemptAt: when
		}
	});
}

/** Whether nothing else was owed to the recipient before about the same thing, which the beginning of the event names. */
export async function isFirstOf(
	db: Db,
	{ id, recipient }: { id: string; recipient: string },
	about: string
): Promise<boolean> {
	const first = await db.notice.findFirst({
		where: { recipient, event: { startsWith: about } },
		orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
		select: { id: true }
	});
	return first === null || first.id === id;
}

/** Takes back what is owed to somebody who does not want it any more. */
export async function withdraw(db: Db, subscriberId: string): Promise<void> {
	await db.notice.deleteMany({ where: { subscriberId, state: 'owed' } });
}

/** How many notices are owed, and since when the oldest; of every workspace unless one is named. */
export async function backlog(
	db: Db,
	workspaceId?: string
): Promise<{ owed: number; oldestAt: number | null }> {
	const { _count, _min } = await db.notice.aggregate({
		where: { state: { in: ['owed', 'claimed'] }, ...(workspaceId === undefined ? {} : { workspaceId }) },
		_count: true,
		_min: { createdAt: true }
	});
	return { owed: _count, oldestAt: _min.createdAt?.getTime() ?? null };
}

export interface FailedNotice {
	id: string;
	event: string;
	recipient: string;
	/** Why it could not be delivered. */
	failure: string | null;
	/** What it says, as data. */
	document: unknown;
	at: number;
}

const FAILED_SHOWN = 20;

/** The newest notices of a workspace that could not be delivered. */
export async function failed(db: Db, workspaceId: string): Promise<FailedNotice[]> {
	const rows = await db.notice.findMany({
		where: { workspaceId, state: 'failed' },
		orderBy: { createdAt: 'desc' },
		take: FAILED_SHOWN
	});
	return rows.map(({ id, event, recipient, failure, document, createdAt }) => ({
		id,
		event,
		recipient,
		failure,
		document,
		at: createdAt.getTime()
	}));
}

export const NOTICE_STATES = ['owed', 'sent', 'failed'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export interface ListedNotice {
	id: string;
	event: string;
	recipient: string;
	/** One that is being sent is still owed. */
	state: NoticeState;
	attempts: number;
	createdAt: number;
	nextAttemptAt: number | null;
	sentAt: number | null;
	failure: string | null;
	channelKey: string | null;
	subscriberId: string | null;
	/** What it says, as data. */
	document: unknown;
}

export interface NoticeQuery {
	state?: NoticeState | undefined;
	/** Only what stands after this one in the list. */
	after?: { createdAt: number; id: string } | undefined;
	limit: number;
}

/** A workspace's notices, newest first. */
export async function search(
	db: Db,
	workspaceId: string,
	{ state, after, limit }: NoticeQuery
): Promise<ListedNotice[]> {
	const createdAt = new Date(after?.createdAt ?? 0);
	const rows = await db.notice.findMany({
		where: {
			workspaceId,
			...(state === undefined ? {} : { state: state === 'owed' ? { in: ['owed', 'claimed'] } : state }),
			...(after ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: after.id } }] } : {})
		},
		include: { channel: { select: { key: true } } },
		orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
		take: limit
	});
	return rows.map(({ channel, createdAt: at, nextAttemptAt, sentAt, ...row }) => ({
		id: row.id,
		event: row.event,
		recipient: row.recipient,
		state: row.state === 'claimed' ? 'owed' : (row.state as NoticeState),
		attempts: row.attempts,
		createdAt: at.getTime(),
		nextAttemptAt: nextAttemptAt?.getTime() ?? null,
		sentAt: sentAt?.getTime() ?? null,
		failure: row.failure,
		channelKey: channel?.key ?? null,
		subscriberId: row.subscriberId,
		document: row.document
	}));
}

/** How many of every workspace were given up. */
export async function countFailed(db: Db): Promise<number> {
	return db.notice.count({ where: { state: 'failed' } });
}

/** How many of a workspace are owed, and how many were given up. */
export async function counts(db: Db, workspaceId: string): Promise<{ owed: number; failed: number }> {
	const [owed, failed] = await Promise.all([
		db.notice.count({ where: { workspaceId, state: { in: ['owed', 'claimed'] } } }),
		db.notice.count({ where: { workspaceId, state: 'failed' } })
	]);
	return { owed, failed };
}

/** Recipients as people know them: the name of the channel, the address of the subscriber. */
export async function recipientsOf(
	db: Db,
	workspaceId: string,
	listed: readonly Pick<ListedNotice, 'channelKey' | 'subscriberId'>[]
): Promise<Map<string, string>> {
	const keys = listed.flatMap(({ channelKey }) => channelKey ?? []);
	const ids = listed.flatMap(({ subscriberId }) => subscriberId ?? []);
	const channels = await db.channel.findMany({ where: { workspaceId, key: { in: keys } } });
	const subscribers = await db.subscriber.findMany({ where: { workspaceId, id: { in: ids } } });
	return new Map([
		...channels.map(({ id, name }): [string, string] => [`channel:${id}`, name]),
		...subscribers.map(({ id, address }): [string, string] => [`subscriber:${id}`, address])
	]);
}

/** A notice of a workspace that was given up, with what keeps it from being sent; null for what is not there. */
export async function failedOne(
	db: Db,
	workspaceId: string,
	id: string
): Promise<{ event: string; stopped: string | null } | null> {
	const row = await db.notice.findFirst({
		where: { id, workspaceId, state: 'failed' },
		include: { channel: true, subscriber: true }
	});
	if (!row) return null;
	const { event, channel, subscriber } = row;
	if (channel?.archivedAt || channel?.disabledAt) {
		return { event, stopped: `The channel ${channel.name} is not in use. Enable it first.` };
	}
	if (subscriber?.stoppedAt) return { event, stopped: 'This subscriber is stopped, and hears nothing more.' };
	return { event, stopped: null };
}

/**
 * Owes again what was given up, as far as its recipient can be told. What began and was told to be over since is told as
 * over, so that nothing that has recovered is said to fail.
 * @param ids null takes all of the workspace
 * @returns how many are owed again
 */
export async function oweAgain(
	db: Db,
	workspaceId: string,
	ids: readonly string[] | null,
	now: number
): Promise<number> {
	marksOwed(db);
	const rows = await db.notice.findMany({
		where: {
			workspaceId,
			state: 'failed',
			...(ids ? { id: { in: [...ids] } } : {}),
			OR: [{ channel: { disabledAt: null, archivedAt: null } }, { subscriber: { stoppedAt: null } }]
		},
		select: { id: true, recipient: true, channelId: true, document: true },
		take: AGAIN_AT_MOST
	});
	for (const { id, recipient, channelId, document } of rows) {
		const { outageId } = document as unknown as TeamNotice;
		const over =
			channelId !== null && outageId
				? await db.notice.findFirst({
						where: { recipient, state: 'sent', event: `outage:${outageId}:outage-closed` },
						select: { document: true }
					})
				: null;
		await db.notice.update({
			where: { id },
			data: {
				state: 'owed',
				attempts: 0,
				failure: null,
				nextAttemptAt: new Date(now),
				...(over ? { document: over.document as object } : {})
			}
		});
	}
	return rows.length;
}

/** So many at once; a second press takes the next ones. */
const AGAIN_AT_MOST = 1_000;
