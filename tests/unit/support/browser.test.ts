import path from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../../../src/cli/run-command.ts';
import { BROWSER_VARIABLE, findBrowser, installBrowser, type Machine } from '../../support/browser.ts';

const DEBIANS = '/usr/bin/chromium';
const NAMED = '/opt/browser/chrome';
const PLAYWRIGHTS = chromium.executablePath();
const UNPACKED = path.resolve('node_modules/.cache/gatehouse-browser/chromium');

interface Here {
	/** Browsers that draw a page. */
	browsers?: string[];
	/** They draw only with the libraries that the npm package brings. */
	needsLibraries?: boolean;
	env?: Record<string, string>;
	isRoot?: boolean;
	/** Commands that work, and the browser that is there afterwards. */
	reachable?: Record<string, string>;
}

function machine({ browsers = [], env = {}, isRoot = true, reachable = {}, needsLibraries }: Here) {
	const there = new Set(browsers);
	const ran: string[] = [];
	const made: Machine = {
		env,
		isRoot,
		onPath: (name) => (name === 'apt-get' || there.has(`/usr/bin/${name}`) ? `/usr/bin/${name}` : null),
		draws: ({ executablePath, env: added }) =>
			Promise.resolve(there.has(executablePath) && (!needsLibraries || 'LD_LIBRARY_PATH' in added)),
		run(command, args, { timeoutMs, output }) {
			const line = [path.basename(command), ...args.filter((arg) => !/^-|=/.test(arg))].join(' ');
			expect(timeoutMs).toBeLessThanOrEqual(240_000);
			expect(output).toBe('quiet');
			ran.push(line.replace(/node .*browser-unpack\.ts$/, 'unpack'));
			const brought = reachable[ran.at(-1) ?? ''];
			if (brought) there.add(brought);
			const result: CommandResult = {
				code: brought === undefined ? 1 : 0,
				output: '',
				isTimedOut: false,
				isMissing: false
			};
			return Promise.resolve(result);
		}
	};
	return { made, ran };
}

describe('finding one', () => {
	it.each<[string, Here, string | null]>([
		[
			'the named one comes first',
			{ browsers: [NAMED, PLAYWRIGHTS, DEBIANS], env: { PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: NAMED } },
			NAMED
		],
		['then the one that Playwright installed', { browsers: [PLAYWRIGHTS, DEBIANS, UNPACKED] }, PLAYWRIGHTS],
		["then the system's", { browsers: [DEBIANS, UNPACKED] }, DEBIANS],
		["the system's under another name", { browsers: ['/usr/bin/google-chrome'] }, '/usr/bin/google-chrome'],
		['then the unpacked one', { browsers: [UNPACKED] }, UNPACKED],
		['or none', {}, null]
	])('%s', async (_, here, file) => {
		const { made, ran } = machine(here);
		expect((await findBrowser(made))?.executablePath ?? null).toBe(file);
		expect(ran).toEqual([]);
	});

	it('a named one that does not start is not replaced in silence', async () => {
		const env = { PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: NAMED };
		const { made } = machine({ browsers: [DEBIANS], env });
		await expect(findBrowser(made)).rejects.toThrow(
			`names ${NAMED}, which is not a browser that starts here`
		);
	});

	it('one that was found already is not looked for again', async () => {
		const known = { executablePath: '/x', args: [], env: {}, source: 'before' };
		const { made } = machine({ env: { [BROWSER_VARIABLE]: JSON.stringify(known) } });
		expect(await findBrowser(made)).toEqual(known);
	});
});

describe('installing one', () => {
	const ALL = ['playwright install chromium', 'apt-get update', 'apt-get install chromium', 'unpack'];
	const [DOWNLOAD, , PACKAGE, UNPACK] = ALL as [string, string, string, string];

	it.each<[string, Here, string, string[]]>([
		["Playwright's download", { reachable: { [DOWNLOAD]: PLAYWRIGHTS } }, PLAYWRIGHTS, ALL.slice(0, 1)],
		["then the distribution's package", { reachable: { [PACKAGE]: DEBIANS } }, DEBIANS, ALL.slice(0, 3)],
		['then the npm package', { reachable: { [UNPACK]: UNPACKED } }, UNPACKED, ALL],
		[
			'the npm package with its own libraries',
			{ reachable: { [UNPACK]: UNPACKED }, needsLibraries: true },
			UNPACKED,
			ALL
		],
		[
			'an ordinary user asks no package manager',
			{ isRoot: false, reachable: { [UNPACK]: UNPACKED } },
			UNPACKED,
			[DOWNLOAD, UNPACK]
		],
		[
			'a download that draws nothing is passed over',
			{ reachable: { [DOWNLOAD]: '/elsewhere', [PACKAGE]: DEBIANS } },
			DEBIANS,
			ALL.slice(0, 3)
		]
	])('%s', async (_, here, file, commands) => {
		const { made, ran } = machine(here);
		const said: string[] = [];
		const browser = await installBrowser((sentence) => void said.push(sentence), made);
		expect([browser.executablePath, ran]).toEqual([file, commands]);
		expect('LD_LIBRARY_PATH' in browser.env).toBe(here.needsLibraries === true);
		expect(said[0]).toBe("Getting a browser: Playwright's download …");
	});

	it('says what to do where none can be reached', async () => {
		const { made, ran } = machine({});
		await expect(installBrowser(() => undefined, made)).rejects.toThrow(
			/install Chromium, or set PLAYWRIGHT_CHROM/
		);
		expect(ran).toEqual(ALL);
	});
});
