/** The settings of the environment, checked at the start: each fault is a sentence, and nothing starts half-configured. */
import path from 'node:path';
import { z } from 'zod';

export interface Settings {
	port: number;
	host: string;
	/** Public address without a trailing slash: links in mail and feeds, origin check, secure cookies. */
	origin: string;
	basePath: string;
	dataDir: string;
	databaseUrl: string;
	/** Null: `gatehouse.yaml` where it is there. */
	configFile: string | null;
	adminEmail: string | null;
	adminPassword: string | null;
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

/** A value that is set to nothing counts as not set, as `.env` files and compose files write it. */
const given = (value: unknown) => (value === '' ? undefined : value);

const text = z.preprocess(given, z.string().optional());
const oneOf = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
	z.preprocess(given, z.enum(values, { error: `one of ${values.join(', ')}` }).default(fallback as never));

const schema = z.object({
	PORT: z.preprocess(
		given,
		z.coerce.number({ error: 'a port number from 0 to 65535' }).int().min(0).max(65_535).default(3000)
	),
	HOST: z.preprocess(given, z.string().default('0.0.0.0')),
	ORIGIN: z.preprocess(
		given,
		z
			.string()
			.refine((value) => isOrigin(value), { error: 'an http(s) address without a path, such as https://status.example' })
			.optional()
	),
	BASE_PATH: z.preprocess(
		given,
		z
			.string()
			.regex(/^(\/[A-Za-z0-9._-]+)+$/, { error: 'a path such as /status, without a slash at the end' })
			.default('')
	),
	DATA_DIR: z.preprocess(given, z.string().default('./data')),
	DATABASE_URL: z.preprocess(
		given,
		z
			.string()
			.refine((value) => !/^postgres(ql)?:/.test(value), {
				error: 'file: and a path; PostgreSQL is not supported by this version'
			})
			.refine((value) => value.startsWith('file:') || /^postgres/.test(value), { error: 'file: and a path' })
			.optional()
	),
	GATEHOUSE_CONFIG: text,
	ADMIN_EMAIL: z.preprocess(given, z.email({ error: 'a mail address' }).optional()),
	ADMIN_PASSWORD: z.preprocess(given, z.string().min(10, { error: 'at least 10 characters' }).optional()),
	SMTP_URL: z.preprocess(
		given,
		z
			.string()
			.regex(/^smtps?:\/\/[^\s]+$/, { error: 'smtp[s]://user:password@host:port' })
			.optional()
	),
	MAIL_FROM: z.preprocess(
		given,
		z
			.string()
			.regex(/^[^\r\n]*[^\s@]+@[^\s@]+$|^[^\r\n<]*<[^\s@]+@[^\s@>]+>$/, { error: 'a mail address, or Name <address>' })
			.optional()
	),
	SECRET: z.preprocess(given, z.string().min(32, { error: 'at least 32 characters' }).optional()),
	REGISTRATION: oneOf(['off', 'invite', 'open'], 'off'),
	PRIVATE_TARGETS: oneOf(['allow', 'deny'], 'allow'),
	METRICS_TOKEN: z.preprocess(given, z.string().min(16, { error: 'at least 16 characters' }).optional()),
	TRUST_PROXY: z.preprocess(
		(value) => (value === 'off' ? 0 : given(value)),
		z.coerce.number({ error: 'off, or the number of proxies in front' }).int().min(0).max(10).default(0)
	),
	LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
	ROLE: oneOf(['web', 'worker', 'all'], 'all'),
	REGION: z.preprocess(
		given,
		z
			.string()
			.regex(/^[a-z0-9-]{1,40}$/, { error: 'lower-case letters, digits and -' })
			.default('local')
	)
});

/** Every setting by its name in the environment. */
export const SETTING_NAMES = Object.keys(schema.shape) as (keyof typeof schema.shape)[];

const SECRETS = new Set(['ADMIN_PASSWORD', 'SMTP_URL', 'SECRET', 'METRICS_TOKEN']);

/** Settings that cannot be used; the message lists every fault on a line of its own. */
export class SettingsFault extends Error {}

/**
 * Reads the settings.
 * @throws SettingsFault naming each wrong setting, its value (unless secret) and what it takes
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
	const parsed = schema.safeParse(env);
	if (!parsed.success) {
		const lines = parsed.error.issues.map(({ path: [name], message }) => {
			const value = SECRETS.has(String(name)) ? 'what it is set to' : JSON.stringify(env[String(name)] ?? '');
			return `${String(name)} takes ${message}, not ${value}.`;
		});
		throw new SettingsFault(lines.join('\n'));
	}
	const values = parsed.data;
	if ((values.ADMIN_EMAIL === undefined) !== (values.ADMIN_PASSWORD === undefined)) {
		throw new SettingsFault('ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither.');
	}
	const dataDir = path.resolve(values.DATA_DIR);
	return {
		port: values.PORT,
		host: values.HOST,
		origin: new URL(values.ORIGIN ?? `http://localhost:${values.PORT}`).origin,
		basePath: values.BASE_PATH,
		dataDir,
		databaseUrl: values.DATABASE_URL ?? `file:${path.join(dataDir, 'gatehouse.db')}`,
		configFile: values.GATEHOUSE_CONFIG ?? null,
		adminEmail: values.ADMIN_EMAIL ?? null,
		adminPassword: values.ADMIN_PASSWORD ?? null,
		smtpUrl: values.SMTP_URL ?? null,
		mailFrom: values.MAIL_FROM ?? null,
		secret: values.SECRET ?? null,
		registration: values.REGISTRATION,
		privateTargets: values.PRIVATE_TARGETS,
		metricsToken: values.METRICS_TOKEN ?? null,
		trustProxy: values.TRUST_PROXY,
		logLevel: values.LOG_LEVEL,
		role: values.ROLE,
		region: values.REGION
	};
}

function isOrigin(value: string): boolean {
	const url = URL.parse(value);
	return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
}
