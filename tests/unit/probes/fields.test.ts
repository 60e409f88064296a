/** What the kinds' own keys take, and what text matchers say. */
import { describe, expect, it } from 'vitest';
import { host, mismatch, pattern, port, textMatcher } from '../../../src/lib/server/probes/fields.ts';
import { PROBES, probeFor } from '../../../src/lib/server/probes/index.ts';

const TOKEN = '0123456789abcdef';
/** The smallest document of each kind, and what its target is called. */
const SMALLEST: Record<string, [document: object, host: string | null, description: string]> = {
	http: [
		{ url: 'https://u:p@shop.example/?token=abc' },
		'shop.example',
		'https://shop.example/?token=redacted'
	],
	tcp: [{ host: 'db.internal', port: 5432 }, 'db.internal', 'tcp://db.internal:5432'],
	dns: [{ name_to_resolve: 'acme.example' }, null, 'dns:///acme.example?type=A'],
	tls: [{ host: '::1' }, '::1', 'tls://[::1]:443'],
	ping: [{ host: '192.0.2.1' }, '192.0.2.1', 'icmp://192.0.2.1'],
	heartbeat: [{ token: TOKEN }, null, 'heartbeat:']
};

describe('the registry', () => {
	it('has every kind, and says which there are', () => {
		expect(Object.keys(PROBES).sort()).toEqual(Object.keys(SMALLEST).sort());
		expect(() => probeFor('gopher')).toThrow(/no probe of the kind gopher.*http/);
	});

	it.each(Object.entries(SMALLEST))(
		'%s takes its smallest document and no unknown key',
		(kind, [document, ofHost, text]) => {
			const { schema, host: hostOf, describe: description } = probeFor(kind);
			const target = schema.parse(document);
			expect(hostOf(target)).toBe(ofHost);
			expect(description(target)).toBe(text);
			expect(schema.safeParse({ ...document, nonsense: 1 }).success).toBe(false);
		}
	);
});

describe('what an http monitor refuses', () => {
	it.each([
		[{ url: 'ftp://shop.example/' }, 'takes an address'],
		[{ url: 'shop.example' }, 'takes an address'],
		[{ method: 'TRACE' }, 'takes one of GET'],
		[{ headers: { 'a b': 'x' } }, 'takes the name of a header'],
		[{ headers: { ':path': '/' } }, 'takes the name of a header'],
		[{ headers: { accept: 'a\r\nx: y' } }, 'takes one line'],
		[{ headers: { 'Content-Length': '5' } }, 'sets by itself'],
		[{ headers: { 'HTTP2-Settings': 'x' } }, 'sets by itself'],
		[{ headers: { host: '' } }, 'takes a host name'],
		[{ headers: { Host: 'a b' } }, 'takes a host name'],
		[{ auth: { basic: { username: 'a:b', password: 'c' } } }, 'without a colon'],
		[{ auth: { bearer: 'two words' } }, 'without spaces'],
		[{ auth: {} }, 'takes either basic'],
		[{ redirects: 21 }, 'takes 0 to 20'],
		[{ family: 5 }, 'takes 4 or 6'],
		[{ expect: { status: ['2xx'] } }, 'takes a status code or a range'],
		[{ expect: { status: [99] } }, 'takes a status code or a range'],
		[{ expect: { status: {} } }, 'takes status codes'],
		[{ expect: { status: [] } }, 'takes status codes'],
		[{ expect: { body: { matches: '(' } } }, 'takes a regular expression'],
		[{ expect: { body: { matches: '(?=a)' } } }, 'takes a regular expression'],
		[{ expect: { json: { status: 1 } } }, 'takes a JSON path'],
		[{ expect: { within: { degraded: '5s', down: '1s' } } }, 'longer than "degraded"'],
		[{ method: 'HEAD', expect: { body: { contains: 'x' } } }, 'another method than HEAD']
	])('%j', (part, message) => {
		const { error } = probeFor('http').schema.safeParse({ url: 'https://shop.example/', ...part });
		expect(JSON.stringify(error?.issues).replaceAll('\\"', '"')).toContain(message);
	});
});

describe('hosts, ports and patterns', () => {
	it.each([
		'db',
		'db.internal',
		'192.0.2.1',
		'::1',
		'2001:db8::1',
		'xn--mnchen-3ya.example',
		'_dmarc.acme.example'
	])('takes %s', (name) => {
		expect(host.safeParse(name).success).toBe(true);
	});

	it.each([
		'',
		'-c1',
		'--help',
		'a b',
		'a/b',
		'a;b',
		'$(id)',
		'http://a',
		'münchen.example',
		'x'.repeat(254)
	])('refuses %s', (name) => {
		expect(host.safeParse(name).success).toBe(false);
	});

	it.each([0, 65_536, 1.5, '80'])('refuses the port %s', (number) => {
		expect(port.safeParse(number).success).toBe(false);
	});

	it('refuses a pattern that would hold up everybody', () => {
		expect(pattern.safeParse('(?:[a-z]{100}){50}').success).toBe(false);
		expect(pattern.safeParse('(a+)+$').success).toBe(true);
	});
});

describe('text matchers', () => {
	it.each([
		['a b', { contains: 'a' }, null],
		['a b', { contains: ['a', 'c'] }, 'does not contain "c"'],
		['a b', { excludes: ['c', 'b'] }, 'contains "b"'],
		['a b', { equals: 'a b' }, null],
		['a b', { equals: 'a' }, 'is not "a"'],
		['a b', { matches: '^a\\s' }, null],
		['a b', { matches: '^b' }, 'does not match ^b'],
		['', {}, null]
	])('%j %j', (text, matcher, found) => {
		expect(mismatch(text, textMatcher.parse(matcher))).toBe(found);
	});
});
