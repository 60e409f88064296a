/** What is written down for the team, over the API: notices that are owed, sent or failed, and the audit log. */
import { z } from 'zod';
import * as audit from '../../stores/audit.ts';
import * as notices from '../../stores/notices.ts';
import { iso, isoOrNull, searched, time } from '../fields.ts';
import { operation } from '../operation.ts';
import { listOf, nameIn, numberIn, onePage, paging, timeIn } from '../paging.ts';

const notice = z
	.strictObject({
		id: z.string().describe('Stable over repeated deliveries.'),
		event: z.string().describe('What happened, such as "outage:{id}:opened".'),
		recipient: z.string(),
		channel: z.string().nullable().describe('The key of the channel; null for a subscriber.'),
		subscriber_id: z.string().nullable(),
		state: z.enum(notices.NOTICE_STATES),
		attempts: z.number(),
		created_at: time,
		next_attempt_at: time.nullable(),
		sent_at: time.nullable(),
		failure: z.string().nullable().describe('Why the last attempt failed.'),
		document: z.looseObject({}).describe('What it tells, as data.')
	})
	.meta({ id: 'Notice' });

const facts = z.record(z.string(), z.unknown()).nullable();

const auditEntry = z
	.strictObject({
		id: z.number(),
		at: time,
		actor: z.string(),
		address: z.string().nullable().describe('From where; null for the command line.'),
		action: z.string().describe('As noun.verb: "member.invite".'),
		subject: z.string(),
		before: facts,
		after: facts
	})
	.meta({ id: 'AuditEntry' });

export const recordOperations = [
	operation({
		id: 'notices.list',
		group: 'Notices',
		method: 'GET',
		path: '/notices',
		permission: 'notices:read',
		summary: 'Messages owed to channels and subscribers, newest first',
		query: z.strictObject({
			state: z.enum(notices.NOTICE_STATES, { error: 'takes owed, sent or failed' }).optional(),
			...paging
		}),
		answer: listOf(notice),
		examples: [
			{ name: 'What could not be delivered', query: { state: 'failed' } },
			{ name: 'No such state', query: { state: 'lost' }, status: 400 }
		],
		async handle({ app, actor, query }) {
			const { state, limit, cursor } = query;
			const rows = await notices.search(app.database.client, actor.workspaceId, {
				state,
				after: cursor && { createdAt: timeIn(cursor), id: nameIn(cursor, 1) },
				limit: limit + 1
			});
			return onePage(rows, limit, noticeDocument, ({ createdAt, id }) => [createdAt, id]);
		}
	}),
	operation({
		id: 'audit.list',
		group: 'Audit log',
		method: 'GET',
		path: '/audit',
		permission: 'audit:read',
		summary: 'Who changed what, newest first',
		query: z.strictObject({
			q: searched.default('').describe('Any part of who, what or whom.'),
			...paging
		}),
		answer: listOf(auditEntry),
		examples: [{ name: 'What keys did', query: { q: 'key', limit: '10' } }],
		async handle({ app, actor, query }) {
			const { q, limit, cursor } = query;
			const rows = await audit.search(app.database.client, actor.workspaceId, {
				text: q,
				beforeId: cursor ? numberIn(cursor) : null,
				limit: limit + 1
			});
			const document = ({
				id,
				at,
				actor: who,
				address,
				action,
				subject,
				before,
				after
			}: (typeof rows)[0]) => {
				return { id, at: iso(at), actor: who, address, action, subject, before, after };
			};
			return onePage(rows, limit, document, ({ id }) => [id]);
		}
	})
];

function noticeDocument(one: notices.ListedNotice) {
	return {
		id: one.id,
		event: one.event,
		recipient: one.recipient,
		channel: one.channelKey,
		subscriber_id: one.subscriberId,
		state: one.state,
		attempts: one.attempts,
		created_at: iso(one.createdAt),
		next_attempt_at: isoOrNull(one.nextAttemptAt),
		sent_at: isoOrNull(one.sentAt),
		failure: one.failure,
		document: one.document
	};
}
