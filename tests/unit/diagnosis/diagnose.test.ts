import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import { CAUSES, KINDS, SIDES } from '../../../src/lib/domain/diagnosis/labels.ts';
import { learn } from '../../../src/lib/domain/diagnosis/learned.ts';
import type { Evidence } from '../../../src/lib/domain/evidence.ts';

const answer = (
	status: number | null,
	body = '',
	headers: Record<string, string> = {},
	more: Partial<Evidence> = {}
) => diagnose({ url: 'https://shop.example/', status, headers, body, ...more });
const page = (title: string, rest = '') =>
	`<html><head><title>${title}</title></head><body><h1>${title}</h1>${rest}</body></html>`;

describe('the spellings of a 502', () => {
	it.each([
		'502 Bad Gateway',
		'Error 502',
		'Temporary Error (502)',
		"502. That's an error",
		'HTTP 502',
		'502 Service Temporarily Overloaded',
		'502 Proxy Error',
		'HTTP Error 502 - Bad Gateway',
		'502 bad gateway Cloudflare',
		'502 Server Error: The server encountered a temporary error and could not complete your request'
	])('%s is one and the same', (spelling) => {
		expect(answer(502, page(spelling))).toMatchObject({
			kind: 'hard-error',
			failedSide: 'origin',
			cause: 'upstream-failure',
			vendor: null
		});
	});
});

describe('an answer in which nothing tells', () => {
	it('is not blamed on anybody, and says so', () => {
		const bare = answer(502);
		expect(bare).toMatchObject({
			failedSide: 'unknown',
			cause: 'upstream-failure',
			vendor: null,
			edge: null
		});
		expect(bare.confidence).toBeLessThan(0.4);
		expect(bare.reasons.join(' ')).toContain('which gateway, nothing tells');
	});

	it('leaves the vendor out of a page of its own, whoever serves it', () => {
		expect(answer(502, page('We are having a moment'), { server: 'nginx' }).vendor).toBeNull();
	});

	it('grows surer with each sign', () => {
		const footer = page('502 Bad Gateway', '<hr><center>nginx</center>');
		expect(answer(502).confidence).toBeLessThan(answer(502, page('502 Bad Gateway')).confidence);
		expect(answer(502, page('502 Bad Gateway')).confidence).toBeLessThan(answer(502, footer).confidence);
	});
});

describe('who wrote the page and who stands at the edge', () => {
	it('are two answers', () => {
		const found = answer(503, page('503', '<p>This service has been suspended by its owner.</p>'), {
			server: 'cloudflare',
			'cf-ray': 'a-FRA',
			'X-Render-Routing': 'suspend'
		});
		expect(found).toMatchObject({
			vendor: 'render',
			edge: 'cloudflare',
			kind: 'account',
			failedSide: 'hosting'
		});
	});

	it('tells Cloudflare at the edge from Cloudflare as the one that failed', () => {
		const edge = { Server: 'cloudflare', 'CF-RAY': '1-FRA' };
		expect(
			answer(
				502,
				'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>',
				edge
			)
		).toMatchObject({ vendor: 'cloudflare', failedSide: 'gateway' });
		expect(answer(500, '{"error":"db"}', edge)).toMatchObject({
			vendor: null,
			edge: 'cloudflare',
			failedSide: 'origin',
			cause: 'app-error'
		});
		expect(answer(522, 'error code: 522', edge)).toMatchObject({
			vendor: 'cloudflare',
			cause: 'upstream-connect-timeout'
		});
	});
});

describe('a 200', () => {
	it.each<[string, string, Record<string, string>, object]>([
		[
			'nginx’ page for 502',
			page('502 Bad Gateway', '<hr><center>nginx/1.27</center>'),
			{},
			{ kind: 'soft-error', cause: 'upstream-failure', vendor: 'nginx' }
		],
		[
			'a challenge',
			'<html><head><title>Wait</title></head><body><script>window._cf_chl_opt={}</script></body></html>',
			{},
			{ kind: 'blocked', cause: 'bot-challenge' }
		],
		[
			'a first page',
			'<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>Thank you for using nginx.</p></body></html>',
			{},
			{ kind: 'soft-error', cause: 'default-page', vendor: 'nginx' }
		],
		[
			'a dealer’s page',
			'<html data-adblockkey="MFwwDQYJAbc"><head></head><body><div id="target"></div></body></html>',
			{},
			{ cause: 'parked-domain', failedSide: 'domain' }
		],
		[
			'a sign-in of our own network',
			'<html><body><script>location="https://10.0.0.1:1003/fgtauth?0011"</script></body></html>',
			{},
			{ cause: 'captive-portal', failedSide: 'monitor' }
		],
		[
			'a suspended account',
			page('Account Suspended', '<p>This Account has been suspended.</p>'),
			{},
			{ kind: 'account', failedSide: 'hosting', cause: 'suspended' }
		]
	])('can be %s', (_, body, headers, expected) => {
		expect(answer(200, body, headers)).toMatchObject(expected);
	});

	it.each([
		[
			'an article about it',
			`<html><head><title>502 Bad Gateway: what it is</title></head><body><nav>Menu</nav><article><h1>502 Bad Gateway</h1><pre>&lt;hr&gt;&lt;center&gt;nginx&lt;/center&gt;</pre><pre><hr><center>nginx</center></pre></article></body></html>`
		],
		[
			'a page that quotes it',
			`<html><head><title>Docs</title></head><body><h1>Docs</h1><pre><html><h1>502 Bad Gateway</h1><hr><center>nginx</center></html></pre></body></html>`
		],
		['a document that mentions it', '{"status":"ok","last":"502 Bad Gateway from upstream"}'],
		['a page that says maintenance', page('Our shop', '<p>Scheduled maintenance on Sunday</p>')],
		['nothing', '']
	])('is healthy as %s', (_, body) => {
		expect(answer(200, body)).toMatchObject({
			kind: 'healthy',
			failedSide: 'none',
			cause: 'none',
			vendor: null,
			fixes: []
		});
	});
});

