/**
 * Decides how requests leave for addresses that people configured: checked at the socket on the very address that is
 * connected to, no redirect followed, a bounded answer read. Webhooks and chat services are told through it.
 */
import dns from 'node:dns';
import net, { type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { guard, type PrivateTargets } from './probes/address.ts';

export interface OutwardRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
	headers?: Readonly<Record<string, string>>;
	body?: string | Uint8Array;
	signal: AbortSignal;
}

export interface OutwardAnswer {
	status: number;
	/** By lower-case name; of several with one name, the first. */
	headers: Readonly<Record<string, string>>;
	/** The start of the body as text; what comes beyond the bound is not read. */
	body: string;
}

/** @throws ForbiddenAddress, or the error of the connection: refused, reset, unknown name, aborted by the signal */
export type Outward = (url: string, options: OutwardRequest) => Promise<OutwardAnswer>;

const ANSWER_AT_MOST_BYTES = 64 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;

export function createOutward(privateTargets: PrivateTargets): Outward & { close(): Promise<void> } {
	const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(privateTargets) });
	const dispatcher = new Agent({
		connect(options, callback) {
			try {
				// A literal address is connected to without a lookup.
				const host = options.hostname.replace(/^\[|\]$/g, '');
				if (net.isIP(host) !== 0) guard(host, privateTargets);
			} catch (error) {
				return callback(error as Error, null);
			}
			connect(options, callback);
		}
	});
	const ask: Outward = async (url, { method, headers, body, signal }) => {
		const answer = await request(url, { method, headers, body, signal, dispatcher });
		const start = await startOf(answer.body);
		const entries = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] => {
			const first = Array.isArray(value) ? value[0] : value;
			return first === undefined ? [] : [[name, first]];
		});
		return { status: answer.statusCode, headers: Object.fromEntries(entries), body: start };
	};
	return Object.assign(ask, { close: () => dispatcher.destroy() });
}

/** Resolves a name to those of its addresses that may be connected to. */
function guardedLookup(privateTargets: PrivateTargets): LookupFunction {
	return (hostname, options, callback) => {
		dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
			if (error) return callback(error, '');
			let refused: Error | null = null;
			const allowed = addresses.filter(({ address }) => {
				try {
					guard(address, privateTargets);
					return true;
				} catch (reason) {
					refused ??= reason as Error;
					return false;
				}
			});
			const [first] = allowed;
			if (!first) return callback(refused ?? new Error(`${hostname} has no address.`), '');
			if (options.all) callback(null, allowed);
			else callback(null, first.address, first.family);
		});
	};
}

async function startOf(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		size += chunk.length;
		// Leaving the loop destroys the body, and with it the connection.
		if (size >= ANSWER_AT_MOST_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, ANSWER_AT_MOST_BYTES).toString('utf8');
}
