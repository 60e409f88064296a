/** From a failing check to a stored investigation and another verdict, through the real watchdog, probes and database. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MonitorFields } from '../../../src/lib/server/stores/monitors.ts';
import { systemClock } from '../../../src/lib/server/clock.ts';
import type { Database } from '../../../src/lib/server/database.ts';
import { lookInto } from '../../../src/lib/server/look-into.ts';
import { probeFor } from '../../../src/lib/server/probes/index.ts';
import { Roster } from '../../../src/lib/server/roster.ts';
import * as diagnoses from '../../../src/lib/server/stores/diagnoses.ts';
import * as investigations from '../../../src/lib/server/stores/investigations.ts';
import * as monitors from '../../../src/lib/server/stores/monitors.ts';
import * as outages from '../../../src/lib/server/stores/outages.ts';
import { createLook } from '../../../src/lib/server/watchdog/look.ts';
import { createRecorder } from '../../../src/lib/server/watchdog/recorder.ts';
import { resume } from '../../../src/lib/server/watchdog/resume.ts';
import { createWatchdog, type Watchdog } from '../../../src/lib/server/watchdog/watchdog.ts';
import { furnish, sealer, temporaryDatabase, watch } from '../../support/database.ts';
import { webServer, type Answer } from '../../support/servers/http.ts';

const good: Answer = (_, response) => response.end('welcome');
/** It names a short wait, so that nobody waits for the usual one. */
const bad: Answer = (_, response) => response.writeHead(502, { 'retry-after': '1' }).end('broken');

async function house(url: string, fields: Partial<MonitorFields> = {}) {
	const database = await temporaryDatabase();
	await furnish(database);
	const clock = systemClock();
	const target = probeFor('http').schema.parse({ url });
	const confirmation = { confirm: 2, recover: 1, retryMs: 0 };
	const { monitorId } = await watch(database, {
		key: 'shop',
		target,
		confirmation,
		timeoutMs: 2_000,
		...fields
	});
	const roster = new Roster({
		pages: [],
		groups: [],
		components: [],
		monitors: await monitors.active(database.client, sealer),
		channels: [],
		windows: [],
		occurrences: []
	});
	let ids = 0;
	const newId = () => `id-${++ids}`;
	const signal = new AbortController().signal;
	const log = { error: vi.fn() };
	const recorder = createRecorder({ database, clock, dayOf: () => '2026-11-24', log });
	const ownLine = { isDown: async () => false };
	const watchdog: Watchdog = createWatchdog({
		look: createLook({
			clock,
			signal,
			privateTargets: () => 'allow',
			ownLine: () => ownLine,
			learned: () => [],
			log
		}),
		learned: () => [],
		describe: () => 'the shop',
		recorder,
		clock,
		newId,
		isSilenced: () => false,
		hearers: () => [],
		isDueBetween: () => false,
		isStopping: () => false,
		onChange: () => undefined,
		onOpened: (one) => investigator.opened(one)
	});
	const investigator = lookInto({
		database,
		recorder,
		watchdog: () => watchdog,
		roster: () => roster,
		resolvers: () => [],
		references: () => ({ targets: [], line: ownLine }),
		privateTargets: () => 'allow',
		clock,
		signal,
		newId,
		onChange: () => undefined,
		log
	});
	await watchdog.watch(await resume(database, roster.facts.monitors, 0, clock.now()), clock.now());
	onTestFinished(async () => {
		await investigator.stop();
		await recorder.flush();
	});
	return { database, watchdog, monitorId, investigator, recorder, log };
}

async function ended(database: Database, outageId: string) {
	return vi.waitFor(
		async () => {
			const [found] = await investigations.ofOutage(database.client, 'ours', outageId);
			expect(found?.endedAt).toEqual(expect.any(Number));
			return found;
		},
		{ timeout: 15_000, interval: 50 }
	);
}

