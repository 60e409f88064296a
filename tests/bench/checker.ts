/** Gatehouse without its web pages, in a process of its own, so that what checking costs can be told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from '../../src/lib/server/app.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import { answerParent } from './child.ts';
import { contentBytes, readBack } from './read-back.ts';
import { cpuMsSince, type Work } from './work.ts';

export interface Watching extends Work {
	/** How late each check of the measured time began, milliseconds, by the key of its monitor. */
	latenessMs: Record<string, number[]>;
	/** What the measured checks added to the database, bytes. */
	grownBytes: number;
	storedChecks: number;
	rssMb: number;
}

/** A machine that takes longer to begin is measured as it is. */
const SETTLE_LIMIT_MS = 40_000;

answerParent({
	/** Watches as the configuration says, lets it settle, then measures. */
	async run(config: string, settleMs: number, forMs: number): Promise<Watching> {
		const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
		try {
			const file = path.join(folder, 'gatehouse.yaml');
			writeFileSync(file, config);
			const settings = readSettings({ DATA_DIR: folder, GATEHOUSE_CONFIG: file, LOG_LEVEL: 'error' });
			const app = await createApp(settings);
			await app.start();
			await settled(app);
			await pause(settleMs);
			const from = Date.now();
			const first = structuredClone(await app.metrics());
			const firstBytes = contentBytes(folder);
			const endProfile = await beginProfile();
			const before = process.cpuUsage();
			const startedAt = performance.now();
			await pause(forMs);
			const [cpuMs, ms] = [cpuMsSince(before), performance.now() - startedAt];
			await endProfile();
			const last = await app.metrics();
			const lastBytes = contentBytes(folder);
			const rssMb = process.memoryUsage().rss / 2 ** 20;
			const until = Date.now();
			await app.stop();
			const total = ({ checksTotal }: typeof first) => Object.values(checksTotal).reduce((a, b) => a + b, 0);
			const { latenessMs, stored } = await readBack(folder, from, until);
			return {
				checks: total(last) - total(first),
				ms,
				cpuMs,
				latenessMs,
				grownBytes: lastBytes - firstBytes,
				storedChecks: stored,
				rssMb
			};
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
});

/** Every monitor has had its first turn, and nobody waits for one. */
async function settled(app: Awaited<ReturnType<typeof createApp>>): Promise<void> {
	for (const startedAt = performance.now(); performance.now() - startedAt < SETTLE_LIMIT_MS;) {
		const { checksTotal, scheduler, monitors: watched } = await app.metrics();
		const checks = Object.values(checksTotal).reduce((a, b) => a + b, 0);
		if (checks >= watched.length && scheduler.waiting === 0) return;
		await pause(100);
	}
}

/** Where BENCH_PROFILE names a file, the measured time is profiled into it. @returns what ends it */
async function beginProfile(): Promise<() => Promise<void>> {
	const file = process.env.BENCH_PROFILE;
	if (!file) return () => Promise.resolve();
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	return async () => {
		const { profile } = await session.post('Profiler.stop');
		writeFileSync(file, JSON.stringify(profile));
	};
}
