import { actorMay } from '$lib/domain/actor';
import { REVIEW_ITEMS, REVIEW_TEXTS, type MonthlyReview } from '$lib/domain/monthly-review';
import { measureMonth } from '$lib/server/monthly-measure';
import * as reviews from '$lib/server/stores/reviews';
import { requireMember } from '../../guard';
import { complete, reopen, save, settle, stop } from './acts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'maintenance:read');
	const { app } = event.locals;
	const db = app.database.client;
	const now = app.clock.now();
	const all = await reviews.list(db, member.workspaceId);
	const current = all.find(({ completedAt }) => completedAt === null) ?? null;
	const folder = `${app.settings.dataDir}/backups`;
	const measured = current && (await measureMonth(db, app.roster(), member.workspaceId, folder, now)).found;
	return {
		now,
		plan: await reviews.planOf(db, member.workspaceId),
		current: current && { ...headOf(current), points: pointsOf(current, measured ?? []) },
		past: all
			.filter(({ completedAt }) => completedAt !== null)
			.map((review) => ({ ...headOf(review), points: pointsOf(review, review.measured?.found ?? []) })),
		mayWrite: actorMay(member, 'maintenance:write')
	};
};

export const actions: Actions = { settle, stop, save, complete, reopen };

function headOf({ id, month, dueAt, completedAt, completedBy }: MonthlyReview) {
	return { id, month, dueAt, completedAt, completedBy };
}

function pointsOf(review: MonthlyReview, found: NonNullable<MonthlyReview['measured']>['found']) {
	return REVIEW_ITEMS.map((item) => ({
		item,
		...REVIEW_TEXTS[item],
		found: found.find((one) => one.item === item) ?? null,
		tick: review.ticks.find((one) => one.item === item) ?? null
	}));
}
