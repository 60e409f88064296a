/** Whether a row already says what is to be written, so that taking over an unchanged configuration writes nothing. */
import { isDeepStrictEqual } from 'node:util';

/** Compares the named columns only; what `values` does not name may differ. */
export function saysTheSame(row: object, values: Record<string, unknown>): boolean {
	const columns: Record<string, unknown> = { ...row };
	return Object.entries(values).every(([name, value]) => isDeepStrictEqual(columns[name], value));
}
