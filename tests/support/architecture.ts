/**
 * Who may import whom, as one table: the lint rule says it while somebody types, the architecture test holds it. A room
 * that is not in the table may import what it likes.
 */
import path from 'node:path';

interface Rule {
	/** The files it binds, by their path from the project's folder. */
	who: RegExp;
	/** Imports that are refused: a path from the project's folder, or the name of a package. */
	refuses: RegExp;
	/** Imports that are good all the same. */
	except?: RegExp;
	sentence: string;
}

const SERVER = 'src/lib/server';
/** Rooms side by side: each knows its own work, and only those above know that the others exist. */
const APART = ['probes', 'remedies', 'notifiers', 'stores'];

const RULES: readonly Rule[] = [
	{
		who: /^src\/lib\/domain\//,
		refuses: /./,
		except: /^src\/lib\/domain\//,
		sentence: 'The domain is pure: it imports nothing outside src/lib/domain.'
	},
	{
		who: /^src\/lib\/(?:format\/|markdown\.ts$)/,
		refuses: /^(?:src\/|node:|\$)/,
		except: /^src\/lib\/(?:domain\/|format\/|markdown(?:\.ts)?$)/,
		sentence: 'What puts values into words runs anywhere: it imports the domain only.'
	},
	{
		who: /^src\/lib\/components\//,
		refuses: /^(?:src\/|node:|\$)/,
		except: /^src\/lib\/(?:domain|format|components)\//,
		sentence:
			'Components take domain values and fetch nothing: they import the domain, formats and each other.'
	},
	{
		who: /^src\/(?!lib\/server\/(?:stores|auth|database)\/|lib\/server\/(?:database|auth)\.ts$)/,
		refuses: /^(?:src\/lib\/server\/generated\/|@prisma\/)/,
		sentence: 'Only the stores, auth and the database know the Prisma client.'
	},
	...APART.map((room) => ({
		who: new RegExp(`^${SERVER}/${room}/`),
		refuses: new RegExp(`^${SERVER}/(?:${APART.filter((other) => other !== room).join('|')})/`),
		sentence: `The ${room} do not know ${APART.filter((other) => other !== room).join(', ')}.`
	})),
	{
		who: /^src\/(?!routes\/|hooks\.|params\/|lib\/server\/settings\.ts$)/,
		refuses: /^\$(?:app|env)\//,
		sentence: 'Only routes and hooks import $app or $env, so that all else runs on plain Node.'
	},
	{
		who: /^src\/lib\/server\/scheduler\//,
		refuses: /^src\/lib\/server\/(?:stores|watchdog|outbox|notifiers|remedies|config|database)(?:\/|\.ts$)/,
		sentence: 'The scheduler knows when, and no rule.'
	},
	{
		who: /^src\/lib\/server\/desk\//,
		refuses: /^(?:\$|src\/lib\/server\/(?:watchdog|scheduler|outbox|notifiers)(?:\/|\.ts$))/,
		sentence: 'Desks write down what people decide; the house takes it over through what it handed them.'
	},
	{
		who: /^src\/lib\/server\/api\//,
		refuses: /^(?:\$|src\/lib\/server\/(?:watchdog|scheduler|outbox|notifiers|remedies)(?:\/|\.ts$))/,
		sentence: 'The API asks the app, the desks and the stores; what runs the house is behind the app.'
	},
	{
		who: /^src\/lib\/server\/feeds\//,
		refuses: /^src\/lib\/server\/(?:stores|database|probes|watchdog|outbox|notifiers)(?:\/|\.ts$)/,
		sentence: 'Feeds are builders of strings: they are given what they say.'
	},
	{
		who: /^src\/(?:routes\/|hooks\.)/,
		refuses: /^src\/lib\/server\/(?:watchdog|scheduler|outbox|notifiers|remedies|database)(?:\/|(?:\.ts)?$)/,
		sentence:
			'Routes ask the app, the stores, feeds, reports and auth; what runs the house is behind the app.'
	},
	{
		who: /^src\/lib\//,
		refuses: /^(?:src\/(?:routes|cli)|tests|prisma)\//,
		sentence: 'The library does not know who uses it.'
	}
];

/** What an import names: a path from the project's folder where it is ours, else the package as it is written. */
function targetOf(file: string, specifier: string): string {
	if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
	return specifier.replace(/^\$lib\b/, 'src/lib');
}

/**
 * Why a file may not import something, in a sentence; null where it may.
 * @param file its path from the project's folder, with forward slashes
 * @param specifier as the import writes it
 */
export function importFault(file: string, specifier: string): string | null {
	const target = targetOf(file, specifier);
	const broken = RULES.find(
		({ who, refuses, except }) => who.test(file) && refuses.test(target) && !except?.test(target)
	);
	return broken?.sentence ?? null;
}

const IMPORTS =
	/\b(?:import|export)\s+(?:[\w*${}\s,]+?\s+from\s+)?(['"])([^'"\n]+)\1|\bimport\(\s*(['"])([^'"\n]+)\3\s*\)/g;

/** Everything that a source file imports, types included, as it is written there. */
export function importsOf(text: string): string[] {
	return [...text.matchAll(IMPORTS)].map((match) => match[2] ?? match[4] ?? '');
}

const MOST_LINES = 350;
const MOST_LINES_OF_A_PAGE_SERVER = 60;
const NAMES_THAT_SAY_NOTHING = /^(?:utils?|helpers?|common|services?|controllers?|managers?|misc)$/i;
const MACHINE_FOLDER = /(['"`])\/(?:home|root|work|tmp|opt|Users|mnt|srv)\/[^'"`]*\1/;
const REGISTRY_HOST =
	/registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|npm\.pkg\.github\.com/;

/** What is wrong with one hand-written file, in sentences. */
export function fileFaults(file: string, text: string): string[] {
	const faults: string[] = [];
	const lines = text.split('\n').length - 1;
	const most = file.endsWith('/+page.server.ts') ? MOST_LINES_OF_A_PAGE_SERVER : MOST_LINES;
	if (lines > most) faults.push(`${lines} lines, and ${most} at most`);
	const empty = file.split('/').find((part) => NAMES_THAT_SAY_NOTHING.test(part.replace(/\..*$/, '')));
	if (empty !== undefined) faults.push(`"${empty}" does not say what it is about`);
	if (file.startsWith('src/')) {
		if (REGISTRY_HOST.test(text)) faults.push('names the host of a package registry');
		if (MACHINE_FOLDER.test(text)) faults.push('names a folder of one machine');
		for (const specifier of importsOf(text)) {
			const fault = importFault(file, specifier);
			if (fault !== null) faults.push(`imports ${specifier}: ${fault}`);
		}
	}
	return faults;
}
