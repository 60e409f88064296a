/** Long lists in pages: each names where the next begins, so that nothing is shown twice when something is added meanwhile. */
import { z } from 'zod';
import { Refusal } from '../desk/refusal.ts';
import { LATEST, wholeParameter } from './fields.ts';

/** The last row of a page, as what its list is sorted by. */
export type Position = readonly (string | number)[];

const CURSOR = 'takes the cursor of an earlier answer, as it was given';
const MOST = 500;
const USUAL = 50;
/** The numbers of rows are stored in 31 bits. */
const MOST_ROWS = 2 ** 31 - 1;

const cursor = z
	.string({ error: CURSOR })
	.max(1_000, { error: CURSOR })
	.transform((text, context): Position => {
		const position = read(text);
		if (position) return position;
		context.addIssue({ code: 'custom', message: CURSOR });
		return z.NEVER;
	});

/** The parameters of every list. */
export const paging = {
	limit: wholeParameter(1, MOST)
		.default(USUAL)
		.describe(`How many at most: 1 to ${MOST}, ${USUAL} unless given.`),
	cursor: cursor.optional().describe('Where to go on: "next" of the page before.')
};

/** A page of a list: the documents, and the cursor of the next page. */
export function listOf(document: z.ZodType) {
	return z.strictObject({
		data: z.array(document),
		next: z.string().nullable().describe('The cursor of the next page; null on the last one.')
	});
}

/**
 * One page out of rows of which one more was read than fits.
 * @param positionOf what the list is sorted by
 */
export function onePage<Row>(
	rows: readonly Row[],
	limit: number,
	documentOf: (row: Row) => unknown,
	positionOf: (row: Row) => Position
): { body: { data: unknown[]; next: string | null }; next: Position | null } {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	const next = rows.length > limit && last ? positionOf(last) : null;
	return { body: { data: shown.map(documentOf), next: next && written(next) }, next };
}

/**
 * The point in time that a position begins with.
 * @throws Refusal for a cursor of another list
 */
export function timeIn(position: Position): number {
	return bounded(position[0], LATEST);
}

/** The small number that a position begins with. */
export function numberIn(position: Position): number {
	return bounded(position[0], MOST_ROWS);
}

/** The name at a place of a position. */
export function nameIn(position: Position, index: number): string {
	const name = position[index];
	if (typeof name === 'string') return name;
	throw notOurs();
}

function bounded(value: string | number | undefined, most: number): number {
	if (typeof value === 'number' && value >= 0 && value <= most) return value;
	throw notOurs();
}

function notOurs(): Refusal {
	return new Refusal('invalid', `The parameter "cursor" ${CURSOR}.`);
}

/** The part of a list that is in memory as a whole, in order, after a position. */
export function after<Row>(
	rows: readonly Row[],
	position: Position | undefined,
	nameOf: (row: Row) => string
): Row[] {
	if (!position) return [...rows];
	const index = rows.findIndex((row) => nameOf(row) === nameIn(position, 0));
	return index < 0 ? [] : rows.slice(index + 1);
}

export function written(position: Position): string {
	return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function read(text: string): Position | null {
	try {
		const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
		if (!Array.isArray(value) || value.length === 0 || value.length > 3) return null;
		const isGood = value.every(
			(part) => (typeof part === 'string' && part.isWellFormed()) || Number.isSafeInteger(part)
		);
		return isGood ? (value as Position) : null;
	} catch {
		return null;
	}
}
