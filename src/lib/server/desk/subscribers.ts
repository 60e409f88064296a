/** Subscribers by hand: added, which asks them first; removed; taken from the list of another page and given as one. */
import type { Trace } from '../../domain/audit.ts';
import { limitsOf } from '../../domain/limits.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import type { Db } from '../database.ts';
import { createMail } from '../mail.ts';
import * as audit from '../stores/audit.ts';
import * as notices from '../stores/notices.ts';
import * as subscribers from '../stores/subscribers.ts';
import {
	readSubscribers,
	writeSubscribers,
	type LineFault,
	type ListedSubscriber
} from '../subscribers/csv.ts';
import { knock } from '../subscribers/gate.ts';
import { createLinks } from '../subscribers/links.ts';
import { newWebhookSecret } from '../subscribers/webhook-secret.ts';
import { addressOf } from '../subscribers/wish.ts';
import type { DeskHouse } from './desk-house.ts';
import { found, Refusal } from './refusal.ts';
import type { AddSubscriber, ImportSubscribers } from './subscriber-input.ts';

export interface ImportReport {
	/** New ones, and those that were known and waited. */
	added: number;
	/** Were here already, left, are stopped, or follow nothing that is here: they stay as they are. */
	unchanged: number;
	/** Lines that could not be read. */
	faults: LineFault[];
}

export interface SubscriberDesk {
	search(workspaceId: string, query: subscribers.SubscriberQuery): ReturnType<typeof subscribers.search>;
	/** Asks an address whether it wants to be told; it hears nothing before it has said so. */
	add(trace: Trace, input: AddSubscriber): Promise<Subscriber>;
	/** Forgets an address, and what is owed to it. */
	remove(trace: Trace, id: string): Promise<void>;
	import(trace: Trace, input: ImportSubscribers): Promise<ImportReport>;
	/** All of a workspace, oldest first, as CSV. */
	export(trace: Trace): Promise<string>;
}

/** Rows written at once; others have their turn in between. */
const PORTION = 200;
const ROWS_AT_MOST = 20_000;

