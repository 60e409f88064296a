import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import type { Fault } from '../../../src/lib/server/config/document.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';

const ENV = { TOKEN: 'hunter2-hunter2-hunter2', SHORT: '5', QUOTED: 'a"very\\odd secret' };

function faultsOf(text: string): Fault[] {
	return checkConfig(text, { env: ENV, probes: PROBES }).faults ?? [];
}

const brief = ({ line, path, message }: Fault) => `${line} ${path}: ${message}`;

/** One monitor on the second line, with what a kind needs and what the row adds. */
const http = (more: string) =>
	`monitors:\n  - { key: a, name: A, type: http, url: "http://a.example/", ${more} }`;
const tcp = (more: string) => `monitors:\n  - { key: a, name: A, type: tcp, ${more} }`;
const beat = (more: string) => `monitors:\n  - { key: a, name: A, type: heartbeat, ${more} }`;
const window = (more: string) => `maintenance:\n  - { key: a, title: A, ${more} }`;

/** The text, then `line path` of its one fault, then what its sentence says. */
const ROWS: [text: string, place: string, says: string][] = [
	// the text itself
	['', '1 ', 'The file is empty.'],
	['# only a comment\n', '1 ', 'The file is empty.'],
	['page: "open', '1 ', 'This is not YAML: Missing closing'],
	['page: {}\n---\npage: {}', '2 ', 'A second document begins here'],
	['page: {}\n# so\npage: {}', '3 ', 'The key "page" stands here twice.'],
	['page: { title: a, "title": b }', '1 ', 'The key "title" stands here twice.'],
	['page: !shiny { title: a }', '1 ', 'Unresolved tag: !shiny'],
	['- page', '1 ', 'The file takes keys below it, not a list.'],
	['just words', '1 ', 'The file takes keys below it, not a text.'],
	['page: &a { title: *a }', '1 ', 'The value "a" contains itself.'],
	['page: { title: *nobody }', '1 ', 'Nothing above is named by an anchor &nobody.'],
	['<<: *nobody', '1 ', 'Nothing above is named by an anchor &nobody.'],
	['<<: 5', '1 ', 'The key "<<" takes keys of another place'],
	// keys that nobody knows
	['monitor: []', '1 monitor', 'Did you mean "monitors"?'],
	['zzz: 1', '1 zzz', 'Known here: page, defaults, monitors,'],
	['__proto__: 1', '1 __proto__', 'is not known here'],
	['page:\n  titel: A', '2 page.titel', 'Did you mean "title"?'],
	['page:\n  groups:\n    - { key: a, nam: A, name: B }', '3 page.groups[0].nam', 'Did you mean "name"?'],
	[
		'channels:\n  - { key: a, type: webhook, url: "https://a.example/", secrett: x }',
		'2 channels[0].secrett',
		'Did you mean "secret"?'
	],
	[http('evry: 5s'), '2 monitors[0].evry', 'Did you mean "every"?'],
	[http('metod: GET'), '2 monitors[0].metod', 'Did you mean "method"?'],
	[http('expect: { statu: 200 }'), '2 monitors[0].expect.statu', 'Did you mean "status"?'],
	[
		http('expect: { header: { age: { is: 1 } } }'),
		'2 monitors[0].expect.header.age.is',
		'Known here: contains,'
	],
	[tcp('host: a, port: 1, url: x'), '2 monitors[0].url', 'is not known here'],
	// keys that are missing
	[
		'monitors:\n  - key: a\n    name: A\n    type: http',
		'2 monitors[0].url',
		'"url" is missing; it takes an address'
	],
	[
		'monitors:\n  - { key: a, type: ping, host: a }',
		'2 monitors[0].name',
		'"name" is missing; it takes a name'
	],
	[
		'monitors:\n  - { key: a, name: A }',
		'2 monitors[0].type',
		'"type" is missing; it takes a kind of monitor'
	],
	['channels:\n  - { key: a }', '2 channels[0].type', '"type" is missing; it takes a kind of channel'],
	// values of the wrong sort
	['page: 5', '1 page', '"page" takes keys below it, not a number.'],
	['monitors: none', '1 monitors', '"monitors" takes a list, not a text.'],
	['monitors:\n  - shop', '2 monitors[0]', 'takes a monitor: key, name, type'],
	['channels:\n  - ops', '2 channels[0]', 'takes a channel: key, type'],
	['page: { title: }', '1 page.title', 'takes a name: one line'],
	['page: { title: "two\\nlines" }', '1 page.title', 'takes a name: one line'],
	[http('public: "no"'), '2 monitors[0].public', '"public" takes true or false.'],
	[http('notify: ops'), '2 monitors[0].notify', 'takes a list of keys of channels'],
	[http('headers: { "not a name": x }'), '2 monitors[0].headers.not a name', 'takes the name of a header'],
	[
		'monitors:\n  - { key: A Shop, name: A, type: ping, host: a }',
		'2 monitors[0].key',
		'takes a key such as shop'
	],
	// numbers, durations, times
	[http('confirm: 0'), '2 monitors[0].confirm', 'takes a whole number from 1 to 20'],
	[http('recover: 21'), '2 monitors[0].recover', 'takes a whole number from 1 to 20'],
	['defaults: { confirm: 1.5 }', '1 defaults.confirm', 'takes a whole number from 1 to 20'],
	[
		http('every: 1 minute'),
		'2 monitors[0].every',
		'takes a duration such as 500ms, 30s, 5m, 2h or 14d, not "1 minute"'
	],
	[http('every: 30'), '2 monitors[0].every', 'takes a duration such as'],
	[http('every: 999ms'), '2 monitors[0].every', 'takes at least 1s'],
	[http('timeout: 99ms'), '2 monitors[0].timeout', 'takes at least 100ms'],
	[http('timeout: 6m'), '2 monitors[0].timeout', 'takes at most 5m'],
	[http('retry: 2h'), '2 monitors[0].retry', 'takes at most 1h'],
	['retention: { checks: 1h }', '1 retention.checks', 'takes at least 1d'],
	[http('cron: "* * * *"'), '2 monitors[0].cron', 'takes a cron expression of five fields'],
	[http('cron: "0 * * * * *"'), '2 monitors[0].cron', 'takes a cron expression of five fields'],
	[http('cron: "61 * * * *"'), '2 monitors[0].cron', 'takes a cron expression of five fields'],
	[
		'page: { timezone: Mars/Olympus }',
		'1 page.timezone',
		'an IANA time zone such as Europe/Berlin, not "Mars/Olympus"'
	],
	['page: { timezone: "+02:00" }', '1 page.timezone', 'an IANA time zone'],
	['page: { locale: klingonish }', '1 page.locale', 'takes a language such as en or de-AT'],
	['page: { url: status.example }', '1 page.url', 'takes an address such as https://status.example/'],
	['resolvers: [dns.example]', '1 resolvers[0]', 'takes the address of a resolver'],
	[
		'resolvers: [1.1.1.1, 1.0.0.1, 8.8.8.8, 8.8.4.4]',
		'1 resolvers',
		'takes at most 3 addresses of resolvers'
	],
	['resolvers: 1.1.1.1', '1 resolvers', 'takes a list of addresses of resolvers'],
	['reference: ["ftp://a.example/"]', '1 reference[0]', 'takes an address such as'],
	['incidents: { auto: "yes" }', '1 incidents.auto', 'takes publish, draft or off'],
	// what each kind takes
	[tcp('host: a, port: 70000'), '2 monitors[0].port', 'takes a port number from 1 to 65535'],
	[http('method: FETCH'), '2 monitors[0].method', 'takes one of GET, HEAD'],
	[
		http('expect: { within: { degraded: 5s, down: 1s } }'),
		'2 monitors[0].expect.within.down',
		'longer than "degraded"'
	],
	[
		http('expect: { body: { matches: "(" } }'),
		'2 monitors[0].expect.body.matches',
		'takes a regular expression'
	],
	[
		'monitors:\n  - { key: a, name: A, type: browser, url: x }',
		'2 monitors[0].type',
		'"browser" come with a later version'
	],
	[
		'monitors:\n  - { key: a, name: A, type: htpp }',
		'2 monitors[0].type',
		'did you mean "http"? The kinds are: http, tcp'
	],
	[
		'monitors:\n  - { key: a, name: A, type: constructor }',
		'2 monitors[0].type',
		'There is no kind "constructor".'
	],
	[
		'channels:\n  - { key: a, type: pigeon }',
		'2 channels[0].type',
		'There is no channel of the kind "pigeon". The kinds are: email'
	],
	['channels:\n  - { key: a, type: email, to: [] }', '2 channels[0].to', 'takes at least one mail address'],
	[
		'channels:\n  - { key: a, type: email, to: [ops] }',
		'2 channels[0].to[0]',
		'"to[0]" takes a mail address'
	],
	[
		'channels:\n  - { key: a, type: webhook, url: "https://a.example/", secret: x }',
		'2 channels[0].secret',
		'at least 16'
	],
	[beat('token: tooshort1'), '2 monitors[0].token', 'takes a token of 16 to 128 letters'],
	[beat('cron: "* * * * *", token: 0123456789abcdef-'), '2 monitors[0].cron', 'A heartbeat takes "every"'],
	// maintenance
	[
		window('starts: tomorrow, duration: 1h'),
		'2 maintenance[0].starts',
		'takes a local time such as 2026-12-01T02:00'
	],
	[window('starts: 2026-02-30T02:00, duration: 1h'), '2 maintenance[0].starts', 'takes a local time'],
	[window('starts: 2026-02-01T02:00Z, duration: 1h'), '2 maintenance[0].starts', 'takes a local time'],
	[window('starts: 2026-02-01T02:00, duration: 30d'), '2 maintenance[0].duration', 'takes at most 24d'],
	[
		window('starts: 2026-02-01T02:00, duration: 1h, repeat: weekly'),
		'2 maintenance[0].repeat',
		'a rule of RFC 5545'
	],
	// parts beside each other
	[http('group: web'), '2 monitors[0].group', 'There is no group "web".'],
	[
		'page: { groups: [{ key: web, name: W }] }\ncomponents:\n  - { key: a, name: A, group: wep }',
		'3 components[0].group',
		'Did you mean "web"?'
	],
	[
		'channels:\n  - { key: ops, type: email, to: [a@b.example] }\n' + http('notify: [pager]'),
		'4 monitors[0].notify[0]',
		'There is no channel "pager". There are: ops.'
	],
	[
		window('starts: 2026-02-01T02:00, duration: 1h, components: [b]'),
		'2 maintenance[0].components[0]',
		'There is no monitor or component "b".'
	],
	[http('every: 5s, cron: "* * * * *"'), '2 monitors[0].cron', 'either "every" or "cron"'],
	[
		'components:\n  - { key: a, name: A }\n  - { key: a, name: B }',
		'3 components[1].key',
		'taken already, in line 2'
	],
	[
		http('').replace(', }', ' }') + '\ncomponents:\n  - { key: a, name: B }',
		'4 components[0].key',
		'taken already, in line 2'
	],
	[
		'page: { groups: [{ key: a, name: A }, { key: a, name: B }] }',
		'1 page.groups[1].key',
		'This key is taken already'
	],
	[
		`${beat('token: "${TOKEN}"')}\n  - { key: b, name: B, type: heartbeat, token: "\${TOKEN}" }`,
		'3 monitors[1].token',
		'This token is taken already, in line 2.'
	],
	// values of the environment
	[
		'page:\n  title: "${NOBODY_SET_THIS}"',
		'2 page.title',
		'${NOBODY_SET_THIS} is not set in the environment.'
	],
	[beat('every: 5s, token: "${NOBODY_SET_THIS}"'), '2 monitors[0].token', 'is not set in the environment'],
	[http('every: "${TOKEN}"'), '2 monitors[0].every', 'not "${TOKEN}"'],
	['page: { timezone: "${QUOTED}" }', '1 page.timezone', 'not "${QUOTED}"'],
	[http('every: "${SHORT}"'), '2 monitors[0].every', 'not "5"'],
	[http('group: "${TOKEN}"'), '2 monitors[0].group', 'There is no group "${TOKEN}".']
];

