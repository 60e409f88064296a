import { PROBES } from '$lib/server/probes';
import { probeOf } from '$lib/server/web/monitor-form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import { draw, test as lookAt, tryTo, typed, type Writing } from '../form';
import type { Actions, PageServerLoad } from './$types';

/** Null before a kind is chosen. */
function writingOf(event: RequestEvent, workspaceId: string): Writing | null {
	const from = event.url.searchParams.get('from');
	const source = from === null ? null : event.locals.app.desk.monitors.entry(workspaceId, from);
	if (from !== null && !source) error(404, 'There is no such monitor.');
	const kind = source?.monitor.kind ?? event.url.searchParams.get('type');
	if (kind === null) return null;
	const probe = probeOf(kind) ?? error(404, 'There is no such kind of monitor.');
	const { key: _, token: __, ...entry } = source?.entry ?? {};
	if (source) entry.name = `${source.monitor.name} (copy)`;
	return { workspaceId, probe, entry, from, isNew: true };
}

export const load: PageServerLoad = (event) => {
	const { workspaceId } = requireMember(event, 'monitors:write');
	const writing = writingOf(event, workspaceId);
	const kinds = Object.values(PROBES).map(({ kind, label }) => ({ kind, label }));
	if (!writing) return { kinds, kind: null, label: '', drawn: null, from: null };
	const { kind, label } = writing.probe;
	return { kinds, kind, label, drawn: draw(event, writing), from: writing.from };
};

const chosen = (event: RequestEvent, workspaceId: string) =>
	writingOf(event, workspaceId) ?? error(400, 'Choose a kind of monitor first.');

export const actions: Actions = {
	async create(event) {
		const member = requireMember(event, 'monitors:write');
		const writing = chosen(event, member.workspaceId);
		const { entry, posted } = await typed(event, writing);
		const { monitors } = event.locals.app.desk;
		const { done, failure } = await tryTo(event, writing, posted, () =>
			monitors.create(traceFor(event, member), entry, writing.from)
		);
		if (failure) return failure;
		const address = place(event, `/admin/monitors/${done.monitor.key}`);
		if (done.token === null) redirect(303, `${address}?made`);
		const push = `${event.locals.app.settings.origin}${place(event, `/push/${done.token}`)}`;
		return { push, name: done.monitor.name, address };
	},
	async test(event) {
		const member = requireMember(event, 'monitors:write');
		return lookAt(event, chosen(event, member.workspaceId), traceFor(event, member));
	}
};
