/** The monthly look after a website by hand: when it is held, what is ticked and written, when a month is completed. */
import path from 'node:path';
import type { Facts, Trace } from '../../domain/audit.ts';
import { dayOf } from '../../domain/days.ts';
import { dueStill, REVIEW_ITEMS, type MonthlyReview } from '../../domain/monthly-review.ts';
import type { Db } from '../database.ts';
import { measureMonth } from '../monthly-measure.ts';
import * as audit from '../stores/audit.ts';
import * as reviews from '../stores/reviews.ts';
import type { DeskHouse } from './desk-house.ts';
import type { ReviewPlanInput, ReviewTicksInput } from './monthly-review-input.ts';
import { found, Refusal } from './refusal.ts';

export interface MonthlyReviewDesk {
	/** Holds reviews from now on, or on another day; null holds none any more. What was held stays. */
	settle(trace: Trace, plan: ReviewPlanInput | null): Promise<void>;
	/** Writes down how points stand. */
	tick(trace: Trace, id: string, ticks: ReviewTicksInput): Promise<void>;
	/** The month is done: what was measured is kept with it. */
	complete(trace: Trace, id: string, ticks: ReviewTicksInput): Promise<void>;
	/** It was completed too early. */
	reopen(trace: Trace, id: string): Promise<void>;
}

export function monthlyReviewDesk(
	house: Pick<DeskHouse, 'database' | 'newId' | 'roster' | 'settings'>
): MonthlyReviewDesk {
	const { database, newId, roster, settings } = house;

	async function openOne(tx: Db, { workspaceId }: Trace, id: string): Promise<MonthlyReview> {
		const review = found(await reviews.find(tx, workspaceId, id), 'review');
		if (review.completedAt !== null)
			throw new Refusal('conflict', 'This month is completed. Open it again first.');
		return review;
	}

	async function write(tx: Db, trace: Trace, review: MonthlyReview, ticks: ReviewTicksInput): Promise<void> {
		const [before, after]: [Facts, Facts] = [{}, {}];
		for (const item of REVIEW_ITEMS) {
			const tick = ticks[item];
			const { state, note } = review.ticks.find((one) => one.item === item) ?? { state: 'open', note: '' };
			if (!tick || (tick.state === state && tick.note === note)) continue;
			before[item] = inWords({ state, note });
			after[item] = inWords(tick);
			await reviews.put(tx, review.id, { item, ...tick, changedAt: trace.at, changedBy: trace.actor });
		}
		if (Object.keys(after).length === 0) return;
		await audit.record(tx, trace, { action: 'review.tick', subject: review.month, before, after });
	}

	return {
		async settle(trace, input) {
			const { workspaceId, at } = trace;
			const timeZone = roster().facts.pages.find((one) => one.workspaceId === workspaceId)?.timeZone ?? 'UTC';
			const plan = input && { day: input.day, remindDays: input.remind_days };
			await database.transaction(async (tx) => {
				const before = await reviews.planOf(tx, workspaceId);
				await reviews.setPlan(tx, workspaceId, plan, at);
				await audit.record(tx, trace, {
					action: 'review.settle',
					subject: 'monthly review',
					before: before && { ...before },
					after: plan && { ...plan }
				});
				if (!plan) return;
				const month = dayOf(at, timeZone).slice(0, 7);
				const dueAt = dueStill(month, plan, timeZone, at);
				await reviews.begin(tx, { id: newId(), workspaceId, month, dueAt }, at);
				const current = (await reviews.list(tx, workspaceId)).find((one) => one.month === month);
				if (current && current.completedAt === null) await reviews.setDue(tx, current.id, dueAt);
			});
		},
		async tick(trace, id, ticks) {
			await database.transaction(async (tx) => write(tx, trace, await openOne(tx, trace, id), ticks));
		},
		async complete(trace, id, ticks) {
			const { workspaceId, at, actor } = trace;
			const folder = path.join(settings.dataDir, 'backups');
			const measured = await measureMonth(database.client, roster(), workspaceId, folder, at);
			await database.transaction(async (tx) => {
				const review = await openOne(tx, trace, id);
				await write(tx, trace, review, ticks);
				await reviews.complete(tx, id, { at, who: actor, measured });
				await audit.record(tx, trace, { action: 'review.complete', subject: review.month });
			});
		},
		async reopen(trace, id) {
			await database.transaction(async (tx) => {
				const review = found(await reviews.find(tx, trace.workspaceId, id), 'review');
				await reviews.complete(tx, id, null);
				await audit.record(tx, trace, { action: 'review.reopen', subject: review.month });
			});
		}
	};
}

function inWords({ state, note }: { state: string; note: string }): string {
	return note === '' ? state : `${state}: ${note}`;
}
