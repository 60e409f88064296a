/** A configuration that is written as a file reads as the same configuration, whatever is in it; secrets can be left out of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/lib/domain/config.ts';
import type { Cause, FailedSide, Kind } from '../../../src/lib/domain/diagnosis/labels.ts';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import {
	KEPT,
	withKept,
	withNamedSecrets,
	withoutSecrets
} from '../../../src/lib/server/config/secrets-of.ts';
import { configDocument, toYaml } from '../../../src/lib/server/config/write.ts';
import { monitorEntry } from '../../../src/lib/server/config/write-monitor.ts';
import { NOTIFIERS } from '../../../src/lib/server/notifiers/index.ts';
import { PROBES, probeFor } from '../../../src/lib/server/probes/index.ts';
import { EXAMPLE_ENV, EXAMPLE_WITHOUT_BROWSER } from './example.ts';

function read(text: string, env: Record<string, string> = {}): Config {
	const { config, faults } = checkConfig(text, { env, probes: PROBES });
	if (!config) throw new Error(faults.map(({ message }) => message).join('\n'));
	return config;
}

const write = (config: Config) => toYaml(configDocument(config, PROBES, NOTIFIERS));

const text = fc
	.string({
		unit: fc.constantFrom(
			'a',
			'ß',
			' ',
			'$',
			'{',
			'}',
			':',
			'#',
			"'",
			'"',
			'\\',
			'-',
			'\n',
			'1',
			'~',
			'!',
			'&',
			'*'
		)
	})
	.map((one) => one.trim());
const oneLine = text.map((one) => `n${one.replaceAll('\n', ' ').trim()}`);
const durations = fc.integer({ min: 1_000, max: 100_000_000 }).map((ms) => `${ms}ms`);
const target = fc.record(
	{
		url: fc.webUrl({ validSchemes: ['http', 'https'] }),
		method: fc.constantFrom('GET', 'POST'),
		headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,5}$/), fc.stringMatching(/^[ -~]{0,9}$/), {
			noNullPrototype: true
		}),
		body: text,
		auth: fc.oneof(
			fc.record({ bearer: fc.stringMatching(/^[!-~]{1,12}$/) }),
			fc.record({
				basic: fc.record({ username: oneLine.map((one) => one.replaceAll(':', '')), password: text })
			})
		),
		redirects: fc.integer({ min: 0, max: 20 }),
		family: fc.constantFrom(4, 6),
		verify: fc.boolean(),
		expect: fc.record(
			{
				status: fc.array(fc.constantFrom(200, '200', '300-399'), { minLength: 1 }),
				body: fc.record(
					{ contains: fc.oneof(text, fc.array(text, { minLength: 1 })), equals: text },
					{ requiredKeys: [] }
				),
				json: fc.dictionary(fc.stringMatching(/^\$\.[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 2 }), {
					noNullPrototype: true
				}),
				within: fc.record({ degraded: durations }, { requiredKeys: [] }),
				certificate: durations
			},
			{ requiredKeys: [] }
		)
	},
	{ requiredKeys: ['url'] }
);
const failures = fc.record(
	{
		causes: fc.subarray<Cause>(['dns-nxdomain', 'upstream-refused']),
		sides: fc.subarray<FailedSide>(['domain', 'origin']),
		kinds: fc.subarray<Kind>(['blocked'])
	},
	{ requiredKeys: [] }
);
const monitor = fc.record({
	name: oneLine,
	own: target,
	every: fc.option(durations, { nil: undefined }),
	confirm: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
	public: fc.option(fc.boolean(), { nil: undefined }),
	tags: fc.option(fc.array(oneLine), { nil: undefined }),
	notify: fc.option(fc.constantFrom<string[]>([], ['ops']), { nil: undefined }),
	notify_about: fc.option(fc.record({ only: failures, never: failures }, { requiredKeys: [] }), {
		nil: undefined
	})
});

describe('a configuration that is written', () => {
	it('reads as the same again: the example of the documentation', () => {
		const config = read(EXAMPLE_WITHOUT_BROWSER, EXAMPLE_ENV);
		const file = write(config);
		expect(read(file)).toEqual(config);
		expect(write(read(file))).toBe(file);
	});

	it('reads as the same again, whatever a monitor has', () => {
		fc.assert(
			fc.property(fc.array(monitor, { maxLength: 3 }), (monitors) => {
				const entries = monitors.map(({ own, ...rest }, index) => {
					const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
					return { key: `m${index}`, type: 'http', ...own, ...defined };
				});
				const given = { monitors: entries, channels: [{ key: 'ops', type: 'email', to: ['a@b.example'] }] };
				const config = read(JSON.stringify(given).replaceAll('${', () => '$${'));
				const file = write(config);
				expect(read(file)).toEqual(config);
				expect(write(read(file))).toBe(file);
			})
		);
	});

	it('says nothing of what holds anyway', () => {
		const file = write(
			read('monitors: [{ key: shop, name: Shop, type: http, url: "https://a.example/", every: 60s }]')
		);
		expect(file).toBe(
			'page:\n  title: Status\nmonitors:\n  - key: shop\n    name: Shop\n    type: http\n    url: https://a.example/\n'
		);
	});
});

describe('the secrets of an entry', () => {
	const { secrets } = probeFor('http');
	const entry = {
		key: 'shop',
		name: 'Shop',
		type: 'http',
		url: 'https://a.example/',
		headers: { 'x-key': 'hidden-1', 'x-other': 'hidden-2' },
		auth: { bearer: 'hidden-3' }
	};

	it('are hidden, and put back where they were left alone', () => {
		const shown = withoutSecrets(entry, secrets);
		expect(JSON.stringify(shown)).not.toContain('hidden');
		expect(shown.auth).toEqual({ bearer: KEPT });
		expect(withKept(shown, entry, secrets)).toEqual({ entry, missing: [] });
		const changed = { ...shown, auth: { bearer: 'new' }, headers: { 'x-key': KEPT, 'x-new': KEPT } };
		expect(withKept(changed, entry, secrets)).toMatchObject({
			entry: { auth: { bearer: 'new' }, headers: { 'x-key': 'hidden-1' } },
			missing: ['headers.x-new']
		});
	});

	it('can be named after the environment, which gives them back', () => {
		const names = new Set<string>();
		const file = toYaml({ monitors: [withNamedSecrets(entry, secrets, names)] });
		expect(file).not.toContain('hidden');
		expect([...names]).toEqual([
			'GATEHOUSE_SHOP_HEADERS_X_KEY',
			'GATEHOUSE_SHOP_HEADERS_X_OTHER',
			'GATEHOUSE_SHOP_AUTH_BEARER'
		]);
		const env = Object.fromEntries([...names].map((name, index) => [name, `hidden-${index + 1}`]));
		const [config] = read(file, env).monitors;
		if (!config) throw new Error('there is none');
		expect(monitorEntry(config, PROBES)).toEqual(entry);
	});
});
