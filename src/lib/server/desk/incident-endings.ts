/** How incidents end, and what is kept of them: discarded and brought back, merged, written up, noted down. */
import { difference, type Trace } from '../../domain/audit.ts';
import { worst, type ComponentStatus } from '../../domain/component.ts';
import { worstImpact, type Incident } from '../../domain/incident.ts';
import { subscribersHear } from '../../domain/notice.ts';
import type { Db } from '../database.ts';
import * as audit from '../stores/audit.ts';
import * as edits from '../stores/incident-edits.ts';
import * as incidents from '../stores/incidents.ts';
import type { DeskHouse } from './desk-house.ts';
import type { MergeIncident, WriteNotes, WritePostmortem } from './incident-input.ts';
import * as work from './incident-work.ts';
import { found, Refusal } from './refusal.ts';

export interface IncidentEndings {
	/** Takes it out of everything, the public page included. An undo brings it back for a month. */
	discard(trace: Trace, id: string, input: { version?: number }): Promise<void>;
	/** Brings back what was discarded. */
	restore(trace: Trace, id: string): Promise<Incident>;
	/** Writes down what was learnt of an incident that is over, for the team or for everybody. */
	postmortem(trace: Trace, id: string, input: WritePostmortem): Promise<Incident>;
	/** Notes that only the team reads. */
	note(trace: Trace, id: string, input: WriteNotes): Promise<void>;
	/** Makes one incident part of another, which is given back; the address of the first leads to it. */
	merge(trace: Trace, id: string, input: MergeIncident): Promise<Incident>;
}

