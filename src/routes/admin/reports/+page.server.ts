import { monthReport, reportedMonths } from '$lib/server/reports/month';
import { error } from '@sveltejs/kit';
import { requireMember } from '../guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { workspaceId } = requireMember(event, 'reports:read');
	const { database, clock, roster } = event.locals.app;
	const facts = { db: database.client, roster: roster(), workspaceId, now: clock.now() };
	const months = await reportedMonths(facts);
	const month = event.url.searchParams.get('month') ?? months[0];
	if (month === undefined) return { months, report: null };
	const report = await monthReport(facts, month);
	if (!report) error(404, 'There is no report of such a month.');
	return { months, report };
};
