/** The built app as a process of its own, as users run it, with what it costs: time until ready, memory, processor. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY = /^Gatehouse is ready: http:\/\/localhost:(\d+)/m;
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export interface Served extends AsyncDisposable {
	/** `http://127.0.0.1:PORT` */
	url: string;
	/** From the start of the process to the first good answer of /readyz, milliseconds. */
	readyAfterMs: number;
	/** Megabytes it occupies; null where the system does not say. */
	residentMb(): number | null;
}

/** @throws Error with what it printed when it does not become ready */
export async function serve(dataDir: string, configFile: string): Promise<Served> {
	const startedAt = performance.now();
	const child = spawn(process.execPath, ['build'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env.PATH,
			HOST: '127.0.0.1',
			PORT: '0',
			DATA_DIR: dataDir,
			GATEHOUSE_CONFIG: configFile,
			LOG_LEVEL: 'error'
		}
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
	}
	const gone = new Promise((resolve) => child.once('close', resolve));
	const isGone = () => child.exitCode !== null || child.signalCode !== null;

	async function end(): Promise<void> {
		if (isGone()) return;
		child.kill('SIGTERM');
		const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
		await gone;
		clearTimeout(force);
	}

	while (performance.now() - startedAt < READY_LIMIT_MS && !isGone()) {
		const port = READY.exec(printed)?.[1];
		const url = `http://127.0.0.1:${port}`;
		if (port && (await isReady(url))) {
			return {
				url,
				readyAfterMs: performance.now() - startedAt,
				residentMb: () => residentMb(child.pid ?? 0),
				[Symbol.asyncDispose]: end
			};
		}
		await pause(5);
	}
	await end();
	throw new Error(`The app did not become ready. It printed:\n${printed}`);
}

async function isReady(url: string): Promise<boolean> {
	return fetch(`${url}/readyz`).then(
		({ ok }) => ok,
		() => false
	);
}

function residentMb(pid: number): number | null {
	const file = `/proc/${pid}/status`;
	if (!existsSync(file)) return null;
	const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
	return kilobytes ? Number(kilobytes) / 1_024 : null;
}
