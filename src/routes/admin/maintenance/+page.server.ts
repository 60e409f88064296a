import { actorMay } from '$lib/domain/actor';
import { dayOf } from '$lib/domain/days';
import { agendaOf, monthOf } from '$lib/server/maintenance-agenda';
import { requireMember } from '../guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'maintenance:read');
	const { app } = event.locals;
	const { site } = await event.parent();
	const now = app.clock.now();
	const asked = event.url.searchParams.get('month') ?? '';
	const month = /^[12]\d{3}-(?:0[1-9]|1[0-2])$/.test(asked) ? asked : dayOf(now, site.timeZone).slice(0, 7);
	const roster = app.roster();
	return {
		now,
		month,
		earlier: monthBeside(month, -1),
		later: monthBeside(month, 1),
		weeks: monthOf(roster, member.workspaceId, month, site.timeZone, now),
		agenda: agendaOf(roster, member.workspaceId, now),
		mayWrite: actorMay(member, 'maintenance:write')
	};
};

function monthBeside(month: string, by: number): string {
	const [year = 0, number = 1] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7);
}
