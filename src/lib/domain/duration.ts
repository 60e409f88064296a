/** Durations as people write them in the config file: `500ms`, `30s`, `5m`, `2h`, `14d`. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A hundred years: whatever is longer is a slip of the finger. */
const LONGEST_MS = 100 * 365 * 86_400_000;

/** Whole milliseconds; null where the text is no duration, or one longer than a hundred years. */
export function parseDuration(text: string): number | null {
	const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
	const ms = Math.round(Number(amount) * (UNIT_MS[unit ?? ''] ?? Number.NaN));
	return ms <= LONGEST_MS ? ms : null;
}

/** In the largest unit that gives a whole number: `90s`, `2h`; what `parseDuration` reads as the same time. */
export function formatDuration(ms: number): string {
	const whole = Object.entries(UNIT_MS).findLast(([, size]) => ms >= size && ms % size === 0);
	const [unit, size] = whole ?? ['ms', 1];
	return `${ms / size}${unit}`;
}
