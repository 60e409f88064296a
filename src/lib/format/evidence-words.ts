/** One failing request in words for the team: its phases, its error with what caused it, and the ids a host can look up. */
import type { Evidence, EvidenceError, Phases } from '../domain/evidence.ts';

/** Always UTC, to the second: what a host on another continent can find in its logs. */
export function utc(at: number): string {
	return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const PHASE: readonly [keyof Phases, string][] = [
	['resolveMs', 'name lookup'],
	['connectMs', 'connect'],
	['tlsMs', 'TLS'],
	['firstByteMs', 'first byte'],
	['transferMs', 'transfer']
];

/** The phases it went through, in order, with what each took; one that was not reached is left out. */
export function phasesOf(phases: Phases | undefined): { name: string; ms: number }[] {
	if (!phases) return [];
	return PHASE.flatMap(([key, name]) => {
		const ms = phases[key];
		return ms === null ? [] : [{ name, ms: Math.round(ms) }];
	});
}

export function phasesInWords(phases: Phases | undefined): string {
	return phasesOf(phases)
		.map(({ name, ms }) => `${name} ${ms} ms`)
		.join(', ');
}

/** `HTTP/1.1 502 Bad Gateway`, or what came instead of an answer. */
export function statusLine({ status, statusText, httpVersion, error }: Evidence): string {
	if (status === null) return error ? errorInWords(error) : 'No answer came.';
	return `HTTP${httpVersion ? `/${httpVersion}` : ''} ${status}${statusText ? ` ${statusText}` : ''}`;
}

const CAUSES_TOLD = 4;

/** An error and what caused it, the outermost first: `fetch failed (…); connect ECONNREFUSED 192.0.2.1:443`. */
export function errorInWords(error: EvidenceError): string {
	const lines: string[] = [];
	for (let one: EvidenceError | undefined = error; one && lines.length < CAUSES_TOLD; one = one.cause) {
		const notes = [one.code, one.phase && `in ${one.phase}`].filter(
			(note): note is string => note !== undefined && !one?.message.includes(note)
		);
		lines.push(`${one.message}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`);
	}
	return lines.join('; ');
}

/** What hosts and CDNs call a request in their own logs. */
const ID_HEADER =
	/^(?:cf-ray|x-(?:request|correlation|trace|amz-request|amz-cf|amzn-request|amz-apigw|vercel|nf-request|served|fastly-request|azure-ref|github-request|varnish)(?:-?id|-?by)?|x-b3-traceid|x-cloud-trace-context|x-amzn-trace-id|x-azure-ref|x-ms-request-id|fly-request-id|rndr-id|traceparent|akamai-grn|x-akamai-request-id|x-cdn-request-id)$/i;

/** The headers by which a host finds the request. */
export function requestIds(headers: Record<string, string>): [name: string, value: string][] {
	return Object.entries(headers).filter(([name]) => ID_HEADER.test(name));
}

/** The addresses of a name, the one that was asked first. */
export function addressesOf({ address, addresses = [] }: Evidence): string[] {
	return address ? [address, ...addresses.filter((one) => one !== address)] : [...addresses];
}

/** The certificate in a few facts. */
export function tlsFacts(tls: Evidence['tls']): [name: string, value: string][] {
	if (!tls) return [];
	const facts: [string, string | null][] = [
		['protocol', [tls.protocol, tls.cipher].filter(Boolean).join(', ') || null],
		['subject', tls.subject],
		['issuer', tls.issuer],
		['names', tls.names.slice(0, 20).join(', ') || null],
		['valid', tls.validFrom && tls.validTo ? `${utc(tls.validFrom)} to ${utc(tls.validTo)}` : null],
		['SHA-256', tls.fingerprint],
		['fault', tls.authorizationError]
	];
	return facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '');
}
