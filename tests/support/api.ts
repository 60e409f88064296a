/** A running house at noon with one of everything that the API's examples name, and calls of its API as anybody. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Member } from '../../src/lib/domain/actor.ts';
import type { Scope } from '../../src/lib/domain/role.ts';
import { answerApi } from '../../src/lib/server/api/api.ts';
import { createApp } from '../../src/lib/server/app.ts';
import type { App } from '../../src/lib/server/gatehouse.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import * as workspaces from '../../src/lib/server/stores/workspaces.ts';
import { furnish } from './api-world.ts';
import { FakeClock } from './clock.ts';
import { NOON, temporaryFolder } from './database.ts';

export const ORIGIN = 'http://127.0.0.1';

const CONFIG = `
page: { title: Acme Status, groups: [{ key: web, name: Website }] }
reference: []
monitors:
  - { key: shop, name: Shop, group: web, type: http, url: "http://127.0.0.1:9/", headers: { authorization: "hunter2-of-the-shop" } }
  - { key: ledger, name: Ledger, type: tcp, host: 127.0.0.1, port: 9, public: false }
components: [{ key: phone, name: Phone support }]
channels: [{ key: hook, type: webhook, url: "http://127.0.0.1:9/hook", secret: "a-secret-of-sixteen" }]
`;

export interface ApiHouse {
	app: App;
	/** The workspace that is there from the start. */
	ours: string;
	theirs: string;
	key(scopes: readonly Scope[], workspaceId?: string): Promise<string>;
	/** One call, as the router would pass it on; `body` as JSON unless it is a text. */
	call(method: string, address: string, options?: CallOptions): Promise<Called>;
}

export interface CallOptions {
	key?: string | null;
	member?: Member | null;
	body?: unknown;
	headers?: Record<string, string>;
}

export interface Called {
	status: number;
	headers: Headers;
	/** Undefined where the answer is no JSON. */
	body: unknown;
	text: string;
}

export async function apiHouse(): Promise<ApiHouse> {
	const folder = temporaryFolder();
	const configFile = path.join(folder, 'gatehouse.yaml');
	writeFileSync(configFile, CONFIG);
	const settings = { DATA_DIR: folder, GATEHOUSE_CONFIG: configFile, LOG_LEVEL: 'silent', PORT: '1' };
	const app = await createApp(readSettings(settings), new FakeClock(NOON));
	await app.start();
	onTestFinished(() => app.stop());
	const [ours = ''] = (await workspaces.list(app.database.client)).map(({ id }) => id);
	await workspaces.create(app.database.client, { id: 'theirs', name: 'Theirs' }, NOON);
	await furnish(app, ours);
	const trace = (workspaceId: string) => ({ workspaceId, at: NOON, actor: 'a test', address: null });
	const makeKey = (scopes: readonly Scope[], workspaceId = ours) =>
		app.auth.keys.create(trace(workspaceId), { name: 'a key', scopes });
	const usual = await makeKey(['all']);
	return {
		app,
		ours,
		theirs: 'theirs',
		key: makeKey,
		async call(method, address, { key = usual, member = null, body, headers = {} } = {}) {
			const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
			const request = new Request(`${ORIGIN}/api/v1${address}`, {
				method,
				headers: {
					...(key === null ? {} : { authorization: `Bearer ${key}` }),
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...headers
				},
				...sent
			});
			const where = new URL(request.url).pathname.slice('/api/v1'.length);
			const answer = await answerApi({
				app,
				request,
				address: where,
				root: '/api/v1',
				member,
				clientAddress: '127.0.0.1'
			});
			const text = await answer.text();
			const isJson = /json/.test(answer.headers.get('content-type') ?? '');
			return {
				status: answer.status,
				headers: answer.headers,
				text,
				body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined
			};
		}
	};
}

/** The address of an example's request. */
export function addressOf(
	pattern: string,
	{ path: names = {}, query = {} }: { path?: Record<string, string>; query?: Record<string, string> }
): string {
	const filled = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent((names[name] ?? name).toWellFormed())
	);
	const search = new URLSearchParams(query);
	return search.size > 0 ? `${filled}?${search}` : filled;
}