export function incidentEndings(
	house: DeskHouse,
	change: <T>(act: (tx: Db) => Promise<T>) => Promise<T>
): IncidentEndings {
	const { newId } = house;

	const discard: IncidentEndings['discard'] = (trace, id, { version }) =>
		change(async (tx) => {
			const before = await work.hold(tx, trace, id, version);
			await edits.discard(tx, id, trace.at);
			await audit.record(tx, trace, {
				action: 'incident.discard',
				subject: before.title,
				before: work.factsOf(house.roster(), before)
			});
		});

	const restore: IncidentEndings['restore'] = (trace, id) =>
		change(async (tx) => {
			const title = found(await edits.restore(tx, trace.workspaceId, id), 'incident');
			await audit.record(tx, trace, { action: 'incident.restore', subject: title });
			// the machine had let go of it
			await edits.edit(tx, id, work.touch(await work.hold(tx, trace, id), trace.at), trace.at);
			return work.hold(tx, trace, id);
		});

	const postmortem: IncidentEndings['postmortem'] = (trace, id, input) =>
		change(async (tx) => {
			const before = await work.hold(tx, trace, id, input.version);
			if (before.resolvedAt === null) {
				throw new Refusal('conflict', 'It is not over yet. Resolve it, then write its postmortem.');
			}
			const isPublished = input.publish || before.postmortemAt !== null;
			if (isPublished && input.text === '') work.refuseField('text', 'Type what was learnt.');
			if (isPublished) {
				await incidents.publishPostmortem(tx, trace.workspaceId, id, {
					text: input.text,
					at: trace.at,
					...(before.postmortemAt === null ? {} : { firstAt: before.postmortemAt })
				});
			} else await edits.edit(tx, id, { postmortem: input.text }, trace.at);
			const after = await work.hold(tx, trace, id);
			const isHeard =
				isPublished && subscribersHear({ from: before.status, to: after.status }, input.notify ?? null);
			if (isHeard) {
				const document = { kind: 'postmortem', incidentId: id } as const;
				await work.oweToPublic(tx, house.roster(), after, { document, at: trace.at });
			}
			await audit.record(tx, trace, {
				action: isPublished ? 'incident.postmortem' : 'incident.postmortem-draft',
				subject: before.title,
				...difference({ text: before.postmortem }, { text: after.postmortem })
			});
			return after;
		});

	const note: IncidentEndings['note'] = (trace, id, input) =>
		change(async (tx) => {
			const incident = await work.hold(tx, trace, id);
			const before = await edits.notesOf(tx, trace.workspaceId, id);
			if (input.seen !== undefined && input.seen !== before) {
				throw new Refusal(
					'conflict',
					'Somebody else changed the notes meanwhile. Look at theirs, then save again.'
				);
			}
			await edits.keepNotes(tx, id, input.text);
			await audit.record(tx, trace, {
				action: 'incident.note',
				subject: incident.title,
				...difference({ notes: before }, { notes: input.text })
			});
		});

	const merge: IncidentEndings['merge'] = (trace, id, input) =>
		change(async (tx) => {
			const from = await work.hold(tx, trace, id, input.version);
			const into = await work.hold(tx, trace, input.into);
			const fault = mergeFault(from, into);
			if (fault !== null) work.refuseField('into', fault);
			await edits.edit(
				tx,
				into.id,
				{
					impact: worstImpact(into.impact, from.impact),
					startedAt: Math.min(into.startedAt, from.startedAt),
					components: joined(from, into),
					...work.touch(into, trace.at)
				},
				trace.at
			);
			const isToldBoth = !from.isDraft || into.isDraft;
			await edits.merge(tx, from.id, into.id, { at: trace.at, movesUpdates: isToldBoth });
			const notes = [
				await edits.notesOf(tx, trace.workspaceId, into.id),
				await edits.notesOf(tx, trace.workspaceId, from.id)
			];
			await edits.keepNotes(tx, into.id, notes.filter((one) => one !== '').join('\n\n'));
			const isOver = into.resolvedAt !== null;
			if (isToldBoth && !isOver) {
				const updateId = newId();
				const joint = await incidents.addUpdate(tx, trace.workspaceId, into.id, {
					id: updateId,
					status: into.status,
					message: 'Two reports turned out to be one trouble. From now on we tell of both here.',
					displayAt: trace.at,
					createdAt: trace.at,
					isAutomatic: false,
					authorId: trace.actor
				});
				const document = { kind: 'incident-update', incidentId: into.id, updateId } as const;
				const occasion = { document, at: trace.at, isForNewcomers: true };
				await work.oweToPublic(tx, house.roster(), joint, occasion);
			}
			const after = await work.hold(tx, trace, into.id);
			const roster = house.roster();
			const differing = difference(work.factsOf(roster, into), work.factsOf(roster, after));
			await audit.record(tx, trace, {
				action: 'incident.merge',
				subject: from.title,
				before: differing.before,
				after: { ...differing.after, into: into.title }
			});
			return after;
		});

	return { discard, restore, postmortem, note, merge };
}

/** Why one cannot become part of the other, in a sentence; null when it can. */
function mergeFault(from: Incident, into: Incident): string | null {
	if (from.id === into.id) return 'Choose another incident: one cannot be merged into itself.';
	if (from.pageId !== into.pageId) return 'They stand on different pages.';
	if (from.postmortemAt !== null) return 'It has a postmortem of its own. Merge the other into this one.';
	if (into.isDraft && !from.isDraft)
		return 'That one is a draft and this one is public. Publish that one first.';
	if (into.resolvedAt !== null && from.resolvedAt === null) {
		return 'That one is over and this one is not. Merge that one into this one.';
	}
	return null;
}

/** What the two say of components, the worse of both; one that is over says nothing any more. */
function joined(from: Incident, into: Incident): { componentId: string; status: ComponentStatus }[] {
	const claims = new Map<string, ComponentStatus>();
	for (const incident of [into, from]) {
		const isOver = incident.resolvedAt !== null && into.resolvedAt === null;
		for (const { componentId, status } of incident.components) {
			claims.set(
				componentId,
				worst([claims.get(componentId) ?? 'operational', isOver ? 'operational' : status])
			);
		}
	}
	return [...claims].map(([componentId, status]) => ({ componentId, status }));
}
