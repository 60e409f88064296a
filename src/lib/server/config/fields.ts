/** The fields that several parts of the config file share: keys, names, zones, bounded durations. */
import { z } from 'zod';
import { formatDuration } from '../../domain/duration.ts';
import { duration } from '../probes/fields.ts';

const KEY = 'takes a key such as shop: lower-case letters, digits, - and _, at most 63 of them';
const NAME = 'takes a name: one line of at most 200 characters';

/** A stable identity; it is part of addresses. */
export const key = z.string({ error: KEY }).regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, { error: KEY });

export const name = z
	.string({ error: NAME })
	.trim()
	.regex(/^\P{Cc}{1,200}$/u, { error: NAME });

/** Lines of text for people. */
export const prose = z
	.string({ error: 'takes a text' })
	.max(10_000, { error: 'takes at most 10000 characters' });

export const isPublic = z.boolean({ error: 'takes true or false' }).default(true);

const ADDRESS = 'takes an address such as https://status.example/';
export const webAddress = z.url({ protocol: /^https?$/, error: ADDRESS });

const ZONE = 'takes an IANA time zone such as Europe/Berlin';
export const timeZone = z
	.string({ error: ZONE })
	.refine(isTimeZone, { error: ({ input }) => `${ZONE}, not "${String(input)}"` });

const LOCALE = 'takes a language such as en or de-AT';
export const locale = z.string({ error: LOCALE }).refine(isLocale, { error: LOCALE });

/** A duration within bounds, which both count. */
export function durationBetween(leastMs: number, mostMs: number) {
	return duration
		.refine((ms) => ms >= leastMs, { error: `takes at least ${formatDuration(leastMs)}` })
		.refine((ms) => ms <= mostMs, { error: `takes at most ${formatDuration(mostMs)}` });
}

export function wholeNumber(least: number, most: number) {
	const error = `takes a whole number from ${least} to ${most}`;
	return z.int({ error }).min(least, { error }).max(most, { error });
}

function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return !/^[+-]/.test(zone);
	} catch {
		return false;
	}
}

function isLocale(tag: string): boolean {
	try {
		return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
	} catch {
		return false;
	}
}
