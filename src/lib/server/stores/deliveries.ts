/** Attempts to deliver what is owed: what is taken for one, and what became of it. A lease names the attempt. */
import type { StoredRules } from '../../domain/channel-rules.ts';
import type { PublicNotice, TeamNotice } from '../../domain/notice.ts';
import type { Db } from '../database.ts';
import { owedToChannel } from '../database/due-notices.ts';

export { claim, dueChannels, dueToSubscribers, nextDueAt } from '../database/due-notices.ts';

export interface ChannelRow {
	id: string;
	workspaceId: string;
	key: string;
	name: string;
	kind: string;
	rules: StoredRules;
	sealedSettings: string | null;
	/** Why nothing goes to it any more; null while it is in use. */
	stopped: string | null;
}

export interface OwedToChannel {
	id: string;
	document: TeamNotice;
	attempts: number;
	createdAt: number;
	nextAttemptAt: number;
	/** Of an attempt that nobody finished. */
	isClaimed: boolean;
}

/** More than these wait their turn: a channel that was away for a day gets them in portions. */
const CHANNEL_PORTION = 500;

/** A channel and what is owed to it, oldest first. */
export async function toChannel(
	db: Db,
	channelId: string
): Promise<{ channel: ChannelRow; owed: OwedToChannel[] } | null> {
	const row = await db.channel.findUnique({ where: { id: channelId } });
	if (!row) return null;
	const order = await owedToChannel(db, channelId, CHANNEL_PORTION);
	const rows = await db.notice.findMany({ where: { id: { in: order.map(({ id }) => id) } } });
	const byId = new Map(rows.map((notice) => [notice.id, notice]));
	const { id, workspaceId, key, name, kind, rules, sealedSecrets } = row;
	const stopped =
		row.archivedAt !== null ? 'The channel was removed.' : row.disabledAt ? (row.disabledReason ?? '') : null;
	return {
		channel: {
			id,
			workspaceId,
			key,
			name,
			kind,
			rules: rules as StoredRules,
			sealedSettings: sealedSecrets,
			stopped
		},
		owed: order.flatMap(({ id, isClaimed }) => {
			const notice = byId.get(id);
			if (!notice) return [];
			return {
				id,
				isClaimed,
				document: notice.document as unknown as TeamNotice,
				attempts: notice.attempts,
				createdAt: notice.createdAt.getTime(),
				nextAttemptAt: notice.nextAttemptAt?.getTime() ?? 0
			};
		})
	};
}

export interface OwedToSubscriber {
	id: string;
	event: string;
	document: PublicNotice;
	attempts: number;
	createdAt: number;
	subscriber: {
		id: string;
		workspaceId: string;
		pageId: string;
		kind: 'email' | 'webhook';
		address: string;
		locale: string;
		secret: string | null;
	};
	/** Why nothing goes to the subscriber any more; null while they want it. */
	stopped: string | null;
}

export async function toSubscribers(db: Db, ids: readonly string[]): Promise<OwedToSubscriber[]> {
	const rows = await db.notice.findMany({ where: { id: { in: [...ids] } }, include: { subscriber: true } });
	return rows.flatMap(({ subscriber, ...notice }) => {
		if (!subscriber) return [];
		const { id, workspaceId, pageId, address, locale, secret, stoppedAt, stopReason } = subscriber;
		const kind = subscriber.kind === 'webhook' ? 'webhook' : 'email';
		return {
			id: notice.id,
			event: notice.event,
			document: notice.document as unknown as PublicNotice,
			attempts: notice.attempts,
			createdAt: notice.createdAt.getTime(),
			subscriber: { id, workspaceId, pageId, kind, address, locale, secret },
			stopped: stoppedAt ? (stopReason ?? 'The subscriber left.') : null
		};
	});
}

/** Puts off everything owed to a recipient that is not under way. */
export async function putOff(db: Db, recipient: string, until: number): Promise<void> {
	await db.notice.updateMany({
		where: { recipient, state: 'owed' },
		data: { nextAttemptAt: new Date(until) }
	});
}

/** An attempt and its end. Whoever lost the lease meanwhile changes nothing. */
export interface Attempt {
	ids: readonly string[];
	recipient: string;
	lease: number;
	end:
		| { is: 'sent' }
		| { is: 'returned' }
		| { is: 'put-off'; until: number; failure: string }
		| { is: 'failed'; failure: string }
		/** The recipient is stopped, and all that is owed to them fails with it. */
		| { is: 'stopped'; failure: string };
}

/** @returns whether the attempt still held its lease */
export async function settle(tx: Db, attempt: Attempt, now: number): Promise<boolean> {
	const { ids, recipient, lease, end } = attempt;
	const held = { id: { in: [...ids] }, state: 'claimed', claimedUntil: new Date(lease) };
	const at = new Date(now);
	if (end.is === 'returned') {
		const { count } = await tx.notice.updateMany({
			where: held,
			data: { state: 'owed', nextAttemptAt: at, claimedUntil: null }
		});
		return count > 0;
	}
	const attempts = { increment: 1 };
	const { count } = await tx.notice.updateMany({
		where: held,
		data:
			end.is === 'sent'
				? { state: 'sent', sentAt: at, attempts, failure: null, claimedUntil: null }
				: end.is === 'put-off'
					? {
							state: 'owed',
							nextAttemptAt: new Date(end.until),
							attempts,
							failure: end.failure,
							claimedUntil: null
						}
					: { state: 'failed', attempts, failure: end.failure, claimedUntil: null }
	});
	if (count === 0) return false;
	if (end.is === 'put-off') await putOff(tx, recipient, end.until);
	if (end.is === 'stopped') await failAll(tx, recipient, end.failure);
	return true;
}

/** Gives up what is owed to a recipient who is stopped or gone. */
export async function failAll(db: Db, recipient: string, failure: string): Promise<void> {
	await db.notice.updateMany({ where: { recipient, state: 'owed' }, data: { state: 'failed', failure } });
}

/** After a start nobody is at work on anything: what was taken before is free again. */
export async function freeAll(db: Db, now: number): Promise<void> {
	await db.notice.updateMany({ where: { state: 'claimed' }, data: { claimedUntil: new Date(now) } });
}

/** A subscriber who can never be reached hears nothing more. */
export async function stopSubscriber(db: Db, id: string, reason: string, now: number): Promise<void> {
	await db.subscriber.updateMany({
		where: { id, stoppedAt: null },
		data: { stoppedAt: new Date(now), stopReason: reason }
	});
}
