/** The one running app of this process. It outlives a reload of the server code in development, so it hangs on the process. */
import type { IncomingMessage } from 'node:http';
import { createApp } from './app.ts';
import type { App } from './gatehouse.ts';
import type { FrontAnswer } from './front.ts';
import { readSettings } from './settings.ts';

interface House {
	'gatehouse.app'?: Promise<App>;
	'gatehouse.running'?: App;
	/** Asked by the production server before the framework. */
	'gatehouse.front'?: (request: IncomingMessage) => FrontAnswer | null;
	/** What the production server prints before it says that it is ready. */
	'gatehouse.greeting'?: string | null;
}

const house = globalThis as House;

/** Builds and starts the app, once however often it is called. */
export async function startApp(env: Record<string, string | undefined>): Promise<void> {
	house['gatehouse.app'] ??= begin(env);
	await house['gatehouse.app'];
}

/** @throws Error before the start */
export function runningApp(): App {
	const app = house['gatehouse.running'];
	if (!app) throw new Error('The app has not been started.');
	return app;
}

async function begin(env: Record<string, string | undefined>): Promise<App> {
	const app = await createApp(readSettings(env));
	await app.start();
	house['gatehouse.running'] = app;
	house['gatehouse.front'] = (request) => app.front.answer(request);
	house['gatehouse.greeting'] = app.greeting();
	process.on('SIGHUP', () => void app.reload());
	process.once('sveltekit:shutdown', () => void app.stop().then(() => process.exit(0)));
	return app;
}
