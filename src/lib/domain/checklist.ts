/**
 * The owner's checklist of an outage: the steps that its cause and vendor ask for, in the order one would go, with what the
 * remedies have settled already and what people ticked and wrote.
 */
import type { Fix } from './diagnosis/diagnosis.ts';
import type { Finding } from './finding.ts';
import { settledSteps, type SettledStep } from './investigation.ts';

/** What a person did with a step. */
export interface Tick {
	/** The step's id; it stays when the diagnosis changes. */
	step: string;
	isTicked: boolean;
	note: string;
	/** Epoch milliseconds. */
	at: number;
	/** Who, as people know them. */
	by: string;
}

export interface ChecklistItem extends Fix {
	/** What a remedy made of it; null while it is open. */
	settled: SettledStep | null;
	tick: Tick | null;
}

/** What `URL`, `HOST`, `PORT` and `ORIGIN` stand for in the commands of a step. */
export interface CommandPlace {
	/** The address asked, without credentials. */
	url: string;
	/** The server behind the edge, as `host` or `host:port`; null where it is not known. */
	origin: string | null;
}

/** The steps in order; one that is no longer asked for stays at the end while it has a tick or a note. */
export function checklistOf(
	fixes: readonly Fix[],
	findings: readonly Finding[],
	ticks: readonly Tick[],
	place: CommandPlace
): ChecklistItem[] {
	const settled = new Map(settledSteps(fixes, findings).map((one) => [one.fixId, one]));
	const ticked = new Map(ticks.map((one) => [one.step, one]));
	const items = fixes.map((fix): ChecklistItem => {
		const asked = hasName(place) ? fix.commands : fix.commands.filter((command) => !isAboutName(command));
		const commands = asked.map((command) => fill(command, place));
		return { ...fix, commands, settled: settled.get(fix.id) ?? null, tick: ticked.get(fix.id) ?? null };
	});
	const left = ticks.filter(({ step }) => !fixes.some(({ id }) => id === step));
	return [...items, ...left.map(leftOver)];
}

/** Whether nothing remains to be done about it. */
export function isDone({ settled, tick }: ChecklistItem): boolean {
	return settled !== null || tick?.isTicked === true;
}

/** An address has no name that could be looked up. */
function hasName({ url }: CommandPlace): boolean {
	const host = URL.parse(url)?.hostname ?? '';
	return !/^[\d.]+$|:/.test(host);
}

function isAboutName(command: string): boolean {
	return /^(?:dig|whois|getent hosts) /.test(command) && command.includes('HOST');
}

/** Of an earlier diagnosis: its words are gone with it, what people wrote is not. */
function leftOver(tick: Tick): ChecklistItem {
	return {
		id: tick.step,
		what: `A step of an earlier diagnosis: ${tick.step.replaceAll('-', ' ')}.`,
		why: '',
		commands: [],
		remedy: null,
		settled: null,
		tick
	};
}

/** A command with the monitor's own places in it, each safe to paste into a shell. */
export function fill(command: string, { url, origin }: CommandPlace): string {
	const address = URL.parse(url);
	const isWeb = address?.protocol === 'http:' || address?.protocol === 'https:';
	const host = address?.hostname.replace(/^\[|\]$/g, '') ?? '';
	const port = address?.port || (address?.protocol === 'http:' ? '80' : '443');
	const known: Record<string, string> = {
		...(isWeb ? { URL: url } : {}),
		...(host === '' ? {} : { HOST: host, PORT: port }),
		...(origin === null ? {} : { ORIGIN: origin.replace(/:\d+$/, '') })
	};
	const words = command
		.replace(/'URL\?again=1'/g, () => (isWeb ? quoted(withQuery(url, 'again=1')) : "'URL?again=1'"))
		.replace(/https:\/\/HOST\//g, () => (host === '' ? 'https://HOST/' : `https://${bracketed(host)}/`));
	return words.replace(/\b(?:URL|HOST|PORT|ORIGIN)\b(?![?=])/g, (name, at: number) => {
		const value = known[name];
		if (value === undefined || isInside(words, at)) return name;
		return quoted(value);
	});
}

/** Whether the place in a text stands between single quotes. */
function isInside(text: string, at: number): boolean {
	return (text.slice(0, at).split("'").length - 1) % 2 === 1;
}

function withQuery(url: string, query: string): string {
	const [whole = '', fragment] = url.split('#');
	const joined = `${whole}${whole.includes('?') ? '&' : '?'}${query}`;
	return fragment === undefined ? joined : `${joined}#${fragment}`;
}

function bracketed(host: string): string {
	return host.includes(':') ? `[${host}]` : host;
}

/** As one word of a shell. */
function quoted(text: string): string {
	return /^[\w.:/%@+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
