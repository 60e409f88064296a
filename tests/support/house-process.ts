/** A house in a process of its own, without a web server, so that it can be killed at any moment: run by the test of that. */
import { createApp } from '../../src/lib/server/app.ts';
import { readSettings } from '../../src/lib/server/settings.ts';

const app = await createApp(readSettings(process.env));
await app.start();
process.send?.('started');
