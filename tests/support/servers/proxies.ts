/** Real gateways from the distribution's packages, each in front of one backend, on ports and in a folder of the test's own. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { closedPort } from './raw.ts';

interface Place {
	folder: string;
	port: number;
	backend: number;
}

interface Gateway {
	program: string;
	/** What it needs beside itself. */
	needs?: string;
	/** Its configuration file. */
	config(place: Place): string;
	args(file: string, place: Place): string[];
}

const MODULES = '/usr/lib/apache2/modules';
const SECOND = 1;

/** By the name that a diagnosis gives the vendor. Each waits a second for its backend. */
const GATEWAYS = {
	nginx: {
		program: '/usr/sbin/nginx',
		config: ({ folder, port, backend }) => `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/log;
events {}
http {
	access_log off;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n\t')}
	server {
		listen 127.0.0.1:${port};
		location / { proxy_pass http://127.0.0.1:${backend}; proxy_connect_timeout ${SECOND}s; proxy_read_timeout ${SECOND}s; }
	}
}`,
		args: (file) => ['-c', file]
	},
	'apache-httpd': {
		program: '/usr/sbin/apache2',
		config: ({ folder, port, backend }) => `
ServerRoot ${folder}
ServerName shop.example
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/log
DefaultRuntimeDir ${folder}
Mutex pthread
${isRoot() ? 'User www-data\nGroup www-data' : ''}
${['mpm_event', 'authz_core', 'proxy', 'proxy_http'].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
StartServers 1
ProxyPass / http://127.0.0.1:${backend}/ timeout=${SECOND} connectiontimeout=${SECOND}`,
		args: (file) => ['-X', '-f', file]
	},
	haproxy: {
		program: '/usr/sbin/haproxy',
		config: ({ port, backend }) => `
defaults
	mode http
	timeout connect ${SECOND}s
	timeout client 10s
	timeout server ${SECOND}s
	retries 1
listen shop
	bind 127.0.0.1:${port}
	server one 127.0.0.1:${backend}
`,
		args: (file) => ['-db', '-f', file]
	},
	varnish: {
		program: '/usr/sbin/varnishd',
		// its rules are compiled when it starts
		needs: '/usr/bin/gcc',
		config: ({ backend }) => `vcl 4.1;
backend default {
	.host = "127.0.0.1"; .port = "${backend}";
	.connect_timeout = ${SECOND}s; .first_byte_timeout = ${SECOND}s; .between_bytes_timeout = ${SECOND}s;
}`,
		args: (file, { folder, port }) => [
			...['-F', '-j', 'none', '-n', `${folder}/n`, '-f', file],
			...['-a', `127.0.0.1:${port}`, '-s', 'malloc,16m']
		]
	},
	squid: {
		program: '/usr/sbin/squid',
		config: ({ folder, port, backend }) => `
http_port 127.0.0.1:${port} accel defaultsite=shop.example no-vhost
cache_peer 127.0.0.1 parent ${backend} 0 no-query no-digest originserver name=one connect-timeout=${SECOND}
http_access allow all
cache deny all
cache_log ${folder}/log
access_log none
pid_filename none
coredump_dir ${folder}
connect_timeout ${SECOND} second
read_timeout ${SECOND} second
forward_timeout 2 seconds
shutdown_lifetime 0 seconds
visible_hostname shop.example
pinger_enable off`,
		args: (file) => ['-N', '-f', file]
	}
} satisfies Record<string, Gateway>;
export type GatewayName = keyof typeof GATEWAYS;

function isRoot(): boolean {
	return userInfo().uid === 0;
}

export function isInstalled(name: GatewayName): boolean {
	const { program, needs }: Gateway = GATEWAYS[name];
	return existsSync(program) && (needs === undefined || existsSync(needs));
}

export interface RunningGateway extends AsyncDisposable {
	url: string;
}

/** @throws Error with what it printed when it does not listen within a while */
export async function gateway(name: GatewayName, backend: number): Promise<RunningGateway> {
	const { program, config, args }: Gateway = GATEWAYS[name];
	const folder = mkdtempSync(path.join(tmpdir(), `gatehouse-${name}-`));
	// Some begin as root and go on as somebody else.
	chmodSync(folder, 0o777);
	const place = { folder, port: await closedPort(), backend };
	const file = path.join(folder, 'config');
	writeFileSync(file, config(place));
	const child = spawn(program, args(file, place), { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
	}
	const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const end = async () => {
		child.kill('SIGKILL');
		await gone;
		rmSync(folder, { recursive: true, force: true });
	};
	const giveUpAt = performance.now() + 20_000;
	while (!(await listens(place.port))) {
		if (child.exitCode !== null || performance.now() > giveUpAt) {
			await end();
			throw new Error(`${name} does not listen. It printed:\n${printed}`);
		}
	}
	return { url: `http://127.0.0.1:${place.port}/`, [Symbol.asyncDispose]: end };
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => setTimeout(() => resolve(false), 20));
	});
}
