/** Monthly reviews: when a workspace holds them, one a month, what was ticked and written, what was measured. */
import type {
	MeasuredMonth,
	MonthlyReview,
	ReviewItem,
	ReviewPlan,
	ReviewState,
	ReviewTick
} from '../../domain/monthly-review.ts';
import type { Db } from '../database.ts';
import type { MonthlyReviewItemModel, MonthlyReviewModel } from '../generated/prisma/models.ts';

const NAME = 'monthly-review';
const HISTORY = 36;

/** Every workspace that holds reviews, and when. */
export async function plans(db: Db): Promise<Map<string, ReviewPlan>> {
	const rows = await db.setting.findMany({ where: { name: NAME } });
	return new Map(rows.map(({ workspaceId, value }) => [workspaceId, value as unknown as ReviewPlan]));
}

/** Null for a workspace that holds none. */
export async function planOf(db: Db, workspaceId: string): Promise<ReviewPlan | null> {
	const row = await db.setting.findUnique({ where: { workspaceId_name: { workspaceId, name: NAME } } });
	return row ? (row.value as unknown as ReviewPlan) : null;
}

/** @param plan null to hold none any more; what was held stays */
export async function setPlan(
	db: Db,
	workspaceId: string,
	plan: ReviewPlan | null,
	now: number
): Promise<void> {
	if (plan === null) {
		await db.setting.deleteMany({ where: { workspaceId, name: NAME } });
		return;
	}
	const data = { value: { ...plan }, updatedAt: new Date(now) };
	await db.setting.upsert({
		where: { workspaceId_name: { workspaceId, name: NAME } },
		create: { workspaceId, name: NAME, ...data },
		update: data
	});
}

/** The newest month first. */
export async function list(db: Db, workspaceId: string): Promise<MonthlyReview[]> {
	const rows = await db.monthlyReview.findMany({
		where: { workspaceId },
		include: { items: true },
		orderBy: { month: 'desc' },
		take: HISTORY
	});
	return rows.map(toReview);
}

export async function find(db: Db, workspaceId: string, id: string): Promise<MonthlyReview | null> {
	const row = await db.monthlyReview.findFirst({ where: { id, workspaceId }, include: { items: true } });
	return row && toReview(row);
}

/** Begins the review of a month; one that is there stays as it is. */
export async function begin(
	db: Db,
	review: Pick<MonthlyReview, 'id' | 'workspaceId' | 'month' | 'dueAt'>,
	now: number
): Promise<void> {
	const { id, workspaceId, month, dueAt } = review;
	await db.monthlyReview.upsert({
		where: { workspaceId_month: { workspaceId, month } },
		create: { id, workspaceId, month, dueAt: new Date(dueAt), createdAt: new Date(now) },
		update: {}
	});
}

export async function put(
	db: Db,
	reviewId: string,
	{ item, state, note, changedAt, changedBy }: ReviewTick
): Promise<void> {
	const values = { state, note, changedAt: new Date(changedAt), changedBy };
	await db.monthlyReviewItem.upsert({
		where: { reviewId_item: { reviewId, item } },
		create: { reviewId, item, ...values },
		update: values
	});
}

export async function setDue(db: Db, id: string, dueAt: number): Promise<void> {
	await db.monthlyReview.update({ where: { id }, data: { dueAt: new Date(dueAt) } });
}

/** @param by null opens it again, and forgets what was measured */
export async function complete(
	db: Db,
	id: string,
	by: { at: number; who: string; measured: MeasuredMonth } | null
): Promise<void> {
	await db.monthlyReview.update({
		where: { id },
		data: {
			completedAt: by && new Date(by.at),
			completedBy: by && by.who,
			measured: by ? (by.measured as unknown as object) : {}
		}
	});
}

/** Remembers that the team was reminded. Returns false where it was already. */
export async function remind(db: Db, id: string, now: number): Promise<boolean> {
	const { count } = await db.monthlyReview.updateMany({
		where: { id, remindedAt: null, completedAt: null },
		data: { remindedAt: new Date(now) }
	});
	return count === 1;
}

function toReview(row: MonthlyReviewModel & { items: MonthlyReviewItemModel[] }): MonthlyReview {
	const { id, workspaceId, month, dueAt, remindedAt, completedAt, completedBy, measured, items } = row;
	return {
		id,
		workspaceId,
		month,
		dueAt: dueAt.getTime(),
		remindedAt: remindedAt?.getTime() ?? null,
		completedAt: completedAt?.getTime() ?? null,
		completedBy,
		measured: completedAt === null ? null : (measured as unknown as MeasuredMonth | null),
		ticks: items.map(({ item, state, note, changedAt, changedBy }) => ({
			item: item as ReviewItem,
			state: state as ReviewState,
			note,
			changedAt: changedAt.getTime(),
			changedBy
		}))
	};
}