describe('a failing target', () => {
	it('behind a gateway that fails is looked into, and the verdict moves from the origin to the gateway', async () => {
		await using edge = await webServer(bad);
		await using origin = await webServer(good, '127.0.0.2');
		const { database, watchdog, monitorId, recorder, log } = await house(edge.url, {
			origin: `127.0.0.2:${origin.port}`
		});
		await watchdog.turn(monitorId, 0);
		await recorder.flush();
		expect(await database.client.investigation.count()).toBe(0);
		await watchdog.turn(monitorId, 0);
		const outage = watchdog.watches.get(monitorId)?.outage;
		expect(outage).toMatchObject({ cause: 'upstream-failure' });

		const found = await ended(database, outage?.id ?? '');
		expect(found).toMatchObject({
			askedBy: null,
			before: { cause: 'upstream-failure' },
			after: { failedSide: 'gateway', cause: 'gateway-internal' }
		});
		expect(found?.findings.map(({ remedy }) => remedy).sort()).toHaveLength(12);
		expect(found?.findings.find(({ remedy }) => remedy === 'ask-again')?.did).toContain(
			'after 1 second, as the answer asks'
		);
		expect(edge.asked.length + origin.asked.length).toBeLessThanOrEqual(2 + 36);

		await recorder.flush();
		const [stored] = await outages.ofMonitor(database.client, monitorId, 1);
		expect(stored).toMatchObject({ failedSide: 'gateway', cause: 'gateway-internal', endedAt: null });
		const all = await database.client.diagnosis.findMany({ orderBy: { at: 'asc' } });
		expect(all.map(({ stage }) => stage)).toEqual(['first', 'investigated']);
		const newest = (await diagnoses.latestOf(database.client, [outage?.id ?? ''])).get(outage?.id ?? '');
		expect(newest?.reasons[0]).toBe('Asked directly, the origin answers; through its gateway it does not.');
		expect(watchdog.watches.get(monitorId)?.diagnosis).toEqual(newest);
		expect(log.error).not.toHaveBeenCalled();
		expect(await investigations.ofOutage(database.client, 'theirs', outage?.id ?? '')).toEqual([]);
	});

	it('that recovers before it is confirmed is not looked into', async () => {
		let turn = 0;
		await using server = await webServer((request, response) =>
			(turn++ === 0 ? bad : good)(request, response)
		);
		const { database, watchdog, monitorId, recorder } = await house(server.url);
		await watchdog.turn(monitorId, 0);
		await watchdog.turn(monitorId, 0);
		await recorder.flush();
		expect(await database.client.investigation.count()).toBe(0);
		expect(server.asked).toHaveLength(2);
	});

	it('that turns us away is not asked once more', async () => {
		await using server = await webServer((_, response) => response.writeHead(429).end());
		const { database, watchdog, monitorId, recorder, investigator } = await house(server.url);
		await watchdog.turn(monitorId, 0);
		await watchdog.turn(monitorId, 0);
		const outage = watchdog.watches.get(monitorId)?.outage;
		expect(outage).toMatchObject({ kind: 'blocked' });
		await recorder.flush();
		expect(await database.client.investigation.count()).toBe(0);

		// not even where a person asks for it
		const asked = await investigator.investigate('ours', outage?.id ?? '', 'ada');
		if (asked && 'done' in asked) await asked.done;
		expect(server.asked).toHaveLength(2);
		const found = await ended(database, outage?.id ?? '');
		expect(found).toMatchObject({ askedBy: 'ada', after: { kind: 'blocked', failedSide: 'none' } });
	});
});

it('what a restart cut off is closed, and concludes nothing', async () => {
	await using server = await webServer(bad);
	const { database, watchdog, monitorId, recorder } = await house(server.url);
	await watchdog.turn(monitorId, 0);
	await watchdog.turn(monitorId, 0);
	await recorder.flush();
	const outageId = watchdog.watches.get(monitorId)?.outage?.id ?? '';
	const left = {
		id: 'left',
		outageId,
		startedAt: 1,
		endedAt: null,
		askedBy: 'ada',
		findings: [],
		before: null,
		after: null
	};
	await investigations.begin(database.client, left);
	await investigations.closeUnfinished(database.client, 5);
	const found = await investigations.ofOutage(database.client, 'ours', outageId);
	expect(found.find(({ id }) => id === 'left')).toEqual({ ...left, endedAt: 5 });
});
