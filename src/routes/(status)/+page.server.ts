import { isOpen } from '$lib/domain/incident';
import { isActive } from '$lib/domain/maintenance';
import { recentDays } from '$lib/format/day-list';
import { showGroups, showIncident, showMaintenance, titlesOfDays } from '$lib/format/shown';
import type { PageServerLoad } from './$types';
import { snapshotOf } from './snapshot';

const RECENT_DAYS = 14;
const COMING_AT_MOST = 5;

export const load: PageServerLoad = ({ locals }) => {
	const snapshot = snapshotOf(locals);
	const { incidents, maintenances, groups, builtAt: now } = snapshot;
	const coming = maintenances.filter(({ status, startsAt }) => status === 'scheduled' && startsAt > now);
	return {
		open: incidents
			.filter(({ status }) => isOpen({ status, isDraft: false }))
			.map((one) => showIncident(one)),
		running: maintenances
			.filter((one) => one.status !== 'completed' && isActive(one, now))
			.map((one) => showMaintenance(one)),
		coming: coming.slice(0, COMING_AT_MOST).map((one) => showMaintenance(one)),
		canTry: groups.some(({ components }) => components.some(({ publicUrl }) => publicUrl !== null)),
		groups: showGroups(snapshot),
		titles: titlesOfDays(
			snapshot,
			groups.flatMap(({ components }) => components)
		),
		recent: recentDays(snapshot, RECENT_DAYS)
	};
};
