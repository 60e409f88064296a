/** What the page of a window does: change and cancel it, and whatever befalls one occurrence of it. */
import type { Trace } from '$lib/domain/audit';
import type { Occurrence } from '$lib/domain/maintenance';
import type { MaintenanceDesk } from '$lib/server/desk/maintenance';
import {
	maintenanceChange,
	occurrenceExtension,
	occurrenceMove,
	occurrenceNote,
	occurrenceUpdate
} from '$lib/server/desk/maintenance-input';
import type { OccurrenceRef } from '$lib/server/desk/occurrences';
import { attempt, refuse } from '$lib/server/web/form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import { withPlan } from '../plan-acts';
import { readPlan } from '../plan-form';

type Event = RequestEvent<{ id: string }>;

export async function changeWindow(event: Event) {
	const { desk } = event.locals.app;
	const { failure } = await withPlan(event, maintenanceChange, (trace, { notify, ...input }, values) =>
		desk.maintenance.change(
			trace,
			event.params.id,
			notify === false ? { ...input, notify } : input,
			Number(values.version) || null
		)
	);
	return failure ?? { done: 'The window is changed.' };
}

export async function cancelWindow(event: Event) {
	const member = requireMember(event, 'maintenance:write');
	const { values } = await readPlan(event.request);
	const told = values.notify === 'on' ? {} : { notify: false };
	const { failure } = await attempt(values, () =>
		event.locals.app.desk.maintenance.cancel(traceFor(event, member), event.params.id, told)
	);
	if (failure) return failure;
	redirect(303, place(event, '/admin/maintenance'));
}

export const move = occurrenceAct(occurrenceMove, (desk) => desk.move, 'It is moved.');
export const skip = occurrenceAct(occurrenceNote, (desk) => desk.skip, 'It is skipped.');
export const restore = occurrenceAct(occurrenceNote, (desk) => desk.restore, 'It takes place after all.');
export const start = occurrenceAct(occurrenceNote, (desk) => desk.start, 'It runs.');
export const extend = occurrenceAct(occurrenceExtension, (desk) => desk.extend, 'It ends at another time.');
export const end = occurrenceAct(occurrenceNote, (desk) => desk.end, 'It is over.');
export const say = occurrenceAct(occurrenceUpdate, (desk) => desk.say, 'The update is posted.');

/** The fields of a form that the schema knows; a box that is not ticked means that nobody is told. */
function occurrenceAct<S extends z.ZodType>(
	schema: S,
	deedOf: (
		desk: MaintenanceDesk
	) => (trace: Trace, which: OccurrenceRef, input: z.output<S>) => Promise<Occurrence>,
	done: string
) {
	return async (event: Event) => {
		const member = requireMember(event, 'maintenance:write');
		const { values } = await readPlan(event.request);
		const { rule_at: ruleAt = '', form: _form, notify, ...fields } = values;
		if (!/^\d{1,16}$/.test(ruleAt)) error(404, 'There is no such occurrence.');
		const given = Object.entries(fields).filter(([, text]) => text !== '');
		const parsed = schema.safeParse({ ...Object.fromEntries(given), notify: notify === 'on' });
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			return refuse(400, values, {
				errors: { [String(issue?.path[0] ?? '')]: issue?.message ?? 'This cannot be read.' }
			});
		}
		const { desk } = event.locals.app;
		const which = { windowId: event.params.id, ruleAt: Number(ruleAt) };
		const deed = deedOf(desk.maintenance);
		const { failure } = await attempt(values, () => deed(traceFor(event, member), which, parsed.data));
		return failure ?? { done };
	};
}
