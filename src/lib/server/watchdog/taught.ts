/** Reads a good answer as its owner taught us to: one that shows a page marked as an error page has failed. */
import type { Check } from '../../domain/check.ts';
import { matchesLearned, type LearnedPage } from '../../domain/diagnosis/learned.ts';

const MARKED = 'the page is one that its owner marked as an error page';

/** The check as it is, or as a failure with the page as its evidence. */
export function asTaught(check: Check, learned: readonly LearnedPage[]): Check {
	const { outcome, answer, summary } = check;
	if (outcome !== 'up' || !answer || !learned.some((page) => matchesLearned(page, answer))) return check;
	return {
		...check,
		outcome: 'down',
		summary: `${summary}, but ${MARKED}`,
		evidence: { ...answer, unmetExpectation: MARKED }
	};
}
