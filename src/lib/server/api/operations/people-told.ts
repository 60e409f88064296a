/** Who is told, over the API: the team's channels and the public's subscribers. */
import { z } from 'zod';
import {
	standingOf,
	SUBSCRIBER_KINDS,
	SUBSCRIBER_STANDINGS,
	type Subscriber
} from '../../../domain/subscriber.ts';
import { addInput } from '../../desk/subscriber-input.ts';
import { found } from '../../desk/refusal.ts';
import type { Roster } from '../../roster.ts';
import * as channels from '../../stores/channels.ts';
import * as subscribers from '../../stores/subscribers.ts';
import { iso, isoOrNull, searched, time } from '../fields.ts';
import { operation } from '../operation.ts';
import { after, listOf, numberIn, onePage, paging } from '../paging.ts';

const channel = z
	.strictObject({
		key: z.string(),
		name: z.string(),
		type: z.string(),
		disabled_at: time.nullable().describe('Since when nothing goes to it.')
	})
	.meta({ id: 'Channel' });

const subscriber = z
	.strictObject({
		id: z.string(),
		kind: z.enum(SUBSCRIBER_KINDS),
		address: z.string(),
		standing: z
			.enum(SUBSCRIBER_STANDINGS)
			.describe('Hears; was asked and has not answered; or hears no more.'),
		page: z.string().nullable().describe('The slug of its status page.'),
		components: z.array(z.string()).describe('Keys of those it hears of; none for everything.'),
		locale: z.string(),
		created_at: time,
		confirmed_at: time.nullable(),
		stopped_at: time.nullable(),
		stop_reason: z.string().nullable()
	})
	.meta({ id: 'Subscriber' });

export const peopleToldOperations = [
	operation({
		id: 'channels.list',
		group: 'Channels',
		method: 'GET',
		path: '/channels',
		permission: 'channels:read',
		summary: 'How the team is told',
		description: 'What is set of a channel can be written and not read back.',
		query: z.strictObject({
			type: z.string().max(50).optional().describe('A kind, such as webhook.'),
			...paging
		}),
		answer: listOf(channel),
		examples: [{ name: 'All of them' }],
		async handle({ app, actor, query }) {
			const { type, limit, cursor } = query;
			const all = await channels.list(app.database.client, actor.workspaceId);
			const wanted = all.filter(({ kind }) => type === undefined || kind === type);
			const rows = after(wanted, cursor, ({ key }) => key).slice(0, limit + 1);
			return onePage(
				rows,
				limit,
				({ key, name, kind, disabledAt }) => ({ key, name, type: kind, disabled_at: isoOrNull(disabledAt) }),
				({ key }) => [key]
			);
		}
	}),
	operation({
		id: 'subscribers.list',
		group: 'Subscribers',
		method: 'GET',
		path: '/subscribers',
		permission: 'subscribers:read',
		summary: 'Who of the public is told, newest first',
		query: z.strictObject({
			standing: z
				.enum(SUBSCRIBER_STANDINGS, { error: `takes one of ${SUBSCRIBER_STANDINGS.join(', ')}` })
				.optional(),
			kind: z.enum(SUBSCRIBER_KINDS, { error: `takes one of ${SUBSCRIBER_KINDS.join(', ')}` }).optional(),
			q: searched.optional().describe('Any part of the address.'),
			...paging
		}),
		answer: listOf(subscriber),
		examples: [{ name: 'Who hears', query: { standing: 'active' } }],
		async handle({ app, actor, query }) {
			const { standing = null, kind = null, q = '', limit, cursor } = query;
			const skip = cursor ? numberIn(cursor) : 0;
			const { found: rows } = await subscribers.search(app.database.client, actor.workspaceId, {
				text: q,
				standing,
				kind,
				skip,
				limit: limit + 1
			});
			const document = (row: Subscriber) => subscriberDocument(row, app.roster());
			return onePage(rows, limit, document, () => [skip + limit]);
		}
	}),
	operation({
		id: 'subscribers.create',
		group: 'Subscribers',
		method: 'POST',
		path: '/subscribers',
		permission: 'subscribers:write',
		summary: 'Ask an address whether it wants to be told',
		description: 'It hears nothing before it has said so.',
		body: addInput,
		status: 201,
		answer: subscriber,
		examples: [
			{
				name: 'An endpoint',
				body: { kind: 'webhook', address: 'https://client.example/hook', components: ['shop'] }
			},
			{ name: 'No address', body: { address: 'nobody' }, status: 400 }
		],
		async handle({ app, trace, body }) {
			const made = await app.desk.subscribers.add(trace, body);
			return { body: subscriberDocument(made, app.roster()), location: `/subscribers/${made.id}` };
		}
	}),
	operation({
		id: 'subscribers.get',
		group: 'Subscribers',
		method: 'GET',
		path: '/subscribers/{id}',
		permission: 'subscribers:read',
		summary: 'One subscriber',
		answer: subscriber,
		examples: [{ name: 'A subscriber', path: { id: 'a-subscriber' } }],
		async handle({ app, actor, path }) {
			const one = await subscribers.ofWorkspace(app.database.client, actor.workspaceId, path.id);
			return { body: subscriberDocument(found(one, 'subscriber'), app.roster()) };
		}
	}),
	operation({
		id: 'subscribers.delete',
		group: 'Subscribers',
		method: 'DELETE',
		path: '/subscribers/{id}',
		permission: 'subscribers:write',
		summary: 'Forget an address, and what is owed to it',
		status: 204,
		answer: null,
		examples: [{ name: 'Forget it', path: { id: 'a-subscriber' } }],
		async handle({ app, trace, path }) {
			await app.desk.subscribers.remove(trace, path.id);
			return {};
		}
	})
];

function subscriberDocument(one: Subscriber, { facts }: Roster) {
	return {
		id: one.id,
		kind: one.kind,
		address: one.address,
		standing: standingOf(one),
		page: facts.pages.find(({ id }) => id === one.pageId)?.slug ?? null,
		components: facts.components.filter(({ id }) => one.componentIds.includes(id)).map(({ key }) => key),
		locale: one.locale,
		created_at: iso(one.createdAt),
		confirmed_at: isoOrNull(one.confirmedAt),
		stopped_at: isoOrNull(one.stoppedAt),
		stop_reason: one.stopReason
	};
}
