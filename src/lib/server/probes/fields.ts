/** The fields that several kinds share: durations, hosts, ports, matchers for text. */
import { RE2JS } from 're2js';
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';

/** `30s` and the like, as milliseconds. */
export const duration = z.string({ error: 'takes a duration such as 500ms, 30s, 5m, 2h or 14d' }).transform((text, context) => {
	const ms = parseDuration(text);
	if (ms !== null) return ms;
	context.addIssue({ code: 'custom', message: `takes a duration such as 500ms, 30s, 5m, 2h or 14d, not "${text}"` });
	return z.NEVER;
});

export const port = z
	.int({ error: 'takes a port number from 1 to 65535' })
	.min(1, { error: 'takes a port number from 1 to 65535' })
	.max(65_535, { error: 'takes a port number from 1 to 65535' });

/** A host name or an address, without anything that a command line or a URL could read as more. */
export const host = z
	.string({ error: 'takes a host name or an address' })
	.regex(/^(?!-)[A-Za-z0-9_.:-]{1,253}$/, { error: 'takes a host name or an address, such as db.internal or 192.0.2.1' });

/** A pattern that runs in linear time, whatever it says (RE2 syntax). */
export const pattern = z.string({ error: 'takes a regular expression' }).superRefine((text, context) => {
	try {
		RE2JS.compile(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.addIssue({ code: 'custom', message: `takes a regular expression (RE2 syntax): ${reason}` });
	}
});

const texts = z.union([z.string(), z.array(z.string()).min(1)], { error: 'takes a text or a list of texts' });

/** What a text must be like; every given key must hold. */
export const textMatcher = z.strictObject({
	contains: texts.optional(),
	excludes: texts.optional(),
	equals: z.string().optional(),
	matches: pattern.optional()
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
	if (matcher.matches !== undefined && !patternOf(matcher.matches).matcher(text).find()) {
		return `does not match ${matcher.matches}`;
	}
	return null;
}

const patterns = new Map<string, RE2JS>();

/** Compiled once per pattern; there are as many as the configuration has. */
function patternOf(text: string): RE2JS {
	const compiled = patterns.get(text) ?? RE2JS.compile(text);
	patterns.set(text, compiled);
	return compiled;
}

function listOf(value: string | string[] | undefined): string[] {
	return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
