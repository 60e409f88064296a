import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, SETTING_NAMES, SettingsFault } from '../../src/lib/server/settings.ts';
import { loadEnvFile } from '../../src/lib/server/settings/env-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-settings-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (env: Record<string, string>) => readSettings(env, folder);

function faultOf(env: Record<string, string>): string {
	try {
		read(env);
	} catch (error) {
		if (error instanceof SettingsFault) return error.message;
		throw error;
	}
	return '';
}

it('every setting has a default', () => {
	expect(read({})).toEqual({
		port: 3000,
		host: '0.0.0.0',
		origin: 'http://localhost:3000',
		basePath: '',
		dataDir: path.join(folder, 'data'),
		databaseUrl: `file:${path.join(folder, 'data', 'gatehouse.db')}`,
		configFile: null,
		admin: null,
		smtpUrl: null,
		mailFrom: null,
		secret: null,
		registration: 'off',
		privateTargets: 'allow',
		metricsToken: null,
		trustProxy: 0,
		logLevel: 'info',
		role: 'all',
		region: 'local'
	});
});

it('what is set to nothing is not set', () => {
	expect(read(Object.fromEntries(SETTING_NAMES.map((name) => [name, ''])))).toEqual(read({}));
});

const SECRET_VALUE = 'hush';

/** Wrong values of each setting, and what the sentence says it takes. */
const WRONG: Record<(typeof SETTING_NAMES)[number], { takes: string; values: string[] }> = {
	PORT: { takes: 'a port number from 0 to 65535', values: ['65536', '-1', '80.5', 'http', '0x50', ' 80'] },
	HOST: { takes: 'an address to listen on', values: ['a b', 'http://x', '/run/socket'] },
	ORIGIN: {
		takes: 'an http(s) address without a path',
		values: ['status.example', 'https://status.example/status', 'ftp://status.example', 'https://x/?a=b', '*']
	},
	BASE_PATH: { takes: 'a path such as /status', values: ['/', 'status', '/status/', '/a//b', '/..', '/a b'] },
	DATA_DIR: { takes: '', values: [] },
	DATABASE_URL: {
		takes: 'file: and a path (PostgreSQL follows in a later version)',
		values: ['gatehouse.db', 'file:', 'postgresql://h/db', 'mysql://h/db']
	},
	GATEHOUSE_CONFIG: { takes: '', values: [] },
	ADMIN_EMAIL: { takes: 'a mail address', values: ['owner', 'owner@', 'Owner <owner@acme.example>'] },
	ADMIN_PASSWORD: { takes: 'at least 10 characters', values: [SECRET_VALUE] },
	SMTP_URL: {
		takes: 'smtp[s]://user:password@host:port',
		values: [`http://u:${SECRET_VALUE}@h:25`, `${SECRET_VALUE}.example`, `smtp://u:${SECRET_VALUE}@h :25`]
	},
	MAIL_FROM: {
		takes: 'a mail address, or a name and an address',
		values: ['Acme', 'Acme <status>', 'a@b c@d']
	},
	SECRET: { takes: 'at least 32 characters', values: [SECRET_VALUE] },
	REGISTRATION: { takes: 'one of off, invite, open', values: ['on', 'OPEN', 'true'] },
	PRIVATE_TARGETS: { takes: 'one of allow, deny', values: ['no', 'Deny'] },
	METRICS_TOKEN: { takes: 'at least 16 characters', values: [SECRET_VALUE] },
	TRUST_PROXY: {
		takes: 'off, or the number of proxies in front',
		values: ['on', '-1', '11', '1.5', '10.0.0.1']
	},
	LOG_LEVEL: { takes: 'one of fatal, error, warn, info, debug, trace, silent', values: ['loud', 'INFO'] },
	ROLE: { takes: 'one of web, worker, all', values: ['both', 'Web'] },
	REGION: {
		takes: 'at most 40 lower-case letters, digits and -',
		values: ['Frankfurt', 'eu_1', 'a'.repeat(41)]
	}
};

