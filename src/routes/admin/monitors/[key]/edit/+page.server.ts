import { unmanaged } from '$lib/server/desk/refusal';
import { probeFor } from '$lib/server/probes';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { place } from '../../../../place';
import { requireMember, traceFor } from '../../../guard';
import { draw, test as lookAt, tryTo, typed, type Writing } from '../../form';
import type { Actions, PageServerLoad } from './$types';

function found({ locals, params }: RequestEvent, workspaceId: string) {
	const known = locals.app.desk.monitors.entry(workspaceId, params.key ?? '');
	return known ?? error(404, 'There is no such monitor.');
}

function writingOf(event: RequestEvent, workspaceId: string): Writing {
	const { entry, monitor } = found(event, workspaceId);
	return { workspaceId, probe: probeFor(monitor.kind), entry, from: monitor.key, isNew: false };
}

export const load: PageServerLoad = (event) => {
	const { workspaceId } = requireMember(event, 'monitors:write');
	const { monitor } = found(event, workspaceId);
	const writing = writingOf(event, workspaceId);
	const { key, name, isManaged, version } = monitor;
	return { key, name, isManaged, version, label: writing.probe.label, drawn: draw(event, writing) };
};

export const actions: Actions = {
	async save(event) {
		const member = requireMember(event, 'monitors:write');
		const writing = writingOf(event, member.workspaceId);
		const { entry, posted } = await typed(event, writing);
		const version = Number(posted.get('version')?.[0]);
		const { key } = event.params;
		const { failure } = await tryTo(event, writing, posted, async () => {
			unmanaged(found(event, member.workspaceId).monitor);
			const seen = Number.isSafeInteger(version) && version > 0 ? { version } : {};
			return event.locals.app.desk.monitors.change(traceFor(event, member), key, entry, seen);
		});
		if (failure) return failure;
		redirect(303, place(event, `/admin/monitors/${key}?saved`));
	},
	async test(event) {
		const member = requireMember(event, 'monitors:write');
		return lookAt(event, writingOf(event, member.workspaceId), traceFor(event, member));
	}
};
