/**
 * Shows any snapshot through the real build: `node tests/support/gallery.ts '{"story":"outage"}' 4000` for looking at it by
 * hand, `startGallery` for stories in the browser that need a state no real target brings about.
 */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createFront } from '../../src/lib/server/front.ts';
import { sampleDetail, sampleSnapshot, type SampleOptions } from './snapshot.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_LINE = /^Gallery: (http:\/\/\S+)$/m;

export interface Gallery extends AsyncDisposable {
	origin: string;
}

/** A process of its own, since the build's handler takes its app from the process it runs in. */
export async function startGallery(options: SampleOptions = {}): Promise<Gallery> {
	const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(options), '0'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
	let printed = '';
	const origin = await new Promise<string>((resolve, reject) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => {
				printed += text;
				const ready = READY_LINE.exec(printed);
				if (ready?.[1]) resolve(ready[1]);
			});
		}
		void gone.then(() => reject(new Error(`The gallery did not open. It printed:\n${printed}`)));
	});
	return {
		origin,
		async [Symbol.asyncDispose]() {
			child.kill('SIGKILL');
			await gone;
		}
	};
}

/** What the routes of public pages ask of an app; each `?broken` request fails as a fault of ours would. */
function appOf(options: SampleOptions, origin: string) {
	const snapshot = sampleSnapshot(options);
	snapshot.page.url = origin;
	return {
		settings: { origin, basePath: '' },
		log: { error: () => undefined },
		front: createFront(() => snapshot, ''),
		snapshot: () => snapshot,
		async incident(_: unknown, id: string) {
			const incident = snapshot.incidents.find((one) => one.id === id);
			if (!incident) return null;
			const [first] = incident.postmortemAt === null ? [] : incident.components;
			const points = first ? (sampleDetail(snapshot, first.key)?.series[0]?.points ?? []) : [];
			const charts = first && points.length > 0 ? [{ key: first.key, name: first.name, points }] : [];
			return { incident, movedTo: null, charts };
		},
		async component(_: unknown, key: string) {
			if (key === 'broken') throw new Error('A fault of ours.');
			return sampleDetail(snapshot, key);
		}
	};
}

async function open(options: SampleOptions, port: number): Promise<void> {
	let handler: RequestListener | null = null;
	let front: ReturnType<typeof createFront> | null = null;
	const server = createServer((request: IncomingMessage, response) => {
		const kept = front?.answer(request);
		if (!kept) return handler?.(request, response);
		response.writeHead(kept.status, kept.headers).end(kept.body);
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
	// the framework reads it when it is imported
	process.env.ORIGIN = origin;
	const app = appOf(options, origin);
	front = app.front;
	Object.assign(globalThis, { 'gatehouse.app': Promise.resolve(app), 'gatehouse.running': app });
	const build = (await import(path.join(ROOT, 'build/handler.js'))) as { handler: RequestListener };
	handler = build.handler;
	process.stdout.write(`Gallery: ${origin}\n`);
}

if (process.argv[1] === import.meta.filename) {
	const [, , options = '{}', port = '0'] = process.argv;
	await open(JSON.parse(options) as SampleOptions, Number(port));
}
