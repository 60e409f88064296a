/** The settings of the environment, checked at the start: each fault is a sentence, and nothing starts half-configured. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface Settings {
	port: number;
	host: string;
	/** Public address without a trailing slash: links in mail and feeds, origin check, secure cookies. */
	origin: string;
	/** Empty, or a path without a slash at its end. */
	basePath: string;
	/** Absolute. */
	dataDir: string;
	/** `file:` and an absolute path. */
	databaseUrl: string;
	/** Absolute; null where none is named and there was no `gatehouse.yaml` at the start. */
	configFile: string | null;
	/** The first owner, made unattended; null where a person makes it. */
	admin: { email: string; password: string } | null;
	smtpUrl: string | null;
	mailFrom: string | null;
	secret: string | null;
	registration: 'off' | 'invite' | 'open';
	privateTargets: 'allow' | 'deny';
	metricsToken: string | null;
	/** Proxies in front, for client addresses; 0 trusts none. */
	trustProxy: number;
	logLevel: string;
	role: 'web' | 'worker' | 'all';
	region: string;
}

const DEFAULT_CONFIG_FILE = 'gatehouse.yaml';

const oneOf = <const T extends readonly string[]>(...values: T) =>
	z.enum(values as unknown as [T[number], ...T[number][]]).describe(`one of ${values.join(', ')}`);
const wholeNumber = (most: number) =>
	z
		.string()
		.regex(/^\d{1,5}$/)
		.transform(Number)
		.refine((value) => value <= most);

/** Every setting; what it takes, as the sentence about a wrong value says it, is its description. */
const schema = z.object({
	PORT: wholeNumber(65_535).describe('a port number from 0 to 65535'),
	HOST: z
		.string()
		.regex(/^[A-Za-z0-9_.:-]+$/)
		.describe('an address to listen on, such as 0.0.0.0 or ::'),
	ORIGIN: z
		.string()
		.refine(isOrigin)
		.describe(
			'an http(s) address without a path, such as https://status.example (a path goes into BASE_PATH)'
		),
	BASE_PATH: z
		.string()
		.regex(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/)
		.describe('a path such as /status, without a slash at the end'),
	DATA_DIR: z.string(),
	DATABASE_URL: z
		.string()
		.regex(/^file:./)
		.describe('file: and a path (PostgreSQL follows in a later version)'),
	GATEHOUSE_CONFIG: z.string(),
	ADMIN_EMAIL: z.email().describe('a mail address'),
	ADMIN_PASSWORD: z.string().min(10).describe('at least 10 characters'),
	SMTP_URL: z.string().refine(isMailServer).describe('smtp[s]://user:password@host:port'),
	MAIL_FROM: z
		.string()
		.regex(/^([^\s@<>]+@[^\s@<>]+|[^\r\n<>]+<[^\s@<>]+@[^\s@<>]+>)$/)
		.describe('a mail address, or a name and an address such as Acme Status <status@acme.example>'),
	SECRET: z.string().min(32).describe('at least 32 characters'),
	REGISTRATION: oneOf('off', 'invite', 'open'),
	PRIVATE_TARGETS: oneOf('allow', 'deny'),
	METRICS_TOKEN: z.string().min(16).describe('at least 16 characters'),
	TRUST_PROXY: z
		.string()
		.transform((value) => (value === 'off' ? '0' : value))
		.pipe(wholeNumber(10))
		.describe('off, or the number of proxies in front, at most 10'),
	LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
	ROLE: oneOf('web', 'worker', 'all'),
	REGION: z
		.string()
		.regex(/^[a-z0-9-]{1,40}$/)
		.describe('at most 40 lower-case letters, digits and -')
});
type Name = keyof typeof schema.shape;

/** Every setting by its name in the environment. */
export const SETTING_NAMES = Object.keys(schema.shape) as Name[];

const SECRETS: ReadonlySet<Name> = new Set(['ADMIN_PASSWORD', 'SMTP_URL', 'SECRET', 'METRICS_TOKEN']);

/** Settings that cannot be used; the message lists every fault on a line of its own. */
export class SettingsFault extends Error {}

/**
 * Reads the settings. One that is set to nothing counts as not set, as `.env` and compose files write it.
 * @param folder what relative paths start from
 * @throws SettingsFault naming each wrong setting, its value (unless secret) and what it takes
 */
export function readSettings(env: Record<string, string | undefined>, folder = process.cwd()): Settings {
	const given = Object.fromEntries(SETTING_NAMES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
	const parsed = schema.partial().safeParse(given);
	const faults = parsed.success
		? []
		: parsed.error.issues.map(({ path: [name] }) => sentence(name as Name, given));
	if ((given['ADMIN_EMAIL'] === undefined) !== (given['ADMIN_PASSWORD'] === undefined)) {
		faults.push('ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither.');
	}
	if (!parsed.success || faults.length > 0) throw new SettingsFault([...new Set(faults)].join('\n'));

	const { data } = parsed;
	const port = data.PORT ?? 3000;
	const dataDir = path.resolve(folder, data.DATA_DIR ?? 'data');
	const file = data.DATABASE_URL?.slice('file:'.length);
	return {
		port,
		host: data.HOST ?? '0.0.0.0',
		origin: new URL(data.ORIGIN ?? `http://localhost:${port}`).origin,
		basePath: data.BASE_PATH ?? '',
		dataDir,
		databaseUrl: `file:${file === undefined ? path.join(dataDir, 'gatehouse.db') : path.resolve(folder, file)}`,
		configFile: configFile(data.GATEHOUSE_CONFIG, folder),
		admin: adminOf(data.ADMIN_EMAIL, data.ADMIN_PASSWORD),
		smtpUrl: data.SMTP_URL ?? null,
		mailFrom: data.MAIL_FROM ?? null,
		secret: data.SECRET ?? null,
		registration: data.REGISTRATION ?? 'off',
		privateTargets: data.PRIVATE_TARGETS ?? 'allow',
		metricsToken: data.METRICS_TOKEN ?? null,
		trustProxy: data.TRUST_PROXY ?? 0,
		logLevel: data.LOG_LEVEL ?? 'info',
		role: data.ROLE ?? 'all',
		region: data.REGION ?? 'local'
	};
}

function sentence(name: Name, given: Partial<Record<string, string>>): string {
	const value = SECRETS.has(name) ? 'the value it has' : JSON.stringify(withoutPassword(given[name] ?? ''));
	return `${name} takes ${schema.shape[name].description}, not ${value}.`;
}

function withoutPassword(value: string): string {
	return value.replace(/\/\/[^/]*@/, '//***@');
}

function configFile(given: string | undefined, folder: string): string | null {
	const file = path.resolve(folder, given ?? DEFAULT_CONFIG_FILE);
	return given !== undefined || existsSync(file) ? file : null;
}

function adminOf(email: string | undefined, password: string | undefined): Settings['admin'] {
	return email !== undefined && password !== undefined ? { email, password } : null;
}

function isOrigin(value: string): boolean {
	const url = URL.parse(value);
	return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}

function isMailServer(value: string): boolean {
	const url = URL.parse(value);
	return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && !/\s/.test(value);
}
