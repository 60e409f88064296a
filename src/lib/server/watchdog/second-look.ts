/**
 * Lends remedies the hands of the probes: every second look goes through the same code, limits and address rules as a
 * check, and credentials go nowhere but where the monitor's own check takes them.
 */
import { readFile, readdir } from 'node:fs/promises';
import type { Check } from '../../domain/check.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { askWeb } from '../probes/http.ts';
import type { Request } from '../probes/http/exchange.ts';
import type { HttpTarget } from '../probes/http/target.ts';
import { probeFor } from '../probes/index.ts';
import type { ProbeOptions } from '../probes/probe.ts';
import { isCredential } from '../probes/redact.ts';
import { resolveHost } from '../probes/resolve.ts';
import type { Place, Variation } from '../remedies/remedy.ts';

/** What may be said without telling anybody who we are: everything else a monitor sends could be a credential. */
const HARMLESS: ReadonlySet<string> = new Set([
	'accept',
	'accept-encoding',
	'accept-language',
	'cache-control',
	'host',
	'pragma',
	'user-agent'
]);
const SIGNS_IN: ReadonlySet<string> = new Set(['authorization', 'cookie']);

type Options = Omit<ProbeOptions, 'signal'> & { signal: AbortSignal };

/** Where the monitor's target is; null for kinds that are told, and for those that ask no host. */
export function placeOf({ kind, target }: Pick<Monitor, 'kind' | 'target'>): Place | null {
	const document = target as Record<string, unknown>;
	const family = document['family'] === 4 || document['family'] === 6 ? document['family'] : 0;
	if (kind === 'http') {
		const { url, method, headers } = target as HttpTarget;
		const { protocol, hostname, port, href } = new URL(url);
		const isTls = protocol === 'https:';
		const host = hostname.replace(/^\[|\]$/g, '');
		const given = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
		const serverName = given?.replace(/:\d*$/, '') ?? host;
		return { url: href, host, port: Number(port || (isTls ? 443 : 80)), isTls, serverName, method, family };
	}
	const host = kind === 'tcp' || kind === 'tls' || kind === 'ping' ? document['host'] : null;
	if (typeof host !== 'string') return null;
	const port = typeof document['port'] === 'number' ? document['port'] : null;
	const isTls = kind === 'tls' || document['tls'] === true;
	const serverName = typeof document['servername'] === 'string' ? document['servername'] : host;
	return { url: null, host, port, isTls, serverName, method: null, family };
}

/** The monitor's own question once more. */
export function askAgain({ kind, target }: Monitor, options: Options): Promise<Check> {
	return ask(kind, target, options);
}

export function ask(kind: string, target: unknown, options: Options): Promise<Check> {
	const { probe } = probeFor(kind);
	if (!probe) throw new Error(`A ${kind} monitor cannot be asked.`);
	return probe(target, options);
}

/** The same, from the keys of a config document. */
export function askDocument(kind: string, document: object, options: Options): Promise<Check> {
	return ask(kind, probeFor(kind).schema.parse(document), options);
}

/** The monitor's web address asked otherwise. Where another place is connected to, a redirect is a good answer. */
export async function askOtherwise(
	target: HttpTarget,
	variation: Variation,
	options: Options
): Promise<Check> {
	const { connectTo } = variation;
	const isRedirectGood = connectTo !== undefined && target.redirects > 0;
	const asked = connectTo === undefined ? target : { ...target, redirects: 0 };
	const check = await askWeb(asked, options, (request) => altered(request, target, variation));
	const isRedirect = check.statusCode !== null && check.statusCode >= 300 && check.statusCode < 400;
	if (!isRedirectGood || !isRedirect || check.evidence?.error) return check;
	const answer = check.answer ? { ...check.answer, unmetExpectation: null } : null;
	return { ...check, outcome: 'up', evidence: null, answer, summary: `HTTP ${check.statusCode}, a redirect` };
}

function altered(request: Request, { headers: own }: HttpTarget, variation: Variation): Request {
	const { connectTo, query, isBare, isAnonymous, takesAnyCertificate } = variation;
	const url = new URL(request.url);
	const { host } = url;
	if (isAnonymous) {
		url.username = '';
		url.password = '';
		for (const name of [...url.searchParams.keys()]) if (isCredential(name)) url.searchParams.delete(name);
	}
	if (query) url.searchParams.append(...(query as [string, string]));
	if (connectTo) {
		url.hostname = connectTo.host.includes(':') ? `[${connectTo.host}]` : connectTo.host;
		url.port = String(connectTo.port);
	}
	const named = Object.keys(own).map((name) => name.toLowerCase());
	const kept = Object.entries(request.headers).filter(([name]) => {
		if (isAnonymous) return HARMLESS.has(name);
		if (!isBare) return true;
		return name === 'host' || SIGNS_IN.has(name) || (named.includes(name) && isCredential(name));
	});
	const headers = { ...Object.fromEntries(kept), ...variation.headers };
	if (connectTo && headers['host'] === undefined) headers['host'] = host;
	return {
		...request,
		url,
		headers,
		body: isAnonymous ? '' : request.body,
		isVerified: request.isVerified && !takesAnyCertificate
	};
}

/** One question to one resolver, the system's where none is named. */
export async function lookUp(
	name: string,
	record: 'A' | 'AAAA' | 'NS',
	resolver: string | null,
	options: Options
) {
	const document = { name_to_resolve: name, record, ...(resolver === null ? {} : { resolver }) };
	const { evidence, observed } = await askDocument('dns', document, options);
	return { answers: evidence ? [] : observed.addresses, error: evidence?.error ?? null };
}

export function addressesOf(host: string, family: 0 | 4 | 6): Promise<string[]> {
	return resolveHost(host, family);
}

/** How many files this process has open and may have; null where the system does not tell. */
export async function openFiles(): Promise<{ open: number | null; atMost: number | null }> {
	try {
		const [open, limits] = await Promise.all([
			readdir('/proc/self/fd'),
			readFile('/proc/self/limits', 'utf8')
		]);
		const atMost = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
		return { open: open.length, atMost: atMost === undefined ? null : Number(atMost) };
	} catch {
		return { open: null, atMost: null };
	}
}
