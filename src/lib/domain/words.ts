/** Durations and lists as people say them. */

const UNITS: [name: string, ms: number][] = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
	['second', 1_000]
];

/** `12 minutes`, `1 hour 5 minutes`, `3 days`: the two largest units that tell, rounded down. */
export function durationInWords(ms: number): string {
	if (ms < 1_000) return 'less than a second';
	const index = UNITS.findIndex(([, size]) => ms >= size);
	const [large, small] = [UNITS[index], UNITS[index + 1]];
	if (!large) return 'less than a second';
	const whole = Math.floor(ms / large[1]);
	const rest = small ? Math.floor((ms % large[1]) / small[1]) : 0;
	const isRestTelling = small && rest > 0 && whole < 10 && small[0] !== 'second';
	return isRestTelling ? `${count(whole, large[0])} ${count(rest, small[0])}` : count(whole, large[0]);
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[]): string {
	if (items.length <= 1) return items[0] ?? '';
	return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `1 check`, `2 checks`. */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A share from 0 to 1 in whole percent, rounded down, so that nothing is ever quite sure: `96 %`. */
export function percent(share: number): string {
	return `${Math.floor(share * 100)} %`;
}