describe('when to ask again', () => {
	it('comes from the header, by seconds or by date, or from the page’s own words', () => {
		expect(answer(503, '', { 'retry-after': '120' }).retryAfter).toBe(120);
		expect(
			answer(503, '', {
				'Retry-After': 'Wed, 25 Nov 2026 12:10:00 GMT',
				Date: 'Wed, 25 Nov 2026 12:00:00 GMT'
			}).retryAfter
		).toBe(600);
		expect(answer(502, page('502', '<p>Please try again in 30 seconds.</p>')).retryAfter).toBe(30);
		expect(answer(503, '', { 'retry-after': 'soon' }).retryAfter).toBeNull();
	});

	it('makes a 503 an announcement only where it was set on purpose', () => {
		expect(answer(503, page('Back soon'), { 'retry-after': '3600' })).toMatchObject({
			kind: 'maintenance',
			cause: 'maintenance'
		});
		expect(answer(503, page('503 Service Unavailable'), { 'retry-after': '5' }).kind).toBe('hard-error');
		expect(
			answer(
				503,
				page('503 Service Unavailable', '<p>no server is available to handle this request.</p>').replace(
					'<html><head>',
					'<html><head>'
				),
				{ 'retry-after': '0' }
			).kind
		).toBe('hard-error');
	});
});

describe('a page that its owner marked', () => {
	it('is known again when its numbers change, and another is not', () => {
		const shown = page('Oh dear 4711', '<p>Incident 99</p><ul><li>a</li></ul>');
		const learned = [learn({ body: shown })].flatMap((one) => one ?? []);
		expect(learned).toHaveLength(1);
		const seen = (body: string) => diagnose({ url: '', status: 200, headers: {}, body }, { learned });
		expect(seen(shown.replaceAll('4711', '4712').replace('99', '100'))).toMatchObject({
			kind: 'soft-error',
			failedSide: 'origin'
		});
		expect(seen(page('Welcome'))).toMatchObject({ kind: 'healthy' });
	});
});

describe('whatever comes', () => {
	const evidence = fc.record({
		url: fc.string(),
		status: fc.option(fc.integer({ min: -1, max: 999 })),
		statusText: fc.string(),
		headers: fc.dictionary(
			fc.oneof(fc.string(), fc.constantFrom('server', 'Via', 'RETRY-AFTER', 'x-cache')),
			fc.string()
		),
		body: fc.oneof(
			fc.string({ maxLength: 2_000 }),
			fc.constantFrom(
				'<'.repeat(65_536),
				'<!--'.repeat(16_384),
				'<h1>'.repeat(16_384),
				' '.repeat(65_536),
				'<title>'.repeat(9_000),
				'in 9 '.repeat(13_000)
			)
		)
	});

	it('there is a diagnosis with known labels, and it is soon there', () => {
		fc.assert(
			fc.property(evidence, (some) => {
				const startedAt = performance.now();
				const found = diagnose(some);
				expect(performance.now() - startedAt).toBeLessThan(500);
				expect(KINDS).toContain(found.kind);
				expect(SIDES).toContain(found.failedSide);
				expect(CAUSES).toContain(found.cause);
				expect(found.confidence).toBeGreaterThanOrEqual(0);
				expect(found.confidence).toBeLessThanOrEqual(1);
				expect(found.publicSentence.length).toBeGreaterThan(10);
			}),
			{ numRuns: 300 }
		);
	});

	it('the public sentence holds nothing of the answer', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 12 }).filter((text) => text.trim().length >= 12),
				fc.integer({ min: 400, max: 599 }),
				(secret, status) => {
					expect(answer(status, page(secret), { server: secret }).publicSentence).not.toContain(secret);
				}
			)
		);
	});
});
