/** When it is quiet by the clock on the wall of some zone, across midnight and the days that are an hour shorter or longer. */

export interface QuietHours {
	/** Minutes since midnight, in the zone; `fromMinute` after `toMinute` goes over midnight. */
	fromMinute: number;
	toMinute: number;
	timeZone: string;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** When the quiet ends that lasts at this time; null when none does. Calendar days of 23 and 25 hours are counted as such. */
export function quietEnd({ fromMinute, toMinute, timeZone }: QuietHours, now: number): number | null {
	const minute = clockMinutes(now, timeZone);
	const isQuiet =
		fromMinute <= toMinute
			? minute >= fromMinute && minute < toMinute
			: minute >= fromMinute || minute < toMinute;
	if (!isQuiet) return null;
	const ahead = (toMinute - minute + DAY_MINUTES) % DAY_MINUTES;
	const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
	const guess = start + ahead * MINUTE_MS;
	// A clock that is set on the way makes the night an hour longer or shorter.
	const off = ((clockMinutes(guess, timeZone) - toMinute + DAY_MINUTES + 720) % DAY_MINUTES) - 720;
	const end = guess - off * MINUTE_MS;
	return end > now ? end : guess;
}

/** Minutes since midnight in a zone. */
function clockMinutes(at: number, timeZone: string): number {
	let formatter = formatters.get(timeZone);
	if (!formatter) {
		const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
		formatter = new Intl.DateTimeFormat('en-GB', options);
		formatters.set(timeZone, formatter);
	}
	const [hours, minutes] = formatter.format(at).split(':').map(Number);
	return (hours ?? 0) * 60 + (minutes ?? 0);
}
