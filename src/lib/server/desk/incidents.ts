/**
 * Incidents by hand: opened, updated, edited, corrected and published. What a person has touched is theirs; the machine
 * leaves it alone from then on.
 */
import { difference, type Trace } from '../../domain/audit.ts';
import { titleFor } from '../../domain/auto-incident.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import { grownImpact, impactOf, type Incident } from '../../domain/incident.ts';
import { subscribersHear } from '../../domain/notice.ts';
import type { Db } from '../database.ts';
import * as audit from '../stores/audit.ts';
import * as edits from '../stores/incident-edits.ts';
import * as incidents from '../stores/incidents.ts';
import * as outages from '../stores/outages.ts';
import type { DeskHouse } from './desk-house.ts';
import { incidentEndings, type IncidentEndings } from './incident-endings.ts';
import type {
	CorrectUpdate,
	EditIncident,
	OpenIncident,
	PublishIncident,
	UpdateIncident
} from './incident-input.ts';
import { proposalOf, type IncidentProposal } from './incident-proposal.ts';
import * as work from './incident-work.ts';
import { found, Refusal } from './refusal.ts';

export interface IncidentDesk extends IncidentEndings {
	/** Opens an incident, public or as a draft, and attaches the outage it tells of. */
	open(trace: Trace, input: OpenIncident): Promise<Incident>;
	/** Says more; `resolved` ends it, any other status opens it again. */
	update(trace: Trace, id: string, input: UpdateIncident): Promise<Incident>;
	/** Changes what it is about, without a word to anybody. */
	edit(trace: Trace, id: string, input: EditIncident): Promise<Incident>;
	/** Corrects what was written; readers see that it was edited. */
	correct(trace: Trace, id: string, updateId: string, input: CorrectUpdate): Promise<Incident>;
	/** Makes a draft public. One of the machine that nobody changed is followed by the machine to its end. */
	publish(trace: Trace, id: string, input: PublishIncident): Promise<Incident>;
	/** What could be written about an outage; null for a stranger's. */
	proposalFrom(workspaceId: string, outageId: string): Promise<IncidentProposal | null>;
}

