/** The fields that several kinds share: durations, hosts, ports, matchers for text. */
import { RE2JS } from 're2js';
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';

const DAY_MS = 86_400_000;
const DURATION = 'takes a duration such as 500ms, 30s, 5m, 2h or 14d';
const PORT = 'takes a port number from 1 to 65535';

/** `30s` and the like, as milliseconds. */
export const duration = z
	.string({ error: DURATION })
	.transform((text, context) => {
		const ms = parseDuration(text);
		if (ms !== null) return ms;
		context.addIssue({ code: 'custom', message: `${DURATION}, not "${text}"` });
		return z.NEVER;
	})
	.meta({ isDuration: true });

/** How long before it runs out a certificate is warned of. */
export const certificate = duration.default(14 * DAY_MS).meta({
	title: 'Warn before the certificate runs out',
	description: 'How long before. A warning is no downtime.'
});

export const port = z
	.int({ error: PORT })
	.min(1, { error: PORT })
	.max(65_535, { error: PORT })
	.meta({ title: 'Port' });

/** A host name or an address, without anything that a command line or a URL could read as more. */
export const host = z
	.string({ error: 'takes a host name or an address' })
	.regex(/^(?![-:]$)(?!-)[A-Za-z0-9_.:-]{1,253}$/, {
		error: 'takes a host name or an address, such as db.internal or 192.0.2.1'
	})
	.meta({ title: 'Host', description: 'A name or an address.', example: 'db.internal' });

export const family = z
	.union([z.literal(4), z.literal(6)], { error: 'takes 4 or 6, for IPv4 or IPv6' })
	.meta({
		title: 'Kind of address',
		labels: { '4': 'IPv4 only', '6': 'IPv6 only' },
		openTitle: 'Whichever there is',
		isRare: true
	});

/** Whether a certificate has to be good for its host. */
export const verify = z.boolean({ error: 'takes true or false' }).default(true).meta({
	title: 'The certificate has to be good',
	description: 'Switched off, any is taken.',
	isRare: true
});

/** More steps than this would let one pattern hold up everybody. */
const LARGEST_PROGRAM = 500;

/** A pattern that runs in linear time, whatever it says (RE2 syntax). */
export const pattern = z.string({ error: 'takes a regular expression' }).superRefine((text, context) => {
	const fault = patternFault(text);
	if (fault)
		context.addIssue({ code: 'custom', message: `takes a regular expression (RE2 syntax): ${fault}` });
});

function patternFault(text: string): string | null {
	try {
		return RE2JS.compile(text).programSize() > LARGEST_PROGRAM ? 'this one is too large' : null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

const TEXTS = 'takes a text or a list of texts';
export const texts = z.union([z.string(), z.array(z.string()).min(1, { error: TEXTS })], { error: TEXTS });

/** What a text must be like; every given key must hold. */
export const textMatcher = z.strictObject({
	contains: texts.optional().meta({ title: 'Contains', description: 'Each of these texts, one a line.' }),
	excludes: texts
		.optional()
		.meta({ title: 'Does not contain', description: 'None of these texts, one a line.' }),
	equals: z
		.string({ error: 'takes a text' })
		.optional()
		.meta({ title: 'Is exactly', isLong: true, isRare: true }),
	matches: pattern
		.optional()
		.meta({ title: 'Matches', description: 'A regular expression (RE2 syntax).', isRare: true })
});
export type TextMatcher = z.infer<typeof textMatcher>;

/** The first thing that does not hold, in words for the team; null when all holds. */
export function mismatch(text: string, matcher: TextMatcher): string | null {
	for (const wanted of listOf(matcher.contains)) {
		if (!text.includes(wanted)) return `does not contain "${wanted}"`;
	}
	for (const unwanted of listOf(matcher.excludes)) {
		if (text.includes(unwanted)) return `contains "${unwanted}"`;
	}
	if (matcher.equals !== undefined && text !== matcher.equals) return `is not "${matcher.equals}"`;
	if (matcher.matches !== undefined && !matches(text, matcher.matches))
		return `does not match ${matcher.matches}`;
	return null;
}

const compiled = new Map<string, RE2JS>();

/** Whether a pattern is found in a text; each is compiled once, and there are as many as the configuration has. */
export function matches(text: string, source: string): boolean {
	const known = compiled.get(source) ?? RE2JS.compile(source);
	compiled.set(source, known);
	return known.test(text);
}

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
	return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
