/** The fields that several operations share: times, whole numbers in a query, and how times are written. */
import { z } from 'zod';

const INSTANT = 'takes a time such as 2026-11-25T14:00:00Z, or a day such as 2026-11-25 (its start in UTC)';
/** RFC 3339, and a day alone. */
const SHAPE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/i;
/** What the store can hold and a page can show, epoch milliseconds. */
const EARLIEST = 0;
export const LATEST = Date.UTC(9_999, 0);

/** A point in time, as epoch milliseconds. */
export const instant = z.string({ error: INSTANT }).transform((text, context) => {
	// a plus sign in a query is a blank unless somebody wrote it as %2B
	const written = text.trim().replace(/ (?=\d\d:\d\d$)/, '+');
	const at = SHAPE.test(written) ? Date.parse(written) : NaN;
	if (at >= EARLIEST && at < LATEST) return at;
	context.addIssue({ code: 'custom', message: INSTANT });
	return z.NEVER;
});

/** A whole number that stands in a query. */
export function wholeParameter(least: number, most: number) {
	const error = `takes a whole number from ${least} to ${most}`;
	return z
		.string({ error })
		.regex(/^\d{1,9}$/, { error })
		.transform(Number)
		.refine((value) => value >= least && value <= most, { error });
}

/** A part of a text to look for. */
export const searched = z
	.string({ error: 'takes a text' })
	.trim()
	.max(100, { error: 'takes at most 100 characters' });

/** How the API writes a point in time. */
export const time = z.iso.datetime().describe('RFC 3339, in UTC.');

export function iso(at: number): string {
	return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
	return at === null ? null : iso(at);
}
