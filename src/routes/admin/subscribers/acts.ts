/** What the page about subscribers does: ask an address, take a list, forget one. */
import { id } from '$lib/server/auth/fields';
import { addInput, importInput } from '$lib/server/desk/subscriber-input';
import { Refusal } from '$lib/server/desk/refusal';
import { attempt, readForm } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';

const NOTHING = 'Paste a list, or choose a file.';
const FAULTS_SHOWN = 50;

const addSchema = z
	.object({ address: addInput.shape.address, page: z.string().optional() })
	.transform(({ address, page }) => {
		const kind = /^https?:\/\//i.test(address) ? ('webhook' as const) : ('email' as const);
		return { address, kind, components: [], ...(page ? { page } : {}) };
	});

const bringSchema = z
	.object({ csv: z.string().default(''), confirmed: z.string().optional(), page: z.string().optional() })
	.transform(({ csv, confirmed, page }) => ({
		csv,
		confirmed: confirmed === 'yes',
		...(page ? { page } : {})
	}));

const removeSchema = z.object({ subscriber: id });

export async function add(event: RequestEvent) {
	const member = requireMember(event, 'subscribers:write');
	const { data, failure } = await readForm(event.request, addSchema);
	if (failure) return failure;
	const { desk } = event.locals.app;
	const { done, failure: refusal } = await attempt(data, () =>
		desk.subscribers.add(traceFor(event, member), data)
	);
	if (refusal) return refusal;
	return { done: `${done.address} is asked, and hears nothing before it has agreed.`, faults: [] };
}

export async function bring(event: RequestEvent) {
	const member = requireMember(event, 'subscribers:write');
	const file = (
		await event.request
			.clone()
			.formData()
			.catch(() => null)
	)?.get('file');
	const { data, failure } = await readForm(event.request, bringSchema);
	if (failure) return failure;
	const text = file instanceof File && file.size > 0 ? await file.text() : data.csv;
	const read = importInput.safeParse({ ...data, csv: text });
	const { desk } = event.locals.app;
	const { done, failure: refusal } = await attempt(data, async () => {
		if (!read.success)
			throw new Refusal('invalid', NOTHING, { csv: read.error.issues[0]?.message ?? NOTHING });
		return desk.subscribers.import(traceFor(event, member), read.data);
	});
	if (refusal) return refusal;
	const { added, unchanged, faults } = done;
	const left = faults.length === 0 ? '' : ` ${faults.length} could not be read; they are listed below.`;
	return {
		done: `${added} taken over. ${unchanged} stay as they were.${left}`,
		faults: faults.slice(0, FAULTS_SHOWN)
	};
}

export async function remove(event: RequestEvent) {
	const member = requireMember(event, 'subscribers:write');
	const { data } = await readForm(event.request, removeSchema);
	if (!data) error(404, 'There is no such subscriber.');
	const { desk } = event.locals.app;
	const { failure } = await attempt({}, () =>
		desk.subscribers.remove(traceFor(event, member), data.subscriber)
	);
	return failure ?? { done: 'Removed, and what was still owed with it.', faults: [] };
}
