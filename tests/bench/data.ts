/** Group 4: how long a start takes with an empty and with a ninety-day database, and what an idle Gatehouse occupies. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { configOf, many } from './configurations.ts';
import type { Figure } from './figures.ts';
import { writeHistory } from './history.ts';
import { serve } from './served.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const MONITORS = 100;
/** As a monitor by the minute leaves it behind, but for its checks, which are kept for so long. */
const HISTORY = { everyMs: 5 * MINUTE_MS, checksKeptMs: 7 * DAY_MS };
/** After that, whatever a start leaves behind has settled. */
const IDLE_MS = 5_000;

async function started(hasHistory: boolean, say: (line: string) => void): Promise<Figure[]> {
	const what = hasHistory ? `ninety days of ${MONITORS} monitors` : 'an empty database';
	say(`data: a start with ${what} …`);
	const dataDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
	try {
		const configFile = path.join(dataDir, 'gatehouse.yaml');
		const config = configOf(many(MONITORS, '1h', 'http://127.0.0.1:9'), { confirm: 20, retry: '1h' });
		writeFileSync(configFile, config);
		const bytes = hasHistory ? await writeHistory({ ...HISTORY, dataDir, config, now: Date.now() }) : null;
		const starts: number[] = [];
		let residentMb: number | null = null;
		for (let round = 0; round < (hasHistory ? 3 : 1); round += 1) {
			await using app = await serve(dataDir, configFile);
			starts.push(app.readyAfterMs);
			if (hasHistory && round === 0) {
				await pause(IDLE_MS);
				residentMb = app.residentMb();
			}
		}
		return [
			{
				group: 'data',
				name: `ready after, with ${what}`,
				value: Math.min(...starts),
				unit: 'ms',
				...(hasHistory ? { aim: { kind: 'at-most', value: 2_000 } as const } : {})
			},
			...(bytes === null
				? []
				: [{ group: 'data' as const, name: `the database with ${what}`, value: bytes / 1e6, unit: 'MB' }]),
			...(residentMb === null
				? []
				: [
						{
							group: 'data' as const,
							name: `idle memory, with ${what}`,
							value: residentMb,
							unit: 'MB',
							aim: { kind: 'at-most' as const, value: 150 }
						}
					])
		];
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}

export async function benchData(say: (line: string) => void): Promise<Figure[]> {
	return [...(await started(false, say)), ...(await started(true, say))];
}
