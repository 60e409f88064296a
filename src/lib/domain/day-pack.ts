/**
 * Ninety days of a component in a short line of text, since a page of 100 components carries 9,000 of them to the
 * browser. Loses nothing: `unpackDays(packDays(days))` equals `days`.
 *
 * A line is a run of words. `>2026-08-27` says which day follows; `61o` is 61 operational days of 24 hours;
 * `dU1sD9c@i1,i2` is a day that was down, with its parts in milliseconds (base 36) and its incidents.
 */
import { dayAfter } from './days.ts';
import type { DayState, DayView, UptimeParts } from './snapshot.ts';
import { NOTHING_MEASURED, ratio } from './uptime.ts';

const DAY_MS = 86_400_000;

const LETTER: Record<DayState, string> = {
	operational: 'o',
	degraded: 'g',
	partial: 'p',
	down: 'd',
	maintenance: 'm',
	unknown: 'n'
};
const STATE = Object.fromEntries(
	Object.entries(LETTER).map(([state, letter]) => [letter, state as DayState])
);

const PART: Record<string, keyof UptimeParts> = {
	U: 'upMs',
	G: 'degradedMs',
	D: 'downMs',
	N: 'unknownMs',
	M: 'maintenanceMs'
};
/** The part that fills a day of 24 hours whose word names no parts. */
const WHOLE_DAY: Record<DayState, keyof UptimeParts> = {
	operational: 'upMs',
	degraded: 'degradedMs',
	partial: 'degradedMs',
	down: 'downMs',
	maintenance: 'maintenanceMs',
	unknown: 'unknownMs'
};

/** Days in order, oldest first; what lies between two of them need not be a day. */
export function packDays(days: readonly DayView[]): string {
	const words: { text: string; repeats: number }[] = [];
	days.forEach((day, index) => {
		const before = days[index - 1];
		if (!before || dayAfter(before.day) !== day.day) words.push({ text: `>${day.day}`, repeats: 1 });
		const text = wordOf(day);
		const last = words.at(-1);
		if (last?.text === text) last.repeats += 1;
		else words.push({ text, repeats: 1 });
	});
	return words.map(({ text, repeats }) => (repeats === 1 ? text : `${repeats}${text}`)).join(' ');
}

export function unpackDays(packed: string): DayView[] {
	const days: DayView[] = [];
	let next = '';
	for (const word of packed.split(' ')) {
		if (word.startsWith('>')) {
			next = word.slice(1);
			continue;
		}
		const match = /^(\d*)([a-z])([^@]*)(?:@(.*))?$/.exec(word);
		if (!match) continue;
		const [, repeats, letter = '', parts = '', ids] = match;
		for (let times = Number(repeats || 1); times > 0; times -= 1) {
			days.push(dayOfWord(next, STATE[letter] ?? 'unknown', parts, ids));
			next = dayAfter(next);
		}
	}
	return days;
}

function wordOf(day: DayView): string {
	const ids = day.incidentIds.map(encodeURIComponent).join(',');
	const parts = isWhole(day)
		? ''
		: Object.entries(PART)
				.filter(([, part]) => day[part] !== 0)
				.map(([letter, part]) => letter + day[part].toString(36))
				.join('');
	return LETTER[day.state] + (parts === '' && !isWhole(day) ? 'U0' : parts) + (ids && `@${ids}`);
}

function isWhole(day: DayView): boolean {
	const parts = Object.values(PART).filter((part) => day[part] !== 0);
	return parts.length === 1 && day[WHOLE_DAY[day.state]] === DAY_MS;
}

function dayOfWord(day: string, state: DayState, text: string, ids: string | undefined): DayView {
	const parts: UptimeParts = { ...NOTHING_MEASURED };
	if (text === '') parts[WHOLE_DAY[state]] = DAY_MS;
	for (const [, letter = '', number = '0'] of text.matchAll(/([A-Z])([0-9a-z]+)/g)) {
		const part = PART[letter];
		if (part) parts[part] = parseInt(number, 36);
	}
	const incidentIds = ids ? ids.split(',').map(decodeURIComponent) : [];
	return { day, ...parts, state, ratio: ratio(parts), incidentIds };
}
