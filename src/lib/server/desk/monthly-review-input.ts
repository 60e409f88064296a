/** What holding monthly reviews takes: when they are due, and how each point stands. */
import { z } from 'zod';
import { REVIEW_ITEMS, REVIEW_STATES } from '../../domain/monthly-review.ts';

const DAY = 'Give a day of the month from 1 to 28.';
const DAYS = 'Give a number of days from 0 to 14.';
const NOTE = 'Type a note of at most 2000 characters.';

export const reviewPlanInput = z.strictObject({
	day: z.coerce.number(DAY).int(DAY).min(1, DAY).max(28, DAY),
	remind_days: z.coerce.number(DAYS).int(DAYS).min(0, DAYS).max(14, DAYS)
});
export type ReviewPlanInput = z.output<typeof reviewPlanInput>;

/** Point → how it stands; points that are left out stay as they are. */
export const reviewTicksInput = z.partialRecord(
	z.enum(REVIEW_ITEMS),
	z.strictObject({
		state: z.enum(REVIEW_STATES, 'Choose one.'),
		note: z.string(NOTE).trim().max(2_000, NOTE)
	})
);
export type ReviewTicksInput = z.output<typeof reviewTicksInput>;
