/** A running house at noon with one of everything that the API's examples name, and calls of its API as anybody. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Member } from '../../src/lib/domain/actor.ts';
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../src/lib/domain/evidence.ts';
import type { Scope } from '../../src/lib/domain/role.ts';
import { answerApi } from '../../src/lib/server/api/api.ts';
import { createApp } from '../../src/lib/server/app.ts';
import type { App } from '../../src/lib/server/gatehouse.ts';
import { newId } from '../../src/lib/server/new-id.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import * as diagnoses from '../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../src/lib/server/stores/evidence.ts';
import * as notices from '../../src/lib/server/stores/notices.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import * as workspaces from '../../src/lib/server/stores/workspaces.ts';
import { FakeClock } from './clock.ts';
import { NOON, temporaryFolder } from './database.ts';

export const HOUR_MS = 3_600_000;
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
	const [ours = ''] = (await workspaces.list(app.database.reader)).map(({ id }) => id);
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
		encodeURIComponent(names[name] ?? name)
	);
	const search = new URLSearchParams(query);
	return search.size > 0 ? `${filled}?${search}` : filled;
}

const REFUSED: Evidence = {
	url: 'http://127.0.0.1:9/',
	method: 'GET',
	status: 502,
	statusText: 'Bad Gateway',
	headers: { server: 'nginx/1.24.0' },
	body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.24.0</center></body></html>'
};

/** An outage of the shop that was, its evidence and diagnosis, checks, and a notice that could not be delivered. */
async function furnish({ database, roster }: App, ours: string): Promise<void> {
	const db = database.client;
	const { id: monitorId = 0 } = roster().facts.monitors.find(({ key }) => key === 'shop') ?? {};
	const outageId = 'outage-of-the-shop';
	const [startedAt, endedAt] = [NOON - 2 * HOUR_MS, NOON - HOUR_MS];
	const diagnosis = diagnose(REFUSED);
	const { kind, cause, failedSide } = diagnosis;
	await outages.open(db, {
		id: outageId,
		workspaceId: ours,
		monitorId,
		startedAt,
		confirmedAt: startedAt + 10_000,
		endedAt,
		worst: 'down',
		kind,
		cause,
		failedSide,
		isFlapping: false,
		announcedAt: startedAt + 10_000,
		incidentId: null
	});
	await evidence.keep(db, { id: newId(), outageId, at: startedAt, evidence: REFUSED });
	await diagnoses.keep(db, { id: newId(), outageId, at: startedAt, stage: 'first', diagnosis });
	await db.stretch.deleteMany({ where: { monitorId } });
	for (const [verdict, from, to] of [
		['up', NOON - 72 * HOUR_MS, startedAt],
		['down', startedAt, endedAt],
		['up', endedAt, null]
	] as const) {
		await db.stretch.create({
			data: { monitorId, verdict, startedAt: new Date(from), endedAt: to === null ? null : new Date(to) }
		});
	}
	for (let minute = 1; minute <= 60; minute += 1) {
		await db.check.create({
			data: {
				monitorId,
				at: new Date(NOON - minute * 60_000),
				outcome: 0,
				statusCode: 200,
				durationMs: 40 + minute,
				latenessMs: 1
			}
		});
	}
	const channelId = roster().facts.channels[0]?.id ?? '';
	const document = {
		kind: 'outage-opened' as const,
		at: startedAt,
		monitor: null,
		outageId,
		verdict: 'down' as const,
		startedAt,
		endedAt: null,
		sentence: 'The shop is down.',
		cause,
		failedSide,
		confidence: 0.9
	};
	const owed = {
		id: 'a-notice',
		workspaceId: ours,
		recipient: `channel:${channelId}`,
		channelId,
		document,
		at: startedAt
	};
	await notices.owe(db, { ...owed, event: `outage:${outageId}:opened` });
	await db.notice.update({
		where: { id: 'a-notice' },
		data: { state: 'failed', attempts: 3, failure: 'HTTP 410', nextAttemptAt: null }
	});
}