export function subscriberDesk(
	house: Pick<DeskHouse, 'database' | 'sealer' | 'clock' | 'settings' | 'roster' | 'newId'>
): SubscriberDesk {
	const { database, sealer, clock } = house;
	const links = createLinks(sealer, house.settings);
	const { missing } = createMail(house.settings);
	const isOperator = (workspaceId: string) => house.roster().isDefaultWorkspace(workspaceId);
	const limitOf = (workspaceId: string) =>
		limitsOf({ isDefaultWorkspace: isOperator(workspaceId) }).subscribers;

	function pageOf(workspaceId: string, slug: string | undefined) {
		const pages = house.roster().facts.pages.filter((page) => page.workspaceId === workspaceId);
		const page = slug
			? pages.find((one) => one.slug === slug)
			: (pages.find(({ isDefault }) => isDefault) ?? pages[0]);
		return found(page, 'status page');
	}

	/** Component keys of a page as ids; a key that is none of its public ones is refused by name. */
	function idsOf(pageId: string, keys: readonly string[]): string[] {
		const shown = new Map(
			house
				.roster()
				.publicComponents(pageId)
				.map(({ key, id }) => [key, id])
		);
		return [...new Set(keys)].map((key) => {
			const id = shown.get(key);
			if (id === undefined)
				refuse('components', `There is no public component with the key ${key} on this page.`);
			return id;
		});
	}

	async function ask(
		tx: Db,
		page: ReturnType<typeof pageOf>,
		{
			kind,
			address,
			componentIds,
			at
		}: Pick<Subscriber, 'kind' | 'address' | 'componentIds'> & { at: number }
	): Promise<string> {
		return subscribers.ask(tx, {
			id: links.idOf(page.id, kind, address),
			workspaceId: page.workspaceId,
			pageId: page.id,
			kind,
			address,
			locale: page.locale,
			secret: kind === 'webhook' ? sealer.seal(newWebhookSecret()) : null,
			isByHand: true,
			componentIds,
			at
		});
	}

	/** Members of a workspace that anybody can make are strangers to whom they write. */
	async function admit(tx: Db, trace: Trace, kind: Subscriber['kind'], address: string): Promise<string> {
		if (isOperator(trace.workspaceId)) return house.newId();
		if ((await subscribers.count(tx, trace.workspaceId)) >= limitOf(trace.workspaceId)) {
			throw new Refusal('full', 'This workspace has as many subscribers as it may have.');
		}
		const { verdict, number } = await knock(tx, sealer, {
			kind,
			address,
			client: trace.address ?? '',
			now: trace.at
		});
		if (verdict.kind === 'told') return String(number);
		throw new Refusal('full', 'Too many addresses were asked lately. Please add this one later.');
	}

	return {
		search: (workspaceId, query) => subscribers.search(database.client, workspaceId, query),
		async add(trace, { kind, address: typed, components, page: slug }) {
			const { address, fault } = addressOf(kind, typed);
			if (fault !== null) refuse('address', fault);
			if (kind === 'email' && missing !== null)
				refuse('address', `Nobody can be asked by mail yet. ${missing}`);
			const page = pageOf(trace.workspaceId, slug);
			const componentIds = idsOf(page.id, components);
			const { workspaceId, at } = trace;
			return database.transaction(async (tx) => {
				const known = await subscribers.among(tx, page.id, [address], 'active');
				if (known.size > 0) throw new Refusal('conflict', `${address} is subscribed already.`);
				const number = await admit(tx, trace, kind, address);
				const id = await ask(tx, page, { kind, address, componentIds, at });
				const event = `sign-up:${number}`;
				await notices.oweToSubscriber(tx, {
					workspaceId,
					subscriberId: id,
					event,
					document: { kind: 'sign-up' },
					at
				});
				await audit.record(tx, trace, {
					action: 'subscriber.add',
					subject: address,
					after: { kind, components }
				});
				return found(await subscribers.ofWorkspace(tx, workspaceId, id), 'subscriber');
			});
		},
		async remove(trace, id) {
			await database.transaction(async (tx) => {
				const { address, kind } = found(
					await subscribers.ofWorkspace(tx, trace.workspaceId, id),
					'subscriber'
				);
				await subscribers.remove(tx, trace.workspaceId, id);
				await audit.record(tx, trace, { action: 'subscriber.remove', subject: address, before: { kind } });
			});
		},
		async import(trace, { csv, confirmed, page: slug }) {
			if (!isOperator(trace.workspaceId)) {
				throw new Refusal(
					'forbidden',
					'Lists are taken by those who run this installation. Add addresses one by one.'
				);
			}
			const page = pageOf(trace.workspaceId, slug);
			const { listed, faults } = readSubscribers(csv);
			if (listed.length > ROWS_AT_MOST)
				refuse('csv', `A list has at most ${ROWS_AT_MOST} addresses. Split it.`);
			if (!confirmed && missing !== null && listed.some(({ kind }) => kind === 'email')) {
				refuse('confirmed', `Nobody can be asked by mail yet. ${missing}`);
			}
			let added = 0;
			for (let from = 0; from < listed.length; from += PORTION) {
				const portion = listed.slice(from, from + PORTION);
				added += await database.transaction((tx) => take(tx, trace, page, portion, confirmed));
				await new Promise<void>((resolve) => clock.after(0, resolve));
			}
			return { added, unchanged: listed.length - added, faults };
		},
		async export(trace) {
			const query = { text: '', standing: null, kind: null, skip: 0, limit: Number.MAX_SAFE_INTEGER };
			const { found: all } = await subscribers.search(database.client, trace.workspaceId, query);
			const keys = new Map(house.roster().facts.components.map(({ id, key }) => [id, key]));
			await database.transaction((tx) =>
				audit.record(tx, trace, { action: 'subscriber.export', subject: `${all.length} subscribers` })
			);
			return writeSubscribers(all.reverse(), (id) => keys.get(id));
		}
	};

	/** One portion of a list; who is confirmed, left or was stopped stays so. @returns how many are new or waited */
	async function take(
		tx: Db,
		trace: Trace,
		page: ReturnType<typeof pageOf>,
		portion: readonly ListedSubscriber[],
		isConfirmed: boolean
	): Promise<number> {
		const { workspaceId, at } = trace;
		const shown = new Map(
			house
				.roster()
				.publicComponents(page.id)
				.map(({ key, id }) => [key, id])
		);
		const settled = await subscribers.among(
			tx,
			page.id,
			portion.map(({ address }) => address),
			'settled'
		);
		const wanted = portion
			.filter(({ kind, address, isStopped }) => !isStopped && !settled.has(`${kind} ${address}`))
			.map((one) => ({ ...one, componentIds: one.componentKeys.flatMap((key) => shown.get(key) ?? []) }))
			// where all that it followed is unknown here, everything would be more than it asked for
			.filter(({ componentKeys, componentIds }) => componentKeys.length === 0 || componentIds.length > 0);
		for (const { kind, address, componentIds } of wanted) {
			const id = await ask(tx, page, { kind, address, componentIds, at });
			if (isConfirmed && kind === 'email') await subscribers.confirm(tx, id, at);
			else {
				const event = `sign-up:${house.newId()}`;
				await notices.oweToSubscriber(tx, {
					workspaceId,
					subscriberId: id,
					event,
					document: { kind: 'sign-up' },
					at
				});
			}
		}
		await audit.record(tx, trace, {
			action: 'subscriber.import',
			subject: `${wanted.length} addresses`,
			after: { confirmed: isConfirmed }
		});
		return wanted.length;
	}
}

function refuse(field: string, sentence: string): never {
	throw new Refusal('invalid', sentence, { [field]: sentence });
}
