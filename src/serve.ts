/**
 * `node build`: the production server. The build bundles this file as its entry beside the framework's handler, whose
 * import starts the app. Binds first, so that a second copy is told about the port before it touches any data.
 */
import './lib/server/threads.ts';
import { existsSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeFault } from './cli/node-version.js';
import type { FrontAnswer } from './lib/server/front.ts';
import { readSettings, SettingsFault, type Settings } from './lib/server/settings.ts';
import { CLIENT_ADDRESS_HEADER } from './lib/server/web/client-address.ts';
import { beginFrugally } from './lib/server/web/memory.ts';
import { closeWebServer, createWebServer, type Handler } from './lib/server/web/web-server.ts';

/** Answers under way get this long when the process is told to stop; pages take milliseconds. */
const DRAIN_MS = 3_000;
/** After that the app has this long to write down what it knows. */
const STOP_MS = 6_000;

/** Where the running app leaves its memory of drawn pages and its greeting, see lib/server/running-app.ts. */
const house = globalThis as {
	'gatehouse.front'?: (request: IncomingMessage) => FrontAnswer | null;
	'gatehouse.greeting'?: string | null;
};

function giveUp(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}

/** The framework wrote the path into every address when it was built. */
function refuseOtherPath({ basePath }: Settings): void {
	if (basePath === BUILT_BASE_PATH) return;
	const [built, asked] = [BUILT_BASE_PATH, basePath].map((path) => (path === '' ? 'no path' : `"${path}"`));
	giveUp(
		`This build serves below ${built}, and BASE_PATH asks for ${asked}. "npm run build" makes another one.`
	);
}

function settingsOrGiveUp(): Settings {
	try {
		return readSettings(process.env);
	} catch (error) {
		if (error instanceof SettingsFault) giveUp(error.message);
		throw error;
	}
}

/** Listens on the socket, or on host and port. */
function listen(server: Server, { host, port }: Settings, socketPath: string | undefined): Promise<void> {
	if (socketPath && statSync(socketPath, { throwIfNoEntry: false })?.isSocket()) rmSync(socketPath);
	return new Promise((resolve) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const faults: Record<string, string> = {
				EADDRINUSE: `Port ${port} is already in use: stop the program that uses it, or set PORT to another one.`,
				EACCES: `This user may not listen on port ${port}: set PORT to 1024 or more.`,
				EADDRNOTAVAIL: `HOST takes an address of this machine, not "${host}".`,
				ENOTFOUND: `HOST takes an address of this machine, not "${host}".`
			};
			giveUp((!socketPath && faults[error.code ?? '']) || `Gatehouse cannot listen: ${error.message}.`);
		});
		server.listen(socketPath ? { path: socketPath } : { host, port }, resolve);
	});
}

/** A sentence for the operator as it is; a fault of ours with where it happened. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const isOurs = [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
	return (isOurs && error.stack) || error.message;
}

const oldNode = nodeFault(process.versions.node);
if (oldNode !== null) giveUp(oldNode);
beginFrugally(import.meta.filename);
if (existsSync('.env')) process.loadEnvFile('.env');
const settings = settingsOrGiveUp();
refuseOtherPath(settings);
const socketPath = process.env.SOCKET_PATH || undefined;

const app = Promise.withResolvers<Handler>();
const server = createWebServer({
	handler: app.promise,
	front: (request) => house['gatehouse.front']?.(request) ?? null,
	trustedProxies: settings.trustProxy,
	onFault: (error) => console.error(error)
});
await listen(server, settings, socketPath);
if (!socketPath) process.env.PORT = String((server.address() as AddressInfo).port);

// The framework reads these when it is imported.
const { origin, basePath, trustProxy } = settingsOrGiveUp();
process.env.ORIGIN = origin;
if (trustProxy > 0) process.env.ADDRESS_HEADER = CLIENT_ADDRESS_HEADER;
try {
	const { handler } = (await import(import.meta.resolve('./handler.js'))) as { handler: Handler };
	app.resolve(handler);
} catch (error) {
	giveUp(reasonOf(error));
}
if (house['gatehouse.greeting']) console.log(house['gatehouse.greeting']);
console.log(`Gatehouse is ready: ${origin}${basePath}/`);

let isStopping = false;
/** What the framework's own entry does: close, then tell the app, which ends the process when it has stopped. */
async function stop(reason: NodeJS.Signals): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	await closeWebServer(server, DRAIN_MS);
	setTimeout(() => process.exit(1), STOP_MS).unref();
	process.emit('sveltekit:shutdown' as 'exit', reason as unknown as number);
}
process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));
