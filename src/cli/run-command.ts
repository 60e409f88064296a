/** Runs one command of the project's own tools, bounded in time, and takes it along when this process is told to stop. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface CommandOptions {
	timeoutMs: number;
	/** Added to the environment. */
	env?: Record<string, string>;
	/** `quiet` keeps the output and shows it only when the command fails. */
	output?: 'shown' | 'quiet';
}

export interface CommandResult {
	/** The exit code, or null where a signal or the time limit ended it, or where it could not be started. */
	code: number | null;
	output: string;
	isTimedOut: boolean;
	/** There is no such command. */
	isMissing: boolean;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The pinned tools come first, so that a shell's own Node is never the one that runs them. */
function toolPath(): string {
	return [path.resolve('node_modules/.bin'), process.env.PATH ?? ''].join(path.delimiter);
}

/**
 * Runs a command without a shell and without input.
 * @returns how it ended; a command that does not exist ends with code null
 */
export function runCommand(command: string, args: string[], options: CommandOptions): Promise<CommandResult> {
	const isQuiet = options.output === 'quiet';
	return new Promise((resolve) => {
		let output = '';
		let isTimedOut = false;
		let isMissing = false;
		// A group of its own: what the command started ends with it.
		const child = spawn(command, args, {
			stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
			env: { ...process.env, ...options.env, PATH: toolPath() },
			detached: true
		});
		const end = (signal: NodeJS.Signals) => {
			if (child.pid === undefined) return;
			try {
				process.kill(-child.pid, signal);
			} catch {
				// The group is gone already.
			}
		};
		const pass = (signal: NodeJS.Signals) => {
			end(signal);
			process.exit(EXIT_CODES[signal as keyof typeof EXIT_CODES]);
		};
		for (const signal of SIGNALS) process.on(signal, pass);
		const timer = setTimeout(() => {
			isTimedOut = true;
			end('SIGKILL');
		}, options.timeoutMs);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
		}
		const done = (code: number | null) => {
			clearTimeout(timer);
			for (const signal of SIGNALS) process.off(signal, pass);
			resolve({ code: isTimedOut ? null : code, output, isTimedOut, isMissing });
		};
		child.once('error', (error: NodeJS.ErrnoException) => {
			isMissing = error.code === 'ENOENT';
			output += error.message;
			done(null);
		});
		child.once('close', done);
	});
}
