/** The page about channels and the config file: each kind's example is taken as it stands, and its table has its keys. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import { NOTIFIERS } from '../../../src/lib/server/notifiers/index.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';
import { nodeOf } from '../../../src/lib/server/shape.ts';
import { KEYS } from '../../support/stand-ins/web-push.ts';

const sections = readFileSync('docs/channels.md', 'utf8').split(/^(?=#{2,3} )/m);
const sectionOf = (kind: string) => sections.find((one) => one.startsWith(`### \`type: ${kind}\``)) ?? '';

const ENVIRONMENT: Record<string, string> = {
	HOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
	SLACK_WEBHOOK: 'https://hooks.slack.com/services/T0/B0/x',
	DISCORD_WEBHOOK: 'https://discord.com/api/webhooks/1/x',
	TEAMS_WORKFLOW: 'https://prod-00.westeurope.logic.azure.com/workflows/x',
	GOOGLE_CHAT_WEBHOOK: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t',
	TELEGRAM_TOKEN: '123456:ABC-DEF',
	PAGERDUTY_KEY: 'a'.repeat(32),
	PUSH_ENDPOINT: 'https://fcm.googleapis.com/fcm/send/x',
	PUSH_KEY: KEYS.p256dh,
	PUSH_AUTH: KEYS.auth
};
const env = new Proxy(ENVIRONMENT, { get: (known, name: string) => known[name] ?? 'a-secret-of-a-test' });
const check = (text: string) => checkConfig(text, { env, probes: PROBES });

describe.each(Object.values(NOTIFIERS))('$kind', ({ kind, schema }) => {
	it('is taken by the config file as its example has it', () => {
		const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(sectionOf(kind)) ?? [];
		const { config, faults } = check(`channels:\n${example.replace(/^/gm, '  ')}`);
		expect(faults).toBeUndefined();
		expect(config?.channels.map((channel) => channel.kind)).toEqual([kind]);
	});

	it('has a table of its keys', () => {
		const rows = [...sectionOf(kind).matchAll(/^\| (`[a-z0-9_`, ]+`) \|/gm)].flatMap(([, keys = '']) =>
			[...keys.matchAll(/`([a-z0-9_]+)`/g)].map(([, key]) => key)
		);
		const { shape } = nodeOf(schema);
		const members = shape.kind === 'group' ? shape.members.map(({ key }) => key) : [];
		expect(rows.sort()).toEqual(members.sort());
	});

	it('names a key that is misspelt with the one that was meant, and the line', () => {
		const { shape } = nodeOf(schema);
		const key = (shape.kind === 'group' ? shape.members : [])[0]?.key ?? '';
		const { faults = [] } = check(`channels:\n  - key: a\n    type: ${kind}\n    ${key}x: 1\n`);
		const fault = faults.find((one) => one.path === `channels[0].${key}x`);
		expect(fault?.line).toBe(4);
		expect(fault?.message).toContain(`Did you mean "${key}"?`);
		expect(faults.some(({ message }) => message.startsWith(`"${key}" is missing`))).toBe(true);
	});
});

it('faults of channels are one sentence each, at their line, without the values of secrets', () => {
	const { faults = [] } = check(
		[
			'channels:',
			'  - { key: a, type: telegram, token: wrong-token-here, chat: -1 }',
			'  - { key: b, type: slak, url: "https://hooks.slack.com/x" }',
			'  - { key: c, type: sms, to: ["0151"], url: "https://x.example/", body: "{" }'
		].join('\n')
	);
	expect(faults.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toEqual([
		'2 channels[0].token: "token" takes the token of a bot, such as 123456:ABC-DEF.',
		expect.stringMatching(
			/^3 channels\[1\]\.type: There is no channel of the kind "slak"; did you mean "slack"\?/
		),
		'4 channels[2].to[0]: "to[0]" takes a number with its country, such as +4915112345678.',
		'4 channels[2].body: "body" takes JSON where body_type is json.'
	]);
});
