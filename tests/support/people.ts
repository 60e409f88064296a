/** People of every role in a running app, and requests as each of them. */
import { hash } from '@node-rs/argon2';
import path from 'node:path';
import type { Role, Scope } from '../../src/lib/domain/role.ts';
import { createKeys } from '../../src/lib/server/auth/keys.ts';
import * as memberships from '../../src/lib/server/auth/memberships.ts';
import * as people from '../../src/lib/server/auth/people.ts';
import { openWorkspace } from '../../src/lib/server/auth/workspace-of-own.ts';
import { openDatabase, type Database } from '../../src/lib/server/database.ts';
import { newId } from '../../src/lib/server/new-id.ts';
import * as workspaces from '../../src/lib/server/stores/workspaces.ts';
import type { Application } from './application.ts';

export const PASSWORD = 'correct horse battery';

/** The roles of one workspace, the owner of another, and nobody. */
export const WHO = ['owner', 'admin', 'editor', 'viewer', 'stranger', 'nobody'] as const;
export type Who = (typeof WHO)[number];

export const emailOf = (who: Who) => `${who}@acme.example`;

/** Writes into the store of a running app, as the command line does. */
export async function withStoreOf<T>(
	application: Application,
	work: (database: Database) => Promise<T>
): Promise<T> {
	const database = await openDatabase({
		url: `file:${path.join(application.dataDir, 'gatehouse.db')}`,
		backupFolder: path.join(application.dataDir, 'backups')
	});
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}

/** Makes everybody; `stranger` owns a workspace of their own. Gives their ids. */
export async function settlePeople(
	application: Application
): Promise<Record<Exclude<Who, 'nobody'>, string>> {
	const passwordHash = await hash(PASSWORD);
	return withStoreOf(application, (database) =>
		database.transaction(async (tx) => {
			const now = Date.now();
			const { id: workspaceId } = await workspaces.ensureDefault(tx, newId(), now);
			const make = async (who: Who, role: Role | null) => {
				const id = newId();
				await people.create(tx, { id, email: emailOf(who), name: who, passwordHash, isVerified: true }, now);
				if (role) await memberships.put(tx, workspaceId, id, role, now);
				else await openWorkspace(tx, { id, name: who }, newId, now);
				return id;
			};
			return {
				owner: await make('owner', 'owner'),
				admin: await make('admin', 'admin'),
				editor: await make('editor', 'editor'),
				viewer: await make('viewer', 'viewer'),
				stranger: await make('stranger', null)
			};
		})
	);
}

/** A key of ours, or of the stranger's workspace. */
export function keyOf(
	application: Application,
	scopes: readonly Scope[],
	who: 'owner' | 'stranger' = 'owner'
): Promise<string> {
	return withStoreOf(application, async (database) => {
		const all = await workspaces.list(database.client);
		const { id: workspaceId = '' } = all.find(({ isDefault }) => isDefault === (who === 'owner')) ?? {};
		const keys = createKeys({ database, newId, now: Date.now });
		const trace = { workspaceId, at: Date.now(), actor: 'a test', address: null };
		return keys.create(trace, { name: `of ${who}`, scopes });
	});
}

export interface Asked {
	status: number;
	/** Where it sends, without the origin. */
	location: string | null;
	text: string;
}

/** Signs in, and asks as that person from then on; nobody has no cookies. */
export async function askAs(application: Application, who: Who, accept = 'text/html') {
	const { origin } = application;
	let cookie = '';
	// the sign-in is a form whatever is asked for afterwards
	let wanted = 'text/html';
	async function ask(
		method: string,
		address: string,
		fields?: Record<string, string>,
		document?: unknown
	): Promise<Asked> {
		const json = { 'content-type': 'application/json' };
		const answer = await fetch(origin + address, {
			method,
			redirect: 'manual',
			headers: { origin, accept: wanted, ...(cookie ? { cookie } : {}), ...(document ? json : {}) },
			...(fields ? { body: new URLSearchParams(fields) } : {}),
			...(document ? { body: JSON.stringify(document) } : {})
		});
		const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (set.length > 0) cookie = [cookie, ...set].filter(Boolean).join('; ');
		return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
	}
	if (who !== 'nobody') {
		const { status, text } = await ask('POST', '/login', { email: emailOf(who), password: PASSWORD });
		if (status !== 303) throw new Error(`${who} could not sign in: ${status} ${text.slice(0, 300)}`);
	}
	wanted = accept;
	return ask;
}
