/** A real nginx of this machine in front of a server of the test's; where nginx is not installed, there is none. */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Nginx extends AsyncDisposable {
	/** Without a slash at the end. */
	url: string;
}

const READY_LIMIT_MS = 10_000;
const FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Where the program is; null where it is not installed. */
export function nginxProgram(): string | null {
	const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
	for (const folder of folders.filter(Boolean)) {
		const program = path.join(folder, 'nginx');
		try {
			accessSync(program, constants.X_OK);
			return program;
		} catch {
			continue;
		}
	}
	return null;
}

/**
 * Starts it on a port, passing every request on to the server behind.
 * @param port a free one
 * @throws Error with what it printed, where it does not come up
 */
export async function nginxBefore(program: string, port: number, upstreamPort: number): Promise<Nginx> {
	const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-nginx-'));
	mkdirSync(path.join(folder, 'temp'));
	const temporary = FOLDERS.map((name) => `${name}_temp_path ${folder}/temp/${name};`).join('\n');
	const file = path.join(folder, 'nginx.conf');
	writeFileSync(
		file,
		`daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 64; }
http {
	access_log off;
	${temporary}
	server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${upstreamPort}; } }
}
`
	);
	const child = spawn(program, ['-e', `${folder}/error.log`, '-p', folder, '-c', file], {
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let printed = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
	const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const url = `http://127.0.0.1:${port}`;
	const until = performance.now() + READY_LIMIT_MS;
	while (performance.now() < until && child.exitCode === null) {
		const isUp = await fetch(url).then(
			() => true,
			() => false
		);
		if (isUp) break;
		await pause(25);
	}
	async function dispose(): Promise<void> {
		child.kill('SIGTERM');
		await gone;
		rmSync(folder, { recursive: true, force: true });
	}
	if (child.exitCode !== null) {
		await dispose();
		throw new Error(`nginx did not come up. It printed:\n${printed}`);
	}
	return { url, [Symbol.asyncDispose]: dispose };
}