describe('a fault of the config file', () => {
	it.each(ROWS)('%j at %s: %s', (text, place, says) => {
		const faults = faultsOf(text);
		expect(faults.map(({ line, path }) => `${line} ${path}`)).toEqual([place]);
		expect(faults[0]?.message).toContain(says);
	});

	it('never repeats what came from the environment', () => {
		const said = ROWS.flatMap(([text]) => faultsOf(text))
			.map(brief)
			.join('\n');
		expect(said).not.toContain(ENV.TOKEN);
		expect(said).not.toContain(ENV.QUOTED);
		expect(said).not.toContain('odd secret');
	});

	it('is a sentence with an end, in words of ours', () => {
		for (const { message } of ROWS.flatMap(([text]) => faultsOf(text))) {
			expect(message).toMatch(/^["$A-Z].*[^.][.?]$/);
			expect(message).not.toMatch(/Invalid input|expected .* received|undefined|\[object/);
		}
	});
});

describe('a file with several faults', () => {
	it('has all of them listed, in the order of the file', () => {
		const text = `page:
  titel: Acme
  timezone: Europe/Berlim
monitors:
  - { key: shop, name: Shop, type: http, url: shop.example, every: soon }
  - { key: shop, name: Again, type: tcp, host: a, port: 1, group: web }
page: {}
channels: []
`;
		expect(faultsOf(text.replace('page: {}\n', '')).map(brief)).toEqual([
			'2 page.titel: The key "titel" is not known here. Did you mean "title"?',
			'3 page.timezone: "timezone" takes an IANA time zone such as Europe/Berlin, not "Europe/Berlim".',
			'5 monitors[0].url: "url" takes an address such as https://shop.example/.',
			'5 monitors[0].every: "every" takes a duration such as 500ms, 30s, 5m, 2h or 14d, not "soon".',
			'6 monitors[1].key: This key is taken already, in line 5.',
			'6 monitors[1].group: There is no group "web".'
		]);
		expect(faultsOf(text).map(({ line }) => line)).toContain(7);
	});

	it('tells a missing value and a key that stands twice beside what else is wrong', () => {
		const text =
			'page: { title: "${GONE}" }\ndefaults: { retry: 1s, retry: 2s }\nmonitor: []\nincidents: { auto: maybe }';
		expect(faultsOf(text).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
	});

	it('tells every break of the YAML with its line', () => {
		const lines = faultsOf('page: { title: a\nmonitors: ]\nchannels: "x').map(({ line }) => line);
		expect(new Set(lines).size).toBeGreaterThan(1);
	});
});