export function incidentDesk(house: DeskHouse): IncidentDesk {
	const { database, newId } = house;

	/** One change: in a transaction, then shown. */
	async function change<T>(act: (tx: Db) => Promise<T>): Promise<T> {
		const done = await database.transaction(act);
		await house.afterIncidents();
		return done;
	}

	const statusesOf = (claims: readonly { status: ComponentStatus }[]) => claims.map(({ status }) => status);
	const componentsOn = (pageId: string) => house.roster().publicComponents(pageId).length;

	async function open(trace: Trace, input: OpenIncident): Promise<Incident> {
		const { workspaceId, at } = trace;
		const roster = house.roster();
		const claims = work.claimsOf(roster, workspaceId, input.components);
		const named = claims.map(({ component }) => component);
		const page = work.pageOf(roster, workspaceId, named, input.page);
		const isMild = claims.every(({ status }) => status === 'degraded_performance');
		const title = input.title || (named.length > 0 ? titleFor(named, isMild ? 'degraded' : 'down') : '');
		if (title === '') work.refuseField('title', 'Type a title, or choose what is affected.');
		const impact = input.impact ?? impactOf(statusesOf(claims), componentsOn(page.id));
		return change(async (tx) => {
			const outage = input.outage ? await untold(tx, workspaceId, input.outage) : null;
			const startedAt = work.past('started_at', input.started_at ?? outage?.startedAt ?? at, at);
			const shouldNotify =
				!input.draft && subscribersHear({ from: null, to: input.status }, input.notify ?? null);
			const incident = await incidents.create(tx, workspaceId, {
				id: newId(),
				pageId: page.id,
				title,
				impact,
				status: input.status,
				isDraft: input.draft,
				isAutomatic: false,
				cause: outage?.cause ?? null,
				startedAt,
				resolvedAt: input.status === 'resolved' ? at : null,
				createdAt: at,
				components: claims.map(({ component, status }) => ({ componentId: component.id, status })),
				update: {
					id: newId(),
					message: input.message,
					displayAt: at,
					isAutomatic: false,
					authorId: trace.actor,
					shouldNotify
				}
			});
			if (outage) await outages.attach(tx, outage.id, incident.id);
			if (shouldNotify) await oweNewest(tx, incident, at);
			await audit.record(tx, trace, {
				action: input.draft ? 'incident.draft' : 'incident.open',
				subject: title,
				after: { ...work.factsOf(roster, incident), message: input.message, notifies: shouldNotify }
			});
			return incident;
		});
	}

	async function untold(tx: Db, workspaceId: string, id: string) {
		const outage = found(await outages.get(tx, workspaceId, id), 'outage');
		if (outage.incidentId !== null && (await incidents.get(tx, workspaceId, outage.incidentId)) !== null) {
			throw new Refusal('conflict', 'There is an incident about this outage already.', {
				outage: 'There is an incident about this outage already.'
			});
		}
		return outage;
	}

	async function oweNewest(tx: Db, incident: Incident, at: number): Promise<void> {
		const [newest] = incident.updates;
		if (!newest) return;
		const document = { kind: 'incident-update', incidentId: incident.id, updateId: newest.id } as const;
		await work.oweToPublic(tx, house.roster(), incident, { document, at });
	}

	const update: IncidentDesk['update'] = (trace, id, input) =>
		change(async (tx) => {
			const { at } = trace;
			const roster = house.roster();
			const before = await work.hold(tx, trace, id, input.version);
			if (before.postmortemAt !== null) {
				throw new Refusal('conflict', 'Its postmortem is published. Open a new incident for new trouble.');
			}
			const status = input.status ?? before.status;
			const said = work.claimsOf(roster, trace.workspaceId, input.components);
			if (said.some(({ component }) => component.pageId !== before.pageId)) {
				work.refuseField('components', 'One of these components stands on another page.');
			}
			const claims = new Map(work.claimsIn(before).map((claim) => [claim.componentId, claim.status]));
			const known = new Set(claims.keys());
			if (status === 'resolved')
				for (const componentId of claims.keys()) claims.set(componentId, 'operational');
			for (const { component, status: claim } of said) claims.set(component.id, claim);
			const components = [...claims].map(([componentId, claim]) => ({ componentId, status: claim }));
			await edits.edit(
				tx,
				id,
				{
					components,
					impact: grownImpact(
						before.impact,
						statusesOf(before.components),
						statusesOf(components),
						componentsOn(before.pageId)
					),
					...work.touch(before, at)
				},
				at
			);
			const isHeard = subscribersHear({ from: before.status, to: status }, input.notify ?? null);
			const shouldNotify = !before.isDraft && isHeard;
			const updateId = newId();
			const after = await incidents.addUpdate(tx, trace.workspaceId, id, {
				id: updateId,
				status,
				message: input.message,
				displayAt: since(before, work.past('at', input.at ?? at, at)),
				createdAt: at,
				isAutomatic: false,
				authorId: trace.actor,
				shouldNotify
			});
			// who follows a component that has just joined hears of the incident for the first time
			const hasJoined = components.some(({ componentId }) => !known.has(componentId));
			const isForNewcomers = !shouldNotify && input.notify === undefined && hasJoined;
			if (shouldNotify || isForNewcomers) {
				const document = { kind: 'incident-update', incidentId: id, updateId } as const;
				await work.oweToPublic(tx, roster, after, { document, at, isForNewcomers });
			}
			const differing = difference(work.factsOf(roster, before), work.factsOf(roster, after));
			await audit.record(tx, trace, {
				action: 'incident.update',
				subject: after.title,
				before: differing.before,
				after: { ...differing.after, message: input.message, notifies: shouldNotify }
			});
			return after;
		});

	const edit: IncidentDesk['edit'] = (trace, id, input) =>
		change(async (tx) => {
			const roster = house.roster();
			const before = await work.hold(tx, trace, id, input.version);
			const claims = input.components && work.claimsOf(roster, trace.workspaceId, input.components);
			if (claims?.some(({ component }) => component.pageId !== before.pageId)) {
				work.refuseField('components', 'One of these components stands on another page.');
			}
			const startedAt = work.past('started_at', input.started_at ?? before.startedAt, trace.at);
			if (before.resolvedAt !== null && startedAt > before.resolvedAt) {
				work.refuseField('started_at', 'It was over by then. Give an earlier time.');
			}
			await edits.edit(
				tx,
				id,
				{
					...(input.title === undefined ? {} : { title: input.title }),
					...(input.impact === undefined ? {} : { impact: input.impact }),
					...(claims
						? { components: claims.map(({ component, status }) => ({ componentId: component.id, status })) }
						: {}),
					startedAt,
					...work.touch(before, trace.at)
				},
				trace.at
			);
			const after = await work.hold(tx, trace, id);
			const differing = difference(work.factsOf(roster, before), work.factsOf(roster, after));
			await audit.record(tx, trace, { action: 'incident.edit', subject: before.title, ...differing });
			return after;
		});

	const correct: IncidentDesk['correct'] = (trace, id, updateId, input) =>
		change(async (tx) => {
			const before = await work.hold(tx, trace, id, input.version);
			const written = found(
				before.updates.find((one) => one.id === updateId),
				'update'
			);
			const displayAt = since(before, work.past('at', input.at ?? written.displayAt, trace.at));
			const isReworded = input.message !== written.message;
			await edits.correctUpdate(tx, updateId, {
				message: input.message,
				displayAt,
				editedAt: before.isDraft || !isReworded ? null : trace.at
			});
			const endedThen = written.status === 'resolved' && before.resolvedAt === written.displayAt;
			await edits.edit(
				tx,
				id,
				{ ...(endedThen ? { resolvedAt: displayAt } : {}), ...work.touch(before, trace.at) },
				trace.at
			);
			const facts = (message: string, at: number) => ({ message, at: new Date(at).toISOString() });
			await audit.record(tx, trace, {
				action: 'incident.correct',
				subject: before.title,
				...difference(facts(written.message, written.displayAt), facts(input.message, displayAt))
			});
			return work.hold(tx, trace, id);
		});

	const publish: IncidentDesk['publish'] = (trace, id, input) =>
		change(async (tx) => {
			const before = await work.hold(tx, trace, id, input.version);
			if (!before.isDraft) throw new Refusal('conflict', 'This incident is public already.');
			const shouldNotify = subscribersHear({ from: null, to: before.status }, input.notify ?? null);
			await edits.publish(tx, before, { at: trace.at, shouldNotify });
			const after = await work.hold(tx, trace, id);
			if (shouldNotify) await oweNewest(tx, after, trace.at);
			await audit.record(tx, trace, {
				action: 'incident.publish',
				subject: after.title,
				before: { isDraft: true },
				after: { isDraft: false, notifies: shouldNotify }
			});
			return after;
		});

	return {
		open,
		update,
		edit,
		correct,
		publish,
		proposalFrom: (workspaceId, outageId) =>
			proposalOf(database.client, house.roster(), workspaceId, outageId),
		...incidentEndings(house, change)
	};
}

/** Nothing was said of it before it began. */
function since(incident: Incident, at: number): number {
	if (at < incident.startedAt) work.refuseField('at', 'That is before it began. Give a later time.');
	return at;
}
