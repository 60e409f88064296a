/** The cheat sheet: whole, in order, and with something to say about every failing code. */
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import { guide, GUIDES } from '../../../src/lib/domain/help/guides.ts';
import { FOR_VISITORS } from '../../../src/lib/domain/help/bad-gateway.ts';
import { evidenceOfPasted } from '../../../src/lib/domain/help/pasted.ts';
import { looksByMaker } from '../../../src/lib/domain/http-status/looks.ts';
import { search, statusCode, STATUS_CODES } from '../../../src/lib/domain/http-status/status-codes.ts';

/** Every code of the registry as of 2026, in ranges. */
const IANA: [from: number, to: number][] = [
	[100, 104],
	[200, 208],
	[226, 226],
	[300, 308],
	[400, 418],
	[421, 426],
	[428, 429],
	[431, 431],
	[451, 451],
	[500, 508],
	[510, 511]
];

describe('the cheat sheet', () => {
	it('has every code of the registry, once and in order', () => {
		const codes = STATUS_CODES.map(({ code }) => code);
		expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
		const wanted = IANA.flatMap(([from, to]) =>
			Array.from({ length: to - from + 1 }, (_, step) => from + step)
		);
		const registered = STATUS_CODES.filter(({ registry }) => registry === 'IANA').map(({ code }) => code);
		expect(registered).toEqual(wanted);
	});

	it.each(STATUS_CODES.filter(({ code }) => code >= 400 && code < 600))(
		'$code $name says what to do',
		({ meaning, visitor, owner, retry }) => {
			expect(meaning).toMatch(/\.$/);
			expect(retry).not.toBe('');
			expect([...visitor, ...owner].length).toBeGreaterThan(0);
		}
	);

	const reference = '../shared/knowledge/status-codes.json';
	it.skipIf(!existsSync(reference))('knows every number that is met', () => {
		const known = JSON.parse(readFileSync(reference, 'utf8')) as { code: number }[];
		const missing = known.filter(({ code }) => code > 0 && !statusCode(code)).map(({ code }) => code);
		expect(missing).toEqual([]);
	});

	it('is searched by number, name and words', () => {
		expect(search('502').map(({ code }) => code)).toEqual([502]);
		expect(search('bad GATEWAY').map(({ code }) => code)).toEqual([502]);
		expect(search('cloudflare origin').map(({ code }) => code)).toContain(522);
		expect(search('no such words at all')).toEqual([]);
		expect(search(' ')).toEqual(STATUS_CODES);
	});

	it('shows how a 502 looks on several servers, each maker once', () => {
		const makers = looksByMaker(502).map(({ maker }) => maker);
		expect(makers).toEqual(expect.arrayContaining(['Nginx', 'Apache httpd', 'Cloudflare']));
		expect(new Set(makers).size).toBe(makers.length);
	});
});

test('every guide that is named is there', () => {
	for (const { guide: key } of FOR_VISITORS) if (key) expect(guide(key)?.ways.length).toBeGreaterThan(0);
	expect(new Set(GUIDES.map(({ key }) => key)).size).toBe(GUIDES.length);
});

describe('what somebody pastes', () => {
	it.each([
		['HTTP/1.1 502 Bad Gateway', 'hard-error', 'upstream-failure'],
		[
			'HTTP/2 503 \r\nserver: Varnish\r\nx-varnish: 3\r\n\r\n<title>503 Backend fetch failed</title><h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3><p>XID: 4</p><p>Varnish cache server</p>',
			'hard-error',
			'upstream-failure'
		],
		[
			'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
			'hard-error',
			'upstream-failure'
		],
		['Error 522', 'hard-error', 'upstream-connect-timeout'],
		['504', 'hard-error', 'upstream-timeout'],
		['net::ERR_CONNECTION_REFUSED', 'network', 'tcp-refused'],
		['This site can’t be reached. DNS_PROBE_FINISHED_NXDOMAIN', 'network', 'dns-nxdomain'],
		['connect ECONNREFUSED 192.0.2.1:443', 'network', 'tcp-refused'],
		['NET::ERR_CERT_DATE_INVALID', 'network', 'tls-expired'],
		['SEC_ERROR_UNKNOWN_ISSUER', 'network', 'tls-untrusted-ca']
	])('%j is %s, %s', (pasted, kind, cause) => {
		const evidence = evidenceOfPasted(pasted);
		expect(evidence && diagnose(evidence)).toMatchObject({ kind, cause });
	});

	it('is nothing when it is blank', () => expect(evidenceOfPasted(' \n')).toBeNull());

	it('is read whatever it is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (pasted) => {
				const evidence = evidenceOfPasted(pasted);
				if (evidence) expect(diagnose(evidence).publicSentence).not.toBe('');
			})
		);
	});
});
