/** API keys: shown once, stored as a hash, bound to a workspace and to scopes. */
import { randomBytes } from 'node:crypto';
import type { KeyActor } from '../../domain/actor.ts';
import type { Trace } from '../../domain/audit.ts';
import { SCOPES, type Scope } from '../../domain/role.ts';
import type { Database } from '../database.ts';
import { hashToken } from '../secret.ts';
import * as audit from '../stores/audit.ts';

const PREFIX = 'ghk_';
/** `ghk_` and 32 random bytes. */
const KEY = /^ghk_[A-Za-z0-9_-]{43}$/;
/** When a key was last used is noted at most this often, so that reading costs no writing. */
const NOTE_USE_EVERY_MS = 60_000;

export interface ListedKey {
	id: string;
	name: string;
	/** The first characters, to tell keys apart. */
	prefix: string;
	scopes: Scope[];
	createdAt: number;
	createdBy: string | null;
	lastUsedAt: number | null;
}

export interface NewKey {
	name: string;
	scopes: readonly Scope[];
}

export interface Keys {
	list(workspaceId: string): Promise<ListedKey[]>;
	/** @returns the key itself, which nobody can look up again */
	create(trace: Trace, key: NewKey): Promise<string>;
	/** @returns false for a stranger's key */
	revoke(trace: Trace, id: string): Promise<boolean>;
	/** Whose request this is, by its `Authorization` header; null for no, a wrong or a revoked key. */
	authenticate(header: string | null): Promise<KeyActor | null>;
}

export function createKeys(options: { database: Database; newId: () => string; now: () => number }): Keys {
	const { database, newId, now } = options;
	return {
		async list(workspaceId) {
			const rows = await database.client.apiKey.findMany({
				where: { workspaceId, revokedAt: null },
				orderBy: { createdAt: 'desc' }
			});
			return rows.map(({ id, name, prefix, scopes, createdAt, createdBy, lastUsedAt }) => ({
				id,
				name,
				prefix,
				scopes: scopesFrom(scopes),
				createdAt: createdAt.getTime(),
				createdBy,
				lastUsedAt: lastUsedAt?.getTime() ?? null
			}));
		},
		async create(trace, { name, scopes }) {
			const key = PREFIX + randomBytes(32).toString('base64url');
			const prefix = key.slice(0, PREFIX.length + 6);
			await database.transaction(async (tx) => {
				await tx.apiKey.create({
					data: {
						id: newId(),
						workspaceId: trace.workspaceId,
						name,
						hash: hashToken(key),
						prefix,
						scopes: [...scopes],
						createdAt: new Date(trace.at),
						createdBy: trace.actor
					}
				});
				await audit.record(tx, trace, { action: 'key.create', subject: name, after: { prefix, scopes } });
			});
			return key;
		},
		async revoke(trace, id) {
			return database.transaction(async (tx) => {
				const key = await tx.apiKey.findFirst({
					where: { id, workspaceId: trace.workspaceId, revokedAt: null }
				});
				if (!key) return false;
				await tx.apiKey.update({ where: { id }, data: { revokedAt: new Date(trace.at) } });
				const before = { prefix: key.prefix, scopes: scopesFrom(key.scopes) };
				await audit.record(tx, trace, { action: 'key.revoke', subject: key.name, before });
				return true;
			});
		},
		async authenticate(header) {
			const [scheme, key, ...more] = (header ?? '').trim().split(/ +/);
			if (scheme?.toLowerCase() !== 'bearer' || !key || more.length > 0 || !KEY.test(key)) return null;
			const row = await database.client.apiKey.findUnique({
				where: { hash: hashToken(key) },
				include: { workspace: true }
			});
			if (!row || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now())) return null;
			if (now() - (row.lastUsedAt?.getTime() ?? 0) > NOTE_USE_EVERY_MS) {
				const data = { lastUsedAt: new Date(now()) };
				// A store that cannot be written is no reason to refuse a reader.
				await database.client.apiKey.update({ where: { id: row.id }, data }).catch(() => undefined);
			}
			return {
				kind: 'key',
				keyId: row.id,
				workspaceId: row.workspaceId,
				isDefaultWorkspace: row.workspace.isDefault,
				name: row.name,
				scopes: scopesFrom(row.scopes)
			};
		}
	};
}

/** The scopes that this version knows; an unknown one allows nothing. */
function scopesFrom(stored: unknown): Scope[] {
	if (!Array.isArray(stored)) return [];
	const known: readonly unknown[] = ['all', ...SCOPES];
	return stored.filter((scope): scope is Scope => known.includes(scope));
}
