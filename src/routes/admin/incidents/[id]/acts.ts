/** What the page of one incident does: each act reads its form, asks the desk, and says what became of it. */
import {
	correctionInput,
	editInput,
	mergeInput,
	notesInput,
	postmortemInput,
	publishInput,
	updateInput
} from '$lib/server/desk/incident-input';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../../place';
import { carryOut } from '../read-typed';
import { correctionIn, editIn, notifyIn, postmortemIn, updateIn, versionIn } from '../typed';

type OfOne = RequestEvent<{ id: string }>;
const deskOf = ({ locals }: OfOne) => locals.app.desk.incidents;

export async function update(event: OfOne) {
	const { done, failure } = await carryOut(event, {
		section: 'update',
		schema: updateInput,
		input: updateIn,
		act: (trace, input) => deskOf(event).update(trace, event.params.id, input)
	});
	if (failure) return failure;
	return { done: done.isDraft ? 'Added to the draft.' : 'Posted.' };
}

export async function edit(event: OfOne) {
	const { failure } = await carryOut(event, {
		section: 'edit',
		schema: editInput,
		input: editIn,
		act: (trace, input) => deskOf(event).edit(trace, event.params.id, input)
	});
	return failure ?? { done: 'Saved.' };
}

export async function correct(event: OfOne) {
	const { failure } = await carryOut(event, {
		section: 'correct',
		schema: correctionInput,
		input: correctionIn,
		act: (trace, input, fields) =>
			deskOf(event).correct(trace, event.params.id, String(fields['update']), input)
	});
	return failure ?? { done: 'Corrected. Readers see that it was edited.' };
}

export async function publish(event: OfOne) {
	const { done, failure } = await carryOut(event, {
		section: 'publish',
		schema: publishInput,
		input: (fields) => ({ ...notifyIn(fields), ...versionIn(fields) }),
		act: (trace, input) => deskOf(event).publish(trace, event.params.id, input)
	});
	if (failure) return failure;
	redirect(303, `${place(event, '/admin/incidents')}/${done.id}`);
}

export async function postmortem(event: OfOne) {
	const { done, failure } = await carryOut(event, {
		section: 'postmortem',
		schema: postmortemInput,
		input: postmortemIn,
		act: (trace, input) => deskOf(event).postmortem(trace, event.params.id, input)
	});
	if (failure) return failure;
	return { done: done.postmortemAt === null ? 'Kept for the team.' : 'The postmortem is published.' };
}

export async function note(event: OfOne) {
	const { failure } = await carryOut(event, {
		section: 'note',
		schema: notesInput,
		input: ({ text, seen }) => ({ text, seen }),
		act: (trace, input) => deskOf(event).note(trace, event.params.id, input)
	});
	return failure ?? { done: 'The notes are saved.' };
}

export async function merge(event: OfOne) {
	const { done, failure } = await carryOut(event, {
		section: 'merge',
		schema: mergeInput,
		input: (fields) => ({ into: fields['into'], ...versionIn(fields) }),
		act: (trace, input) => deskOf(event).merge(trace, event.params.id, input)
	});
	if (failure) return failure;
	redirect(303, `${place(event, '/admin/incidents')}/${done.id}`);
}

export async function discard(event: OfOne) {
	const { failure } = await carryOut(event, {
		section: 'discard',
		schema: z.strictObject({ version: z.number().optional() }),
		input: versionIn,
		act: (trace, input) =>
			deskOf(event).discard(
				trace,
				event.params.id,
				input.version === undefined ? {} : { version: input.version }
			)
	});
	if (failure) return failure;
	redirect(303, `${place(event, '/admin/incidents')}?discarded=${encodeURIComponent(event.params.id)}`);
}
