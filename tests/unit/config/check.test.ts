import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/lib/domain/config.ts';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';
import { EXAMPLE, EXAMPLE_ENV, EXAMPLE_WITHOUT_BROWSER } from './example.ts';

const check = (text: string, env: Record<string, string> = {}) => checkConfig(text, { env, probes: PROBES });

function read(text: string, env: Record<string, string> = {}): Config {
	const { config, faults } = check(text, env);
	if (!config) throw new Error(faults.map(({ message }) => message).join('\n'));
	return config;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the example of the documentation', () => {
	const config = read(EXAMPLE_WITHOUT_BROWSER, EXAMPLE_ENV);

	it('is read whole', () => {
		expect(config.page).toEqual({
			title: 'Acme Status',
			description: "Live state of Acme's services",
			url: 'https://status.acme.example',
			timeZone: 'Europe/Berlin',
			locale: 'en',
			groups: [
				{ key: 'web', name: 'Website' },
				{ key: 'api', name: 'API' }
			]
		});
		expect(config.monitors.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
			'shop http',
			'db tcp',
			'mx dns',
			'cert tls',
			'gw ping',
			'nightly heartbeat'
		]);
		expect(config.components).toEqual([
			{ key: 'phone', name: 'Phone support', group: 'web', isPublic: true, publicUrl: null }
		]);
		expect(config.channels).toEqual([
			{ key: 'ops', name: 'ops', kind: 'email', settings: { to: ['ops@acme.example'] }, rules: {} },
			{
				key: 'hook',
				name: 'hook',
				kind: 'webhook',
				settings: { url: 'https://hooks.acme.example/x', secret: 'a-secret-for-hooks' },
				rules: {}
			}
		]);
		expect(config.incidents).toEqual({ auto: 'publish', afterMs: 2 * MINUTE });
		expect(config.maintenance).toEqual([
			{
				key: 'patch',
				title: 'Monthly patching',
				message: '',
				startsLocal: '2026-12-01T02:00',
				timeZone: 'Europe/Berlin',
				durationMs: 2 * HOUR,
				repeat: 'FREQ=MONTHLY;BYDAY=1TU',
				notifyBeforeMs: DAY,
				components: ['shop']
			}
		]);
		expect(config.retention).toEqual({ checksMs: 7 * DAY, hoursMs: 400 * DAY });
		expect(config.references).toEqual(['https://one.one.one.one/', 'https://www.google.com/generate_204']);
	});

	it('keeps what a monitor of its own says, and fills in the rest', () => {
		const [shop, db] = config.monitors;
		expect(shop).toMatchObject({
			name: 'Shop',
			group: 'web',
			schedule: { everyMs: 30_000 },
			timeoutMs: 10_000,
			confirmation: { confirm: 3, recover: 2, retryMs: 5_000 },
			isPublic: true,
			notify: ['ops'],
			origin: '203.0.113.7',
			target: {
				url: 'https://shop.acme.example/',
				auth: { basic: { username: 'u', password: 'open sesame' } },
				expect: { status: ['200-299', 304], within: { degraded: 800, down: 5_000 }, certificate: 14 * DAY }
			}
		});
		expect(db).toMatchObject({
			group: null,
			schedule: { everyMs: MINUTE },
			tags: [],
			notify: null,
			origin: null,
			target: { host: 'db.internal', port: 5432 }
		});
	});

	it('has one fault with its browser monitor, which names it', () => {
		expect(check(EXAMPLE, EXAMPLE_ENV).faults).toEqual([
			{
				line: 40,
				column: 44,
				path: 'monitors[6].type',
				message: expect.stringContaining('"browser"') as string
			}
		]);
	});
});

