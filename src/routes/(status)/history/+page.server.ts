import { error } from '@sveltejs/kit';
import { dayOf } from '$lib/domain/days';
import { daysOfMonth, monthsOfHistory } from '$lib/format/day-list';
import type { PageServerLoad } from './$types';
import { snapshotOf } from '../snapshot';

export const load: PageServerLoad = ({ locals, url }) => {
	const snapshot = snapshotOf(locals);
	const current = dayOf(snapshot.builtAt, snapshot.page.timeZone).slice(0, 7);
	const month = url.searchParams.get('month') ?? current;
	if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) || month > current) {
		error(404, 'The history has no such month. Months are written like 2026-11.');
	}
	const months = monthsOfHistory(snapshot);
	const later = months.filter((one) => one > month).at(-1);
	return {
		month,
		days: daysOfMonth(snapshot, month),
		earlier: months.find((one) => one < month) ?? null,
		later: later ?? (month < current ? current : null)
	};
};
