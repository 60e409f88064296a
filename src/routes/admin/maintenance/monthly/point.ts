/** A point of the monthly look as the page shows it. */
import type { Measured, ReviewItem, ReviewState, ReviewTick } from '$lib/domain/monthly-review';

export interface Point {
	item: ReviewItem;
	title: string;
	task: string;
	found: Measured | null;
	tick: ReviewTick | null;
}

export const STATE_WORDS: Record<ReviewState, string> = {
	open: 'Open',
	done: 'Done',
	not_needed: 'Not needed'
};
