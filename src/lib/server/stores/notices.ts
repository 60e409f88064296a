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

/** How many notices are owed, and since when the oldest. */
export async function backlog(db: Db): Promise<{ owed: number; oldestAt: number | null }> {
	const { _count, _min } = await db.notice.aggregate({
		where: { state: { in: ['owed', 'claimed'] } },
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
	return rows.map(({ id, event, recipient, failure, createdAt }) => ({
		id,
		event,
		recipient,
		failure,
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
