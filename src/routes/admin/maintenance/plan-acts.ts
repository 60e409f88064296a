/** Showing when maintenance would take place, planning it, changing it. */
import type { Trace } from '$lib/domain/audit';
import { plannedLine, type PlannedLine } from '$lib/format/planned';
import { maintenanceInput } from '$lib/server/desk/maintenance-input';
import { attempt, refuse } from '$lib/server/web/form';
import { fail, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import { readPlan, type PlanValues } from './plan-form';

const SHOWN = 10;

/** Saves nothing: the answer keeps the form as it is and shows the next times beside it. */
export async function preview(event: RequestEvent) {
	const member = requireMember(event, 'maintenance:write');
	const { app } = event.locals;
	const { values, given } = await readPlan(event.request);
	const { data, failure } = checked(maintenanceInput, values, given);
	if (failure) return failure;
	const zone = data.timezone ?? 'UTC';
	const now = app.clock.now();
	const found = await attempt(values, async () =>
		app.desk.maintenance.preview(member.workspaceId, data, now, SHOWN)
	);
	if (found.failure) return found.failure;
	const wall = /BYHOUR|BYMINUTE/i.test(data.repeat ?? '') ? null : data.starts.slice(11, 16);
	const locale = app.roster().facts.pages.find((one) => one.workspaceId === member.workspaceId)?.locale;
	const lines: PlannedLine[] = found.done.map((span) => plannedLine(span, zone, locale ?? 'en', wall));
	return fail(200, { values, errors: {}, message: null, preview: lines });
}

/** Does it with what the form gives, or says what is wrong with it. */
export async function withPlan<S extends z.ZodType, T>(
	event: RequestEvent,
	schema: S,
	act: (trace: Trace, input: z.output<S>, values: PlanValues) => Promise<T>
) {
	const member = requireMember(event, 'maintenance:write');
	const { values, given } = await readPlan(event.request);
	const { data, failure } = checked(schema, values, given);
	if (failure) return { done: null, failure };
	return attempt(values, () => act(traceFor(event, member), data, values));
}

function checked<S extends z.ZodType>(schema: S, values: PlanValues, given: Record<string, unknown>) {
	const parsed = schema.safeParse(given);
	if (parsed.success) return { data: parsed.data, failure: null };
	const errors: Record<string, string> = {};
	for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? '')] ??= message;
	return { data: null, failure: refuse(400, values, { errors }) };
}
