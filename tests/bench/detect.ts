/** Group 3: how long until a real failure is public, from the instant the target turns to 502. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from './child.ts';
import { configOf } from './configurations.ts';
import type { Figure } from './figures.ts';
import { serve } from './served.ts';
import { percentile } from './work.ts';

const ROUNDS = 5;
const RETRY_MS = 1_000;
/** How often page and API are looked at. */
const LOOK_MS = 10;
const LIMIT_MS = 10_000;
/** What the aim allows beside the schedule. */
const MARGIN_MS = 100;

interface Seen {
	pageMs: number;
	apiMs: number;
	/** From the turn to the first check after it, and on to the one that confirms: what the schedule alone takes. */
	floorMs: number;
}

/** When something first holds, milliseconds after `since`. */
async function until(since: number, holds: () => Promise<boolean>): Promise<number> {
	while (Date.now() - since < LIMIT_MS) {
		if (await holds()) return Date.now() - since;
		await pause(LOOK_MS);
	}
	throw new Error(`Nothing was to be seen within ${LIMIT_MS / 1_000} seconds.`);
}

export async function benchDetect(say: (line: string) => void): Promise<Figure[]> {
	say(`detect: a target that turns to 502, ${ROUNDS} times …`);
	const dataDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
	try {
		await using target = await startChild('target.ts');
		const url = `http://127.0.0.1:${await target.ask<number>('port')}`;
		// one monitor a round: the second looks at a failure go on for a while, and would be taken for checks
		const watched = Array.from({ length: ROUNDS }, (_, round) => {
			return { key: `shop-${round}`, url: `${url}/${round}`, every: '1s' };
		});
		const configFile = path.join(dataDir, 'gatehouse.yaml');
		const defaults = { confirm: 2, recover: 1, retry: `${RETRY_MS}ms` };
		writeFileSync(configFile, configOf(watched, defaults));
		await using app = await serve(dataDir, configFile);
		const pageSays = async () => (await fetch(app.url)).text();
		const apiSays = async () => (await fetch(`${app.url}/api/v2/summary.json`)).text();
		const isDown = (text: string) => /"status":"major_outage"/.test(text);

		const rounds: Seen[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			await until(Date.now(), async () => /"indicator":"none"/.test(await apiSays()));
			await pause(150 + round * 170);
			const turnedAt = await target.ask<number>('break', `/${round}`);
			const [pageMs, apiMs] = await Promise.all([
				until(turnedAt, async () => (await pageSays()).includes(`shop-${round} is down`)),
				until(turnedAt, async () => isDown(await apiSays()))
			]);
			const failures = await target.ask<number[]>('failures', turnedAt);
			rounds.push({ pageMs, apiMs, floorMs: (failures[1] ?? turnedAt) - turnedAt });
			await target.ask('break', '/none');
		}
		const beyond = (seen: (one: Seen) => number) =>
			percentile(
				rounds.map((one) => seen(one) - one.floorMs),
				99
			);
		const average = rounds.reduce((sum, { floorMs }) => sum + floorMs, 0) / ROUNDS;
		return [
			{
				group: 'detect',
				name: 'from 502 to the confirming check: the schedule alone, on average',
				value: average,
				unit: 'ms'
			},
			...(['page', 'api'] as const).map((where): Figure => ({
				group: 'detect',
				name: `from the confirming check to ${where === 'page' ? 'the page' : 'summary.json'}, the slowest of ${ROUNDS}`,
				value: beyond((one) => (where === 'page' ? one.pageMs : one.apiMs)),
				unit: 'ms',
				aim: { kind: 'at-most', value: MARGIN_MS }
			}))
		];
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}
