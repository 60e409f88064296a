/** Finds a browser for the end-to-end tests wherever this machine has one, and puts one there where it has none. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { runCommand, type CommandOptions, type CommandResult } from '../../src/cli/run-command.ts';

export interface Browser {
	executablePath: string;
	args: string[];
	/** Added to the environment it is started in. */
	env: Record<string, string>;
	/** Where it comes from, in words. */
	source: string;
}

/** Carries a browser that was found once to the processes that use it. */
export const BROWSER_VARIABLE = 'GATEHOUSE_TEST_BROWSER';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Playwright adds what any user needs, root included; these are for machines without a GPU and tests without surprises. */
const ARGS = ['--disable-gpu', '--disable-quic'];
const START_LIMIT_MS = 20_000;
const PACKAGE_FOLDER = path.resolve('node_modules/.cache/gatehouse-browser');
const UNPACK = path.join(import.meta.dirname, 'browser-unpack.ts');

/** What the search asks of the machine it runs on, so that a test can be another one. */
export interface Machine {
	env: Record<string, string | undefined>;
	isRoot: boolean;
	/** The file that a command's name stands for, or null. */
	onPath(name: string): string | null;
	/** Whether there is a browser that really draws a page: a file that is there may still lack its libraries. */
	draws(browser: Browser): Promise<boolean>;
	run(command: string, args: string[], options: CommandOptions): Promise<CommandResult>;
}

const THIS_MACHINE: Machine = {
	env: process.env,
	isRoot: process.getuid?.() === 0,
	onPath(name) {
		const folders = (process.env.PATH ?? '').split(path.delimiter);
		return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
	},
	async draws(found) {
		if (!existsSync(found.executablePath)) return false;
		try {
			const browser = await chromium.launch({ ...launchOptions(found), timeout: START_LIMIT_MS });
			try {
				const page = await browser.newPage();
				await page.setContent('<title>drawn</title>', { timeout: START_LIMIT_MS });
				return (await page.title()) === 'drawn';
			} finally {
				await browser.close();
			}
		} catch {
			return false;
		}
	},
	run: runCommand
};

/** What Playwright needs to start a browser. */
export function launchOptions({ executablePath, args, env }: Browser) {
	const defined = Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : []));
	return { executablePath, args, env: { ...Object.fromEntries(defined), ...env } as Record<string, string> };
}

async function working(
	machine: Machine,
	executablePath: string,
	source: string,
	env: Record<string, string> = {}
): Promise<Browser | null> {
	const browser = { executablePath, args: ARGS, env, source };
	return (await machine.draws(browser)) ? browser : null;
}

async function systemBrowser(machine: Machine): Promise<Browser | null> {
	for (const name of SYSTEM_NAMES) {
		const file = machine.onPath(name);
		const browser = file && (await working(machine, file, `the system's ${file}`));
		if (browser) return browser;
	}
	return null;
}

function playwrightBrowser(machine: Machine): Promise<Browser | null> {
	return working(machine, chromium.executablePath(), 'the one that Playwright installed');
}

/** The npm package's browser once it is unpacked. It brings libraries that bare systems lack, for where they are needed. */
async function unpackedBrowser(machine: Machine): Promise<Browser | null> {
	const file = path.join(PACKAGE_FOLDER, 'chromium');
	const source = 'the npm package @sparticuz/chromium';
	const libraries = {
		LD_LIBRARY_PATH: path.join(PACKAGE_FOLDER, 'al2023', 'lib'),
		FONTCONFIG_PATH: path.join(PACKAGE_FOLDER, 'fonts')
	};
	return (await working(machine, file, source)) ?? working(machine, file, source, libraries);
}

/**
 * The browser of this machine: the one that PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH names, else Playwright's, else the
 * system's, else the unpacked one; null where none works. Installs nothing.
 * @throws Error where the named one does not work: what somebody asked for is not replaced in silence
 */
export async function findBrowser(machine: Machine = THIS_MACHINE): Promise<Browser | null> {
	const found = machine.env[BROWSER_VARIABLE];
	if (found) return JSON.parse(found) as Browser;
	const named = machine.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
	if (!named) {
		return (
			(await playwrightBrowser(machine)) ?? (await systemBrowser(machine)) ?? (await unpackedBrowser(machine))
		);
	}
	const browser = await working(machine, named, 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH');
	if (browser) return browser;
	throw new Error(
		`PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH names ${named}, which is not a browser that starts here.`
	);
}

/** One way to get a browser; null where it does not lead to one. */
interface Way {
	name: string;
	take(machine: Machine): Promise<Browser | null>;
}

const playwrightDownload: Way = {
	name: "Playwright's download",
	async take(machine) {
		// Each of several mirrors is tried several times: a blocked one has to be given up quickly.
		const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '4000' };
		const options = { timeoutMs: 240_000, env, output: 'quiet' } as const;
		const { code } = await machine.run('playwright', ['install', 'chromium'], options);
		return code === 0 ? playwrightBrowser(machine) : null;
	}
};

const distributionPackage: Way = {
	name: "the distribution's package",
	async take(machine) {
		if (!machine.isRoot || !machine.onPath('apt-get')) return null;
		const apt = ['-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::Retries=1', '-y', '-q'];
		const options = { output: 'quiet', env: { DEBIAN_FRONTEND: 'noninteractive' } } as const;
		await machine.run('apt-get', [...apt, 'update'], { timeoutMs: 90_000, ...options });
		const { code } = await machine.run(
			'apt-get',
			[...apt, '--no-install-recommends', 'install', 'chromium'],
			{ timeoutMs: 240_000, ...options }
		);
		return code === 0 ? systemBrowser(machine) : null;
	}
};

const npmPackage: Way = {
	name: 'the npm package @sparticuz/chromium',
	async take(machine) {
		rmSync(PACKAGE_FOLDER, { recursive: true, force: true });
		mkdirSync(PACKAGE_FOLDER, { recursive: true });
		// The package unpacks to the folder for temporary files, and its libraries only where it is told it is on Lambda.
		const env = { TMPDIR: PACKAGE_FOLDER, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
		const options = { timeoutMs: 120_000, env, output: 'quiet' } as const;
		const { code } = await machine.run(process.execPath, [UNPACK], options);
		return code === 0 ? unpackedBrowser(machine) : null;
	}
};

/**
 * Installs a browser from the first place that can be reached; each attempt is bounded in time.
 * @param say told what is being tried
 * @throws Error that says what to do where none can be reached
 */
export async function installBrowser(
	say: (sentence: string) => void,
	machine: Machine = THIS_MACHINE
): Promise<Browser> {
	for (const way of [playwrightDownload, distributionPackage, npmPackage]) {
		say(`Getting a browser: ${way.name} …`);
		const browser = await way.take(machine);
		if (browser) return browser;
	}
	throw new Error(
		'No browser was found and none could be installed: install Chromium, or set PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH.'
	);
}
