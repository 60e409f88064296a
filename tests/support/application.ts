/** Starts the built app as a process of its own, as users do: for stories that need a real one, also one that is killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SETTING_NAMES } from '../../src/lib/server/settings.ts';

export interface ApplicationOptions {
	/** The text of gatehouse.yaml; without it there is none, and the app makes its own first monitor. */
	config?: string;
	/** Settings of the environment. Those not given have their defaults, whatever the shell or `.env` says. */
	settings?: Partial<Record<(typeof SETTING_NAMES)[number], string>>;
}

export interface Application {
	/** `http://localhost:PORT`, the same over restarts. */
	readonly origin: string;
	readonly dataDir: string;
	/** Where the config file is; written anew, the app reads it again. */
	readonly configFile: string;
	/** Everything that all starts so far have printed. */
	logs(): string;
	/** Sends a signal that does not end it. */
	signal(signal: NodeJS.Signals): void;
	/** Ends the process and waits until it is gone. @returns its exit code, null where a signal ended it */
	kill(signal?: NodeJS.Signals): Promise<number | null>;
	/** Starts it again on the same data, port and settings, and waits until it is ready. */
	restart(): Promise<void>;
	/** Ends it and removes its data. */
	dispose(): Promise<void>;
}

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;
const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_LINE = /^Gatehouse is ready: (http:\/\/localhost:(\d+))/m;

/**
 * Starts the app that `build/` holds, on a free port of this machine, with data of its own.
 * @throws Error with everything it printed, where it does not become ready
 */
export async function startApplication(options: ApplicationOptions = {}): Promise<Application> {
	const dataDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-test-'));
	const configFile = path.join(dataDir, 'gatehouse.yaml');
	if (options.config !== undefined) writeFileSync(configFile, options.config);

	let child: ChildProcess | null = null;
	let printed = '';
	let port = '0';

	function launch(): ChildProcess {
		const defaults = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
		const config = options.config === undefined ? {} : { GATEHOUSE_CONFIG: configFile };
		const place = { HOST: '127.0.0.1', PORT: port, DATA_DIR: dataDir, ...config };
		const started = spawn(process.execPath, ['build'], {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...defaults, ...place, ...options.settings }
		});
		for (const stream of [started.stdout, started.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
		}
		return started;
	}

	/** Waits until it says that it listens, and then until it does its work. */
	async function start(): Promise<string> {
		const from = printed.length;
		const process = launch();
		child = process;
		const until = performance.now() + READY_LIMIT_MS;
		while (performance.now() < until && process.exitCode === null && process.signalCode === null) {
			const ready = READY_LINE.exec(printed.slice(from));
			if (ready?.[1] && ready[2]) {
				port = ready[2];
				const address = `http://127.0.0.1:${port}${options.settings?.BASE_PATH ?? ''}/readyz`;
				if (
					await fetch(address).then(
						(answer) => answer.ok,
						() => false
					)
				)
					return ready[1];
			}
			await pause(25);
		}
		await kill('SIGKILL');
		throw new Error(`The app did not become ready. It printed:\n${printed}`);
	}

	async function kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
		const ending = child;
		if (!ending) return null;
		child = null;
		if (ending.exitCode === null && ending.signalCode === null) {
			const gone = new Promise((resolve) => ending.once('close', resolve));
			ending.kill(signal);
			const force = setTimeout(() => ending.kill('SIGKILL'), STOP_LIMIT_MS);
			await gone;
			clearTimeout(force);
		}
		return ending.exitCode;
	}

	async function dispose(): Promise<void> {
		await kill('SIGTERM');
		rmSync(dataDir, { recursive: true, force: true });
	}

	try {
		const origin = await start();
		return {
			origin,
			dataDir,
			configFile,
			logs: () => printed,
			signal: (signal) => void child?.kill(signal),
			kill,
			async restart() {
				await kill('SIGTERM');
				await start();
			},
			dispose
		};
	} catch (error) {
		await dispose();
		throw error;
	}
}
