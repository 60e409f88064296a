/** Finds a browser for the end-to-end tests wherever this machine has one, and puts one there where it has none. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { runCommand, type CommandOptions } from '../../src/cli/run-command.ts';

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

const run = (command: string, args: string[], options: Omit<CommandOptions, 'output'>) =>
	runCommand(command, args, { output: 'quiet', ...options });

/** The browser at a path where it really draws a page, else null: a file that is there may still lack its libraries. */
async function working(
	executablePath: string,
	source: string,
	env: Record<string, string> = {}
): Promise<Browser | null> {
	if (!existsSync(executablePath)) return null;
	const found = { executablePath, args: ARGS, env, source };
	try {
		const browser = await chromium.launch({ ...launchOptions(found), timeout: START_LIMIT_MS });
		try {
			const page = await browser.newPage();
			await page.setContent('<title>drawn</title>', { timeout: START_LIMIT_MS });
			return (await page.title()) === 'drawn' ? found : null;
		} finally {
			await browser.close();
		}
	} catch {
		return null;
	}
}

/** What Playwright needs to start a browser. */
export function launchOptions({ executablePath, args, env }: Browser) {
	return { executablePath, args, env: { ...definedEnvironment(), ...env } };
}

function definedEnvironment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : []))
	);
}

function onPath(name: string): string | null {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

async function systemBrowser(): Promise<Browser | null> {
	for (const name of SYSTEM_NAMES) {
		const file = onPath(name);
		const browser = file && (await working(file, `the system's ${file}`));
		if (browser) return browser;
	}
	return null;
}

const playwrightBrowser = () => working(chromium.executablePath(), 'the one that Playwright installed');

/** The npm package's browser once it is unpacked. It brings libraries that bare systems lack, for where they are needed. */
async function unpackedBrowser(): Promise<Browser | null> {
	const file = path.join(PACKAGE_FOLDER, 'chromium');
	const source = 'the npm package @sparticuz/chromium';
	const libraries = {
		LD_LIBRARY_PATH: path.join(PACKAGE_FOLDER, 'al2023', 'lib'),
		FONTCONFIG_PATH: path.join(PACKAGE_FOLDER, 'fonts')
	};
	return (await working(file, source)) ?? working(file, source, libraries);
}

/**
 * The browser of this machine: the one that PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH names, else Playwright's, else the
 * system's, else the unpacked one; null where none works. Installs nothing.
 * @throws Error where the named one does not work: what somebody asked for is not replaced in silence
 */
export async function findBrowser(): Promise<Browser | null> {
	const found = process.env[BROWSER_VARIABLE];
	if (found) return JSON.parse(found) as Browser;
	const named = process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
	if (!named) return (await playwrightBrowser()) ?? (await systemBrowser()) ?? unpackedBrowser();
	const browser = await working(named, 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH');
	if (browser) return browser;
	throw new Error(
		`PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH names ${named}, which is not a browser that starts here.`
	);
}

/** One way to get a browser; null where it does not lead to one. */
interface Way {
	name: string;
	take(): Promise<Browser | null>;
}

const playwrightDownload: Way = {
	name: "Playwright's download",
	async take() {
		// Each of several mirrors is tried several times: a blocked one has to be given up quickly.
		const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '4000' };
		const done = await run('playwright', ['install', 'chromium'], { timeoutMs: 240_000, env });
		return done.code === 0 ? playwrightBrowser() : null;
	}
};

const distributionPackage: Way = {
	name: "the distribution's package",
	async take() {
		if (process.getuid?.() !== 0 || !onPath('apt-get')) return null;
		const apt = ['-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::Retries=1', '-y', '-q'];
		const env = { DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', [...apt, 'update'], { timeoutMs: 90_000, env });
		const done = await run('apt-get', [...apt, '--no-install-recommends', 'install', 'chromium'], {
			timeoutMs: 240_000,
			env
		});
		return done.code === 0 ? systemBrowser() : null;
	}
};

const npmPackage: Way = {
	name: 'the npm package @sparticuz/chromium',
	async take() {
		rmSync(PACKAGE_FOLDER, { recursive: true, force: true });
		mkdirSync(PACKAGE_FOLDER, { recursive: true });
		// The package unpacks to the folder for temporary files, and its libraries only where it is told it is on Lambda.
		const env = { TMPDIR: PACKAGE_FOLDER, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
		const unpacked = await run(process.execPath, [UNPACK], { timeoutMs: 120_000, env });
		return unpacked.code === 0 ? unpackedBrowser() : null;
	}
};

/**
 * Installs a browser from the first place that can be reached; each attempt is bounded in time.
 * @param say told what is being tried
 * @throws Error that says what to do where none can be reached
 */
export async function installBrowser(say: (sentence: string) => void): Promise<Browser> {
	for (const way of [playwrightDownload, distributionPackage, npmPackage]) {
		say(`Getting a browser: ${way.name} …`);
		const browser = await way.take();
		if (browser) return browser;
	}
	throw new Error(
		'No browser was found and none could be installed: install Chromium, or set PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH.'
	);
}
