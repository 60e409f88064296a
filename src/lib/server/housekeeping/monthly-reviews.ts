/** Begins the review of each month where a workspace holds them, and owes the team its reminder, once. */
import { dayOf } from '../../domain/days.ts';
import { dueOf, isReminderDue } from '../../domain/monthly-review.ts';
import { formatMonth, formatTime } from '../../format/times.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { reviewDueNotices } from '../own-notices.ts';
import type { Roster } from '../roster.ts';
import * as notices from '../stores/notices.ts';
import * as reviews from '../stores/reviews.ts';

const LOOK_EVERY_MS = 60_000;

export interface MonthlyReviews {
	/** Cheap, but for once a minute. */
	attend(): Promise<void>;
}

export function createMonthlyReviews(options: {
	database: Pick<Database, 'client' | 'transaction'>;
	roster: () => Roster;
	clock: Clock;
	newId: () => string;
}): MonthlyReviews {
	const { database, roster, clock, newId } = options;
	let lookedAt = -Infinity;

	async function attendTo(workspaceId: string, plan: { day: number; remindDays: number }): Promise<void> {
		const now = clock.now();
		const page = roster().facts.pages.find((one) => one.workspaceId === workspaceId);
		const { timeZone = 'UTC', locale = 'en' } = page ?? {};
		const month = dayOf(now, timeZone).slice(0, 7);
		await database.transaction(async (tx) => {
			const dueAt = dueOf(month, plan, timeZone);
			await reviews.begin(tx, { id: newId(), workspaceId, month, dueAt }, now);
			for (const review of await reviews.list(tx, workspaceId)) {
				if (!isReminderDue(review, plan, now) || !(await reviews.remind(tx, review.id, now))) continue;
				const what = formatMonth(review.month, locale);
				const due = formatTime(review.dueAt, 'date', locale, timeZone);
				const sentence = `The website maintenance of ${what} is due by ${due}: the checklist waits in the admin area.`;
				const channels = roster().channels(workspaceId, null);
				for (const notice of reviewDueNotices(review.id, sentence, { at: now, channels, newId })) {
					await notices.owe(tx, notice);
				}
			}
		});
	}

	return {
		async attend() {
			if (clock.monotonic() - lookedAt < LOOK_EVERY_MS) return;
			lookedAt = clock.monotonic();
			for (const [workspaceId, plan] of await reviews.plans(database.client)) {
				await attendTo(workspaceId, plan);
			}
		}
	};
}
