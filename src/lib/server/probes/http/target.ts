/** What an http monitor takes: the kind's own part of the config document. */
import { parse as parsePath } from './json-path.ts';
import { z } from 'zod';
import { duration, textMatcher } from '../fields.ts';

const DAY_MS = 86_400_000;

const statusRange = z.union([z.int().min(100).max(599), z.string().regex(/^[1-5]\d\d(-[1-5]\d\d)?$/)], {
	error: 'takes a status code or a range such as 200 or "200-299"'
});

const headers = z.record(
	z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'takes a header name' }),
	z.string().regex(/^[^\r\n\0]*$/, { error: 'takes a header value on one line' })
);

const auth = z.union(
	[
		z.strictObject({ basic: z.strictObject({ username: z.string(), password: z.string() }) }),
		z.strictObject({ bearer: z.string().min(1) })
	],
	{ error: 'takes either basic: { username, password } or bearer: token' }
);

const jsonExpectations = z.record(z.string(), z.unknown()).superRefine((paths, context) => {
	for (const path of Object.keys(paths)) {
		const fault = parsePath(path);
		if (fault) context.addIssue({ code: 'custom', path: [path], message: `takes a JSON path (RFC 9535): ${fault}` });
	}
});

export const httpTarget = z.strictObject({
	url: z
		.url({ protocol: /^https?$/, error: 'takes an address such as https://shop.example/' })
		.refine((url) => !new URL(url).hash, { error: 'takes an address without a #fragment' }),
	method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
	headers: headers.default({}),
	body: z.string().default(''),
	auth: auth.optional(),
	redirects: z.int().min(0).max(20).default(5),
	family: z.union([z.literal(4), z.literal(6)]).optional(),
	verify: z.boolean().default(true),
	expect: z
		.strictObject({
			status: z
				.union([statusRange.transform((one) => [one]), z.array(statusRange).min(1)])
				.default(['200-299']),
			header: z.record(z.string(), textMatcher).default({}),
			body: textMatcher.optional(),
			json: jsonExpectations.optional(),
			within: z.strictObject({ degraded: duration.optional(), down: duration.optional() }).optional(),
			certificate: duration.default(14 * DAY_MS)
		})
		.prefault({})
});

export type HttpTarget = z.infer<typeof httpTarget>;

/** Headers whose value is a credential: redacted in evidence, dropped towards another origin. */
export function isCredential(header: string): boolean {
	return /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|api-?key|password/i.test(header);
}
