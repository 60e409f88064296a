/** Playwright's global setup: the stories run against the built app, so it has to be built from what lies here. */
import { prepareBuild, prepareClient } from '../../src/cli/prepare.ts';

export default async function setUp(): Promise<void> {
	await prepareClient({ say: console.log });
	await prepareBuild('', { say: console.log });
}
