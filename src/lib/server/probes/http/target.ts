/** What an http monitor takes: the kind's own part of the config document. */
import { z } from 'zod';
import { VERSION } from '../../version.ts';
import { certificate, duration, family, textMatcher, verify } from '../fields.ts';
import { pathFault } from './json-path.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
/** Said by the connection itself; given by hand they could only contradict it. */
const OWN_HEADERS = new Set(
	'connection content-length expect http2-settings keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
		' '
	)
);

const STATUS = 'takes a status code or a range such as 200 or "200-299"';
const statusRange = z.union(
	[
		z.int().min(100, { error: STATUS }).max(599, { error: STATUS }),
		z.string().regex(/^[1-5]\d\d(-[1-5]\d\d)?$/, { error: STATUS })
	],
	{ error: STATUS }
);
const STATUSES = 'takes status codes and ranges such as [200, "300-399"]';

const headerName = z
	.string()
	.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'takes the name of a header, such as accept' })
	.refine((name) => !OWN_HEADERS.has(name.toLowerCase()), {
		error: 'is a header that Gatehouse sets by itself'
	});

const headerValue = z
	.string({ error: 'takes a text' })
	.regex(/^[\t\x20-\x7e\x80-\xff]*$/, { error: 'takes one line of ASCII or Latin-1 text' });

const HOST_FAULT = { path: ['host'], error: 'takes a host name, with or without a port' };

/** The host is also what the certificate must be good for, so that it has to be one. */
function namesAHost(headers: Record<string, string>): boolean {
	const [, host] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host') ?? [];
	return host === undefined || /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?$/i.test(host);
}

const auth = z.union(
	[
		z
			.strictObject({
				basic: z
					.strictObject({
						username: z
							.string()
							.regex(/^[^:]*$/, { error: 'takes a name without a colon' })
							.meta({ title: 'User name' }),
						password: z.string().meta({ title: 'Password' })
					})
					.meta({ title: 'Name and password' })
			})
			.meta({ title: 'By name and password' }),
		z
			.strictObject({
				bearer: z
					.string()
					.regex(/^[\x21-\x7e]+$/, { error: 'takes a token without spaces' })
					.meta({ title: 'Token' })
			})
			.meta({ title: 'By a token (bearer)' })
	],
	{ error: 'takes either basic: { username, password } (no colon in the name) or bearer: token (no spaces)' }
);

const jsonExpectations = z.record(z.string(), z.json()).superRefine((paths, context) => {
	for (const path of Object.keys(paths)) {
		const fault = pathFault(path);
		if (fault)
			context.addIssue({ code: 'custom', path: [path], message: `takes a JSON path (RFC 9535): ${fault}` });
	}
});

const withinTimes = z
	.strictObject({
		degraded: duration
			.optional()
			.meta({ title: 'Degraded when slower than', example: '800ms', description: 'Such as 800ms.' }),
		down: duration
			.optional()
			.meta({ title: 'Down when slower than', example: '5s', description: 'Such as 5s.' })
	})
	.refine(({ degraded, down }) => degraded === undefined || down === undefined || degraded < down, {
		path: ['down'],
		error: 'takes a duration longer than "degraded"'
	});

export const httpTarget = z
	.strictObject({
		url: z
			.url({ protocol: /^https?$/, error: 'takes an address such as https://shop.example/' })
			.meta({ title: 'Address', example: 'https://shop.example/' }),
		method: z
			.enum(METHODS, { error: `takes one of ${METHODS.join(', ')}` })
			.default('GET')
			.meta({ title: 'Method', isRare: true }),
		headers: z.record(headerName, headerValue).refine(namesAHost, HOST_FAULT).default({}).meta({
			title: 'Headers',
			description: 'Their values are kept like passwords: they can be written and are not shown again.',
			keyTitle: 'Header',
			isRare: true
		}),
		body: z.string({ error: 'takes a text' }).default('').meta({
			title: 'Body',
			description: 'What is sent; it is kept like a password.',
			isLong: true,
			isRare: true
		}),
		auth: auth.optional().meta({ title: 'Signing in', isRare: true }),
		user_agent: headerValue.default(`Gatehouse/${VERSION} (+status monitor)`).meta({
			title: 'User agent',
			isRare: true
		}),
		redirects: z
			.int({ error: 'takes 0 to 20' })
			.min(0, { error: 'takes 0 to 20' })
			.max(20, { error: 'takes 0 to 20' })
			.default(5)
			.meta({
				title: 'Redirects',
				description: 'Followed at most; 0 makes a redirect the answer.',
				isRare: true
			}),
		family: family.optional(),
		verify,
		expect: z
			.strictObject({
				status: z
					.union([statusRange.transform((one) => [one]), z.array(statusRange).min(1, { error: STATUSES })], {
						error: STATUSES
					})
					.default(['200-299'])
					.meta({
						title: 'Status codes',
						description: 'Good ones, one a line: codes and ranges such as 200-299.'
					}),
				header: z
					.record(z.string(), textMatcher)
					.default({})
					.meta({ title: 'Headers of the answer', keyTitle: 'Header', isRare: true }),
				body: textMatcher.optional().meta({ title: 'The body' }),
				json: jsonExpectations.optional().meta({
					title: 'Values in a JSON answer',
					description: 'A path such as $.status (RFC 9535), and the value that has to stand there.',
					keyTitle: 'Path',
					isRare: true
				}),
				within: withinTimes.optional().meta({ title: 'How fast' }),
				certificate
			})
			.prefault({})
			.meta({ title: 'What is expected' })
	})
	.refine(({ method, expect }) => method !== 'HEAD' || !(expect.body ?? expect.json), {
		path: ['method'],
		error: 'takes another method than HEAD where something is expected of the body'
	});

export type HttpTarget = z.infer<typeof httpTarget>;
