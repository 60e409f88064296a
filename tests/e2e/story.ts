/**
 * What every story in the browser gets: apps of its own that end with it, and a browser that forgives nothing. A
 * console error, an uncaught exception or a request to any other host fails the story.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { startApplication, type Application, type ApplicationOptions } from '../support/application.ts';

interface Story {
	/** Console messages that this story brings about on purpose, such as the browser's remark about a 404. */
	expectedComplaints: RegExp[];
	/** Starts an app; it ends with the story. */
	launch(options?: ApplicationOptions): Promise<Application>;
}

const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
const LOCAL_SCHEME = /^(?:data|blob|about|chrome-error):$/;

/** Writes down everything that should not happen in any page of the context. */
function listen(context: BrowserContext, complaints: string[]): void {
	context.on('console', (message) => {
		if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
	});
	context.on('weberror', (error) =>
		complaints.push(`page error: ${error.error().stack ?? error.error().message}`)
	);
	context.on('request', (request) => {
		const url = new URL(request.url());
		if (!LOCAL_SCHEME.test(url.protocol) && !OWN_HOST.test(url.hostname)) {
			complaints.push(`request to another host: ${request.url()}`);
		}
	});
}

export const test = base.extend<Story>({
	expectedComplaints: [[], { option: true }],
	launch: async ({}, use) => {
		const running: Application[] = [];
		await use(async (options) => {
			const application = await startApplication(options);
			running.push(application);
			return application;
		});
		await Promise.all(running.map((application) => application.dispose()));
	},
	// pages close before the apps that they are of: what is still on its way is no complaint
	context: async ({ context, expectedComplaints, launch: _apps }, use) => {
		const complaints: string[] = [];
		listen(context, complaints);
		await use(context);
		const unexpected = complaints.filter((line) => !expectedComplaints.some((known) => known.test(line)));
		expect(unexpected, 'what the browser complained about').toEqual([]);
	}
});

/** Holds a page against the rules that axe can check: WCAG 2.2 A and AA, and axe's best practices. */
export async function expectAccessible(page: Page): Promise<void> {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
	const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
	const found = violations.flatMap(({ id, help, nodes }) =>
		nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`)
	);
	expect(found, 'what axe found').toEqual([]);
}

export { expect };
