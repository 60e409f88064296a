/** What is read of other programs' lists: what they ask for as entries of our file, and a sentence for what is lost. */
import { describe, expect, it } from 'vitest';
import { readImport } from '../../../src/lib/server/imports/index.ts';

const entries = (text: string) => readImport(text).found.map(({ entry }) => entry);
const notes = (text: string) => readImport(text).found.flatMap((one) => one.notes);

describe('a pasted list', () => {
	it('is read line by line, with names or without', () => {
		const text =
			'# ours\nhttps://shop.example/cart\r\nShop, https://shop.example\n\napi.example\nDB  db.internal:5432\nnonsense';
		expect(readImport(text).format).toBe('a list of addresses');
		expect(entries(text)).toEqual([
			{ name: 'shop.example/cart', type: 'http', url: 'https://shop.example/cart' },
			{ name: 'Shop', type: 'http', url: 'https://shop.example' },
			{ name: 'api.example', type: 'http', url: 'https://api.example/' },
			{ name: 'DB', type: 'tcp', host: 'db.internal', port: 5432 },
			null
		]);
	});
});

describe('a backup of Uptime Kuma', () => {
	const backup = (...monitorList: object[]) => JSON.stringify({ version: '1.23', monitorList });

	it('keeps what it asks for', () => {
		const text = backup({
			name: 'Shop',
			type: 'keyword',
			url: 'https://shop.example/',
			method: 'GET',
			interval: 60,
			retryInterval: 20,
			maxretries: 2,
			timeout: 48,
			keyword: 'Add to cart',
			accepted_statuscodes: ['200-299', '301'],
			headers: '{"accept":"text/html"}',
			basic_auth_user: 'u',
			basic_auth_pass: 'p',
			ignoreTls: true,
			maxredirects: 10,
			tags: [{ name: 'env', value: 'prod' }]
		});
		expect(entries(text)).toEqual([
			{
				name: 'Shop',
				type: 'http',
				url: 'https://shop.example/',
				method: 'GET',
				every: '60000ms',
				retry: '20000ms',
				confirm: 3,
				timeout: '48000ms',
				headers: { accept: 'text/html' },
				auth: { basic: { username: 'u', password: 'p' } },
				redirects: 10,
				verify: false,
				tags: ['env: prod'],
				expect: { status: ['200-299', '301'], body: { contains: 'Add to cart' } }
			}
		]);
	});

	it('knows its other kinds, and says which it does not', () => {
		const text = backup(
			{ name: 'DB', type: 'port', hostname: 'db', port: 5432 },
			{ name: 'Gateway', type: 'ping', hostname: '192.0.2.1', active: false },
			{
				name: 'MX',
				type: 'dns',
				hostname: 'acme.example',
				dns_resolve_type: 'MX',
				dns_resolve_server: '1.1.1.1'
			},
			{ name: 'Job', type: 'push', pushToken: 'short' },
			{ name: 'Queue', type: 'kafka-producer' }
		);
		expect(entries(text)).toEqual([
			{ name: 'DB', type: 'tcp', host: 'db', port: 5432 },
			{ name: 'Gateway', type: 'ping', host: '192.0.2.1' },
			{ name: 'MX', type: 'dns', name_to_resolve: 'acme.example', record: 'MX', resolver: '1.1.1.1' },
			{ name: 'Job', type: 'heartbeat' },
			null
		]);
		expect(notes(text)).toEqual([
			expect.stringContaining('paused'),
			expect.stringContaining('too short'),
			'There is no monitor of the kind "kafka-producer" here.'
		]);
	});
});

describe('a file of Gatus', () => {
	it('keeps its endpoints and the conditions that say something we can ask', () => {
		const text = `
endpoints:
  - name: Shop
    group: web
    url: https://shop.example/
    interval: 30s
    client: { timeout: 5s, insecure: true }
    conditions: ["[STATUS] == 200", "[RESPONSE_TIME] < 300", "[BODY].status == UP", "[CERTIFICATE_EXPIRATION] > 48h", "[BODY] == pat(*cart*)", "has([BODY].x) == true"]
  - { name: MX, url: 8.8.8.8, dns: { query-name: acme.example., query-type: MX }, conditions: ["[DNS_RCODE] == NOERROR"] }
  - { name: DB, url: "tcp://db:5432", conditions: ["[CONNECTED] == true"] }
  - { name: Gateway, url: "icmp://192.0.2.1" }
  - { name: Shell, url: "ssh://a.example" }
external-endpoints:
  - { name: Job, token: a-token-that-is-long-enough, heartbeat: { interval: 30m } }
`;
		expect(entries(text)).toEqual([
			{
				name: 'Shop',
				group: 'web',
				type: 'http',
				url: 'https://shop.example/',
				every: '30s',
				timeout: '5s',
				verify: false,
				expect: {
					status: [200],
					within: { down: '300ms' },
					json: { '$.status': 'UP' },
					certificate: '48h',
					body: { contains: 'cart' }
				}
			},
			{ name: 'MX', type: 'dns', name_to_resolve: 'acme.example', record: 'MX', resolver: '8.8.8.8' },
			{ name: 'DB', type: 'tcp', host: 'db', port: 5432 },
			{ name: 'Gateway', type: 'ping', host: '192.0.2.1' },
			null,
			{ name: 'Job', type: 'heartbeat', every: '30m', token: 'a-token-that-is-long-enough' }
		]);
		expect(notes(text)[0]).toContain('has([BODY].x) == true');
	});
});

describe('a file of Upptime', () => {
	it('keeps its sites', () => {
		const text = `
sites:
  - name: Shop
    url: https://shop.example/
    expectedStatusCodes: [200, 201]
    maxResponseTime: 5000
    headers: ["accept: text/html", "authorization: Bearer $SHOP_TOKEN"]
    __dangerous__body_down: over capacity
  - { name: DB, url: db.example, check: tcp-ping, port: 5432 }
`;
		expect(entries(text)).toEqual([
			{
				name: 'Shop',
				type: 'http',
				url: 'https://shop.example/',
				headers: { accept: 'text/html', authorization: 'Bearer $SHOP_TOKEN' },
				expect: { status: [200, 201], body: { excludes: 'over capacity' }, within: { degraded: '5000ms' } }
			},
			{ name: 'DB', type: 'tcp', host: 'db.example', port: 5432 }
		]);
		expect(notes(text)).toEqual([expect.stringContaining('secret')]);
	});
});

describe('a file of our own', () => {
	it('is taken as it is, but never with values of this machine’s environment', () => {
		process.env.GATEHOUSE_TEST_ONLY = 'hidden';
		const text =
			'monitors: [{ key: shop, name: Shop, type: http, url: "https://a.example/", auth: { bearer: "${GATEHOUSE_TEST_ONLY}" } }]';
		expect(JSON.stringify(readImport(text))).not.toContain('hidden');
		expect(notes(text)).toEqual([expect.stringContaining('${GATEHOUSE_TEST_ONLY}')]);
		delete process.env.GATEHOUSE_TEST_ONLY;
	});
});

it.each(['', '{', '[]', 'a: b', '"x"', '&a [*a]', 'monitors: 7', '\u0000'])('%j breaks nothing', (text) => {
	expect(readImport(text).found.every(({ entry }) => entry === null)).toBe(true);
});
it('says what it looks for where it knows the format but nothing in it', () => {
	expect(readImport('services:\n  - a').fault).toContain('monitorList');
});
