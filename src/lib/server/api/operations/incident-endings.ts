/** What becomes of incidents, over the API: restored, merged, written up, noted down. */
import { z } from 'zod';
import { mergeInput, notesInput, postmortemInput } from '../../desk/incident-input.ts';
import { found } from '../../desk/refusal.ts';
import * as edits from '../../stores/incident-edits.ts';
import * as incidents from '../../stores/incidents.ts';
import { incident } from '../incident-documents.ts';
import { operation } from '../operation.ts';
import { answered, incidentVersion, withSeen } from './incidents.ts';

const GROUP = 'Incidents';

const notes = z.strictObject({ text: z.string() }).meta({ id: 'Notes' });

export const incidentEndingOperations = [
	operation({
		id: 'incidents.postmortem',
		group: GROUP,
		method: 'PUT',
		path: '/incidents/{id}/postmortem',
		permission: 'incidents:write',
		summary: 'Write down what was learnt of an incident that is over',
		description: 'With "publish": false it is kept for the team.',
		body: postmortemInput,
		answer: incident,
		version: incidentVersion,
		examples: [
			{
				name: 'Published',
				path: { id: 'past-incident' },
				body: { text: '## What happened\n\nA disk was full.', publish: true }
			},
			{ name: 'It is not over', path: { id: 'open-incident' }, body: { text: 'Too soon.' }, status: 409 }
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			return answered(ask, await app.desk.incidents.postmortem(trace, path.id, withSeen(body, seen)));
		}
	}),
	operation({
		id: 'incidents.merge',
		group: GROUP,
		method: 'POST',
		path: '/incidents/{id}/merge',
		permission: 'incidents:write',
		summary: 'Make an incident part of another',
		description: 'Answers with the other; the address of the first leads there.',
		body: mergeInput,
		answer: incident,
		version: incidentVersion,
		examples: [
			{ name: 'Two reports of one trouble', path: { id: 'other-incident' }, body: { into: 'open-incident' } }
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			return answered(ask, await app.desk.incidents.merge(trace, path.id, withSeen(body, seen)));
		}
	}),
	operation({
		id: 'incidents.restore',
		group: GROUP,
		method: 'POST',
		path: '/incidents/{id}/restore',
		permission: 'incidents:write',
		summary: 'Bring back an incident that was discarded',
		answer: incident,
		examples: [
			{ name: 'Bring it back', path: { id: 'discarded-incident' } },
			{ name: 'It was not discarded', path: { id: 'open-incident' }, status: 404 }
		],
		async handle(ask) {
			return answered(ask, await ask.app.desk.incidents.restore(ask.trace, ask.path.id));
		}
	}),
	operation({
		id: 'incidents.notes',
		group: GROUP,
		method: 'GET',
		path: '/incidents/{id}/notes',
		permission: 'incidents:read',
		summary: 'The notes that only the team reads',
		answer: notes,
		examples: [{ name: 'Notes', path: { id: 'open-incident' } }],
		async handle({ app, actor, path }) {
			const { client } = app.database;
			found(await incidents.get(client, actor.workspaceId, path.id), 'incident');
			return { body: { text: await edits.notesOf(client, actor.workspaceId, path.id) } };
		}
	}),
	operation({
		id: 'incidents.note',
		group: GROUP,
		method: 'PUT',
		path: '/incidents/{id}/notes',
		permission: 'incidents:write',
		summary: 'Write the notes that only the team reads',
		description: 'With "seen", the notes as you read them, those of somebody else are not written over.',
		body: notesInput,
		answer: notes,
		examples: [
			{ name: 'A note', path: { id: 'open-incident' }, body: { text: 'Ask the host about the disk.' } },
			{
				name: 'Somebody else was faster',
				path: { id: 'open-incident' },
				body: { text: 'Mine.', seen: 'What I saw.' },
				status: 409
			}
		],
		async handle({ app, trace, path, body }) {
			await app.desk.incidents.note(trace, path.id, body);
			return { body: { text: body.text } };
		}
	})
];