describe('a config file', () => {
	it('needs nothing to be said', () => {
		expect(read('{}')).toEqual({
			page: { title: 'Status', description: '', url: null, timeZone: 'UTC', locale: 'en', groups: [] },
			monitors: [],
			components: [],
			channels: [],
			incidents: { auto: 'publish', afterMs: 2 * MINUTE },
			maintenance: [],
			retention: { checksMs: 7 * DAY, hoursMs: 400 * DAY },
			references: ['https://one.one.one.one/', 'https://www.google.com/generate_204'],
			resolvers: ['1.1.1.1', '8.8.8.8', '9.9.9.9']
		});
	});

	it('may have sections with nothing but comments in them', () => {
		expect(read('channels:\n#  - { key: ops }\npage:\nmonitors:').channels).toEqual([]);
	});

	it('may be JSON, and may begin with a byte order mark', () => {
		const ping = { key: 'gw', name: 'Gateway', type: 'ping', host: '192.0.2.1' };
		expect(read(`\uFEFF${JSON.stringify({ monitors: [ping] })}`).monitors[0]?.key).toBe('gw');
	});

	it('gives its own defaults to monitors that do not say otherwise', () => {
		const { monitors } = read(`
page: { timezone: Europe/Berlin }
defaults: { every: 5m, timeout: 2s, confirm: 1, recover: 1, retry: 1s }
monitors:
  - { key: a, name: A, type: ping, host: a }
  - { key: b, name: B, type: ping, host: b, cron: "*/5 8-20 * * 1-5", confirm: 2 }`);
		expect(monitors[0]).toMatchObject({ schedule: { everyMs: 5 * MINUTE }, timeoutMs: 2_000 });
		expect(monitors[1]).toMatchObject({
			schedule: { cron: '*/5 8-20 * * 1-5', timeZone: 'Europe/Berlin' },
			confirmation: { confirm: 2, recover: 1, retryMs: 1_000 }
		});
	});

	it('may ask faster than the longest answer takes, since a check never overlaps itself', () => {
		const { monitors } = read(
			'monitors: [{ key: a, name: A, type: ping, host: a, every: 1s, confirm: 2, retry: 1s }]'
		);
		expect(monitors[0]).toMatchObject({ schedule: { everyMs: 1_000 }, timeoutMs: 10_000 });
	});

	it('switches the look at the own line off with an empty list', () => {
		expect(read('reference: []').references).toEqual([]);
		expect(read('resolvers: []').resolvers).toEqual([]);
		expect(read('resolvers: [192.0.2.53, "[2001:db8::53]:5353"]').resolvers).toEqual([
			'192.0.2.53',
			'[2001:db8::53]:5353'
		]);
	});

	it('takes a recurrence rule with or without its prefix', () => {
		const rule = (repeat: string) =>
			read(`maintenance: [{ key: a, title: A, starts: 2026-12-01T02:00, duration: 1h, repeat: "${repeat}" }]`)
				.maintenance[0]?.repeat;
		expect(rule('RRULE:FREQ=DAILY')).toBe('FREQ=DAILY');
		expect(rule('FREQ=DAILY')).toBe('FREQ=DAILY');
	});

	it('may share values by anchors and merge keys', () => {
		const { monitors } = read(`monitors:
  - &first { key: a, name: A, type: http, url: "http://a.example/", headers: &headers { accept: text/html } }
  - { <<: *first, key: b, name: B }
  - { key: c, name: C, type: http, url: "http://c.example/", headers: *headers }`);
		expect(monitors.map(({ target }) => (target as { headers: object }).headers)).toEqual(
			Array(3).fill({ accept: 'text/html' })
		);
	});

	it('is refused when its aliases explode or when it is too large', () => {
		const letters = [...'abcdefghij'];
		const bomb = letters.map((letter, index) => {
			const inner = index === 0 ? 'x' : `*${letters[index - 1] ?? ''}`;
			return `      ${letter}: &${letter} [${Array(9).fill(inner).join(', ')}]`;
		});
		const text = `monitors:\n  - key: a\n    name: A\n    type: http\n    url: http://a.example/\n    expect:\n${bomb.join('\n')}`;
		expect(check(text).faults).toMatchObject([
			{ line: 8, message: expect.stringContaining('far too much') as string }
		]);
		expect(check(`# ${'x'.repeat(5_000_000)}`).faults).toMatchObject([
			{ message: 'The file is larger than 5 MB.' }
		]);
	});
});

describe('a value of the environment', () => {
	const titled = (title: string, env: Record<string, string>) =>
		read(`page: { title: ${JSON.stringify(title)} }`, env).page.title;

	it.each([
		['${NAME}', 'Acme', 'stands for the whole'],
		['The ${NAME} page of ${NAME}', 'The Acme page of Acme', 'or for a part'],
		['$${NAME}', '${NAME}', 'unless it is escaped'],
		['$NAME and $$', '$NAME and $$', 'and only in this form'],
		['${NAME', '${NAME', 'closed, too']
	])('%s gives %s: it %s', (written, expected) => {
		expect(titled(written, { NAME: 'Acme' })).toBe(expected);
	});

	it('is text and nothing else: it cannot bring in keys, further variables or patterns of replacement', () => {
		expect(titled('${A}', { A: '${B} $& $1 {x: y}', B: 'b' })).toBe('${B} $& $1 {x: y}');
		expect(titled('${A}', { A: '42' })).toBe('42');
	});

	it('is not taken into keys', () => {
		expect(check('"${A}": 1', { A: 'page' }).faults).toMatchObject([{ path: '${A}' }]);
	});
});

it('whatever the text, there is an answer', () => {
	const fragment = fc.constantFrom(
		'page:',
		'monitors:',
		'\n',
		'  ',
		'- ',
		'{',
		'}',
		'[',
		']',
		'key: a',
		': ',
		'&a ',
		'*a',
		'!!x ',
		'"',
		"'",
		'<<: *a',
		'${A}',
		'|',
		'>',
		'%',
		'---',
		'? ',
		'type: http',
		'\t',
		'#',
		', '
	);
	const text = fc.oneof(
		fc.string(),
		fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(''))
	);
	fc.assert(
		fc.property(text, (some) => {
			const { config, faults } = check(some);
			expect(config === undefined).toBe((faults?.length ?? 0) > 0);
			for (const { line, column } of faults ?? []) {
				expect(line).toBeGreaterThanOrEqual(1);
				expect(line).toBeLessThanOrEqual(some.split(/\r\n|\n/).length + 1);
				expect(column).toBeGreaterThanOrEqual(1);
			}
		}),
		{ numRuns: 1_000 }
	);
});