describe.each(Object.entries(WRONG).filter(([, { values }]) => values.length > 0))('%s', (name, wrong) => {
	it.each(wrong.values)('does not take %j, and says what it takes', (value) => {
		const pair: Record<string, string> =
			name === 'ADMIN_EMAIL' ? { ADMIN_PASSWORD: 'long enough it is' } : {};
		const other: Record<string, string> =
			name === 'ADMIN_PASSWORD' ? { ADMIN_EMAIL: 'owner@acme.example' } : {};
		const message = faultOf({ ...pair, ...other, [name]: value });
		const isSecret = value.includes(SECRET_VALUE);
		expect(message).toContain(`${name} takes ${wrong.takes}`);
		expect(message).toContain(isSecret ? ', not the value it has.' : `, not ${JSON.stringify(value)}.`);
		expect(message).not.toContain(SECRET_VALUE);
		expect(message.split('\n')).toHaveLength(1);
	});
});

it('a password in an address is not repeated', () => {
	expect(faultOf({ DATABASE_URL: 'postgresql://u:hush@db/gatehouse' })).toContain(
		'"postgresql://***@db/gatehouse"'
	);
	expect(faultOf({ ORIGIN: 'https://u:hush@status.example' })).not.toContain('hush');
});

it('every fault is named at once', () => {
	const lines = faultOf({ PORT: 'x', ROLE: 'y', SECRET: 'z', LOG_LEVEL: 'info' }).split('\n');
	expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'SECRET', 'ROLE']);
});

it.each<Record<string, string>>([
	{ ADMIN_EMAIL: 'owner@acme.example' },
	{ ADMIN_PASSWORD: 'long enough it is' }
])('the first owner takes both: %j', (half) => {
	expect(faultOf(half)).toBe('ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither.');
});

it('reads every setting', () => {
	writeFileSync(path.join(folder, 'gatehouse.yaml'), '');
	const settings = read({
		PORT: '8080',
		HOST: '::',
		ORIGIN: 'https://status.acme.example/',
		BASE_PATH: '/ops/status',
		DATA_DIR: 'elsewhere',
		DATABASE_URL: 'file:./db/a.db',
		ADMIN_EMAIL: 'owner@acme.example',
		ADMIN_PASSWORD: 'long enough it is',
		SMTP_URL: 'smtps://u:p@mail.acme.example:465',
		MAIL_FROM: 'Acme Status <status@acme.example>',
		SECRET: 's'.repeat(32),
		REGISTRATION: 'invite',
		PRIVATE_TARGETS: 'deny',
		METRICS_TOKEN: 't'.repeat(16),
		TRUST_PROXY: '2',
		LOG_LEVEL: 'debug',
		ROLE: 'worker',
		REGION: 'eu-1'
	});
	expect(settings).toMatchObject({
		port: 8080,
		host: '::',
		origin: 'https://status.acme.example',
		basePath: '/ops/status',
		dataDir: path.join(folder, 'elsewhere'),
		databaseUrl: `file:${path.join(folder, 'db', 'a.db')}`,
		configFile: path.join(folder, 'gatehouse.yaml'),
		admin: { email: 'owner@acme.example', password: 'long enough it is' },
		trustProxy: 2,
		logLevel: 'debug',
		role: 'worker',
		region: 'eu-1'
	});
	expect(read({ TRUST_PROXY: 'off' }).trustProxy).toBe(0);
	expect(read({ GATEHOUSE_CONFIG: 'named.yaml' }).configFile).toBe(path.join(folder, 'named.yaml'));
});

describe('.env', () => {
	const file = () => path.join(folder, '.env');

	it('adds what the environment lacks and overrules nothing', () => {
		writeFileSync(file(), 'PORT=4000\nREGION="eu-1"\n# HOST=::1\n');
		const env: Record<string, string | undefined> = { PORT: '5000' };
		loadEnvFile(env, file());
		expect(env).toEqual({ PORT: '5000', REGION: 'eu-1' });
	});

	it('may be missing, and says so when it cannot be read', () => {
		expect(() => loadEnvFile({}, file())).not.toThrow();
		expect(() => loadEnvFile({}, folder)).toThrow(SettingsFault);
		expect(() => loadEnvFile({}, folder)).toThrow(/is there and cannot be read \(EISDIR\)/);
	});
});
