/** How the stories in the browser run: against the built app, in the browser that this machine has. */
import { defineConfig } from '@playwright/test';
import { BROWSER_VARIABLE, findBrowser, launchOptions } from './tests/support/browser.ts';

const browser = await findBrowser();
if (!browser) throw new Error('There is no browser here: "npm test" finds or installs one.');
// Found once, and told to the processes that run the stories.
process.env[BROWSER_VARIABLE] = JSON.stringify(browser);

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.test.ts',
	outputDir: 'test-results',
	globalSetup: './tests/support/application-build.ts',
	workers: 2,
	forbidOnly: Boolean(process.env.CI),
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	use: {
		browserName: 'chromium',
		launchOptions: launchOptions(browser),
		timezoneId: 'UTC',
		locale: 'en-GB',
		screenshot: 'only-on-failure',
		trace: 'retain-on-failure'
	}
});
