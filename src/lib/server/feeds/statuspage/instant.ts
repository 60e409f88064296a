/** Instants as every v2 document writes them: ISO 8601 in UTC with milliseconds, `2026-11-24T12:14:20.000Z`. */

/** @param at epoch milliseconds */
export function instant(at: number): string {
	return new Date(at).toISOString();
}

export function instantOrNull(at: number | null): string | null {
	return at === null ? null : instant(at);
}
