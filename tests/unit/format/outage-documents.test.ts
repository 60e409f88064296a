/** What leaves the house about an outage: the ticket for the host, and all of it as Markdown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence, EvidenceError } from '../../../src/lib/domain/evidence.ts';
import type { OutageFile } from '../../../src/lib/domain/outage-file.ts';
import {
	errorInWords,
	requestIds,
	statusLine,
	tlsFacts,
	utc
} from '../../../src/lib/format/evidence-words.ts';
import { outageMarkdown } from '../../../src/lib/format/outage-markdown.ts';
import { ticketText } from '../../../src/lib/format/ticket.ts';
import { renderMarkdown } from '../../../src/lib/markdown.ts';
import { finding } from '../../support/findings.ts';
import { NOON } from '../../support/house.ts';

const PAGE = 'https://status.acme.example/admin/outages/o1';
const SEEN: Evidence = {
	url: 'https://shop.example/',
	method: 'GET',
	status: 502,
	statusText: 'Bad Gateway',
	httpVersion: '1.1',
	headers: { server: 'nginx', 'x-request-id': 'abc-123', 'set-cookie': '(redacted)' },
	body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
	address: '192.0.2.1',
	addresses: ['192.0.2.2', '192.0.2.1'],
	phases: { resolveMs: 4.4, connectMs: 12, tlsMs: null, firstByteMs: 30, transferMs: 1 },
	error: null
};

function file(seen: Evidence = SEEN, fields: Partial<OutageFile> = {}): OutageFile {
	const diagnosis = diagnose(seen);
	const { kind, cause, failedSide } = diagnosis;
	const again = finding(
		'ask-again',
		{ answers: [], waitAskedSeconds: null },
		{ settles: 'rules-out', showed: 'It still fails.', proves: 'Neither waiting nor a new connection helps.' }
	);
	const good = finding('last-good', {
		lastGoodAt: NOON - 60_000,
		changes: [{ what: 'address', from: '192.0.2.9', to: '192.0.2.1' }],
		usualFirstByteMs: 20,
		lateFirstByteMs: 21
	});
	return {
		outage: {
			id: 'o1',
			workspaceId: 'ours',
			monitorId: 1,
			startedAt: NOON,
			confirmedAt: NOON + 10_000,
			endedAt: null,
			worst: 'down',
			kind,
			cause,
			failedSide,
			isFlapping: false,
			announcedAt: null,
			incidentId: null,
			monitor: { key: 'shop', name: 'Shop', kind: 'http', origin: null },
			acknowledged: { at: NOON + 20_000, by: 'ada@acme.example' }
		},
		evidence: [{ at: NOON, evidence: seen }],
		first: { ...diagnosis, confidence: 0.5 },
		verdict: { ...diagnosis, confidence: 0.965 },
		investigations: [
			{
				id: 'i1',
				outageId: 'o1',
				startedAt: NOON + 10_000,
				endedAt: NOON + 31_000,
				askedBy: null,
				findings: [again, good],
				before: { kind, failedSide, cause, confidence: 0.5 },
				after: { kind, failedSide, cause, confidence: 0.965 }
			}
		],
		ticks: [{ step: 'host', isTicked: true, note: 'Case *4711*', at: NOON + 40_000, by: 'bob@acme.example' }],
		taught: [],
		...fields
	};
}

describe('the ticket', () => {
	it('has everything a host needs to find the request: UTC times, addresses, ids, and what was looked at', () => {
		expect(ticketText(file(), NOON + 125_000))
			.toBe(`Subject: shop.example fails since 2026-11-24 12:00:00 UTC: HTTP/1.1 502 Bad Gateway

Hello, shop.example does not work as it should. The front door of this service answers, but the server behind it does not. The answer comes from nginx.

Since: 2026-11-24 12:00:00 UTC, 2 minutes so far
First failing request: 2026-11-24 12:00:00 UTC
Asked: GET https://shop.example/
Address: 192.0.2.1, 192.0.2.2
Answer: HTTP/1.1 502 Bad Gateway
Server header: nginx
Time taken: name lookup 4 ms, connect 12 ms, first byte 30 ms, transfer 1 ms
x-request-id: abc-123
Our reference: o1

We have looked at this already:
- Neither waiting nor a new connection helps.

Please look at the server behind your gateway at these times, and tell us what its logs say of these requests.
All times are UTC.`);
	});

	it('of an outage that is over says until when, and of one without an answer what happened instead', () => {
		const error = {
			message: 'connect ECONNREFUSED 192.0.2.1:443',
			code: 'ECONNREFUSED',
			phase: 'connect' as const
		};
		const refused = file({ ...SEEN, status: null, headers: {}, body: '', error });
		const over = { ...refused, outage: { ...refused.outage, endedAt: NOON + 60_000 } };
		const text = ticketText(over, NOON + 999_000);
		expect(text).toContain('until 2026-11-24 12:01:00 UTC (1 minute)');
		expect(text).toContain('Answer: connect ECONNREFUSED 192.0.2.1:443 (in connect)');
	});

	it('has one fact a line, whatever a header holds', () => {
		const seen = { ...SEEN, headers: { server: 'a\nSubject: another\r\n\r\nHello' } };
		expect(ticketText(file(seen), NOON)).toContain('Server header: a Subject: another Hello');
	});
});

describe('the Markdown', () => {
	const text = outageMarkdown(file(), NOON + 125_000, PAGE);

	it.each([
		'# Shop: down since 2026-11-24 12:00:00 UTC',
		'- Lasted: 2 minutes so far',
		'- Taken over by ada@acme.example, 2026-11-24 12:00:20 UTC',
		`<${PAGE}>`,
		'- Failed: the server behind the gateway',
		'- Cause: `upstream-failure` (hard-error)',
		'- Sure to 96 % (50 % at first)',
		'- Path: Visitor works → DNS works → Network works → Gateway works → Origin FAILS → Application not known',
		'- address: 192.0.2.9 → 192.0.2.1',
		'- [x] ~~Ask again after a minute, on a new connection.~~\n  - Ask again on a new connection: It still fails.',
		'  - bob@acme.example: Case \\*4711\\*',
		'- [ ] Compare what several resolvers answer for the name.\n  ```sh\n  dig +short shop.example',
		'Asked for by Gatehouse itself, took 21 seconds. Believed before: the server behind the gateway, `upstream-failure`, 50 %; after:',
		'## The first failing request, 2026-11-24 12:00:00 UTC',
		'```\nHTTP/1.1 502 Bad Gateway\nserver: nginx\nx-request-id: abc-123\nset-cookie: (redacted)\n```',
		'Subject: shop.example fails since'
	])('has %s', (part) => {
		expect(text).toContain(part);
	});

	it('stays text, whatever a stranger’s server sent: no heading, link or markup of theirs', () => {
		const hostile =
			'```\n# MARK\n<img src=x onerror=alert(1)>\n[MARK](https://evil.example)\n`````\n![MARK](x)';
		const seen: Evidence = {
			...SEEN,
			body: hostile,
			statusText: hostile,
			headers: { server: hostile },
			unmetExpectation: hostile
		};
		const html = renderMarkdown(outageMarkdown(file(seen), NOON, PAGE));
		const outside = html.replace(/<pre>.*?<\/pre>/gs, '');
		expect(outside).not.toMatch(/<(?:img|script)/);
		expect(outside).not.toContain('evil.example"');
		expect(html.match(/<h\d>[^<]*MARK/)).toBeNull();
	});

	it('closes every block that it opens, whatever is inside', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('`', '~', 'a', '\n', ' ', '#') }), (body) => {
				const last = outageMarkdown(file({ ...SEEN, body }), NOON, PAGE);
				expect(renderMarkdown(last)).toMatch(/<h\d>For the host<\/h\d>/);
			})
		);
	});
});

describe('a request in words', () => {
	it('is UTC to the second', () => expect(utc(NOON + 999)).toBe('2026-11-24 12:00:00 UTC'));

	it.each<[EvidenceError, string]>([
		[{ message: 'fetch failed' }, 'fetch failed'],
		[
			{ message: 'read ECONNRESET', code: 'ECONNRESET', phase: 'first-byte' },
			'read ECONNRESET (in first-byte)'
		],
		[
			{ message: 'fetch failed', cause: { message: 'certificate has expired', code: 'CERT_HAS_EXPIRED' } },
			'fetch failed; certificate has expired (CERT_HAS_EXPIRED)'
		]
	])('%j', (error, expected) => expect(errorInWords(error)).toBe(expected));

	it.each<[Partial<Evidence>, string]>([
		[{}, 'HTTP/1.1 502 Bad Gateway'],
		[{ httpVersion: '2', statusText: '' }, 'HTTP/2 502'],
		[{ status: null, error: { message: 'nobody there' } }, 'nobody there'],
		[{ status: null }, 'No answer came.']
	])('the status line of %j is %s', (fields, expected) => {
		expect(statusLine({ ...SEEN, ...fields })).toBe(expected);
	});

	it('knows the headers by which hosts find a request', () => {
		const ids = [
			'cf-ray',
			'x-request-id',
			'X-Amz-Cf-Id',
			'x-amzn-trace-id',
			'x-amzn-requestid',
			'x-vercel-id',
			'fly-request-id',
			'x-served-by',
			'traceparent',
			'x-azure-ref',
			'x-varnish'
		];
		const others = { server: 'x', date: 'x', 'content-type': 'x', 'x-powered-by': 'x', 'x-cache': 'x' };
		const headers = { ...Object.fromEntries(ids.map((name) => [name, '1'])), ...others };
		expect(requestIds(headers).map(([name]) => name)).toEqual(ids);
	});

	it('tells a certificate in a few facts', () => {
		const tls = {
			protocol: 'TLSv1.3',
			cipher: null,
			subject: 'shop.example',
			issuer: null,
			names: ['shop.example', 'www.shop.example'],
			validFrom: NOON - 1_000,
			validTo: NOON,
			fingerprint: null,
			authorizationError: 'CERT_HAS_EXPIRED',
			chain: []
		};
		expect(tlsFacts(tls)).toEqual([
			['protocol', 'TLSv1.3'],
			['subject', 'shop.example'],
			['names', 'shop.example, www.shop.example'],
			['valid', '2026-11-24 11:59:59 UTC to 2026-11-24 12:00:00 UTC'],
			['fault', 'CERT_HAS_EXPIRED']
		]);
		expect(tlsFacts(null)).toEqual([]);
	});
});
