/**
 * Decides which addresses a probe may connect to. The decision is made on the address really connected to, on every
 * hop, so that a name which changes its answer between check and use gains nothing.
 */
import dns from 'node:dns';
import net from 'node:net';
import ipaddr from 'ipaddr.js';

export type PrivateTargets = 'allow' | 'deny';

/** Instance metadata services give credentials to whoever asks from inside: never a target. */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', '169.254.170.2', '100.100.100.200']);
const PUBLIC_RANGE = 'unicast';

export class ForbiddenAddress extends Error {
	readonly code = 'EADDRFORBIDDEN';
}

/** Why an address must not be connected to, in a sentence; null when it may. */
export function refusal(address: string, privateTargets: PrivateTargets): string | null {
	const parsed = ipaddr.process(address.replace(/%.*$/, ''));
	const plain = parsed.toString();
	if (METADATA.has(plain)) return `${plain} is an instance metadata service, which is never a target`;
	if (privateTargets === 'allow' || parsed.range() === PUBLIC_RANGE) return null;
	return `${plain} is a ${parsed.range()} address, and PRIVATE_TARGETS=deny refuses those`;
}

/** @throws ForbiddenAddress when an address must not be connected to */
export function guard(address: string, privateTargets: PrivateTargets): void {
	const reason = refusal(address, privateTargets);
	if (reason) throw new ForbiddenAddress(reason);
}

export interface Resolution {
	addresses: string[];
	resolvedAt: number | null;
}

/**
 * A lookup for `net.connect` that notes every answer and lets none pass that is forbidden.
 * @param seen filled with the answers and the moment they came (monotonic milliseconds)
 */
export function guardedLookup(privateTargets: PrivateTargets, family: 0 | 4 | 6, seen: Resolution): net.LookupFunction {
	return (hostname, options, callback) => {
		dns.lookup(hostname, { ...options, family: family || options.family || 0, all: true }, (error, found) => {
			seen.resolvedAt = performance.now();
			if (error) return callback(error, []);
			seen.addresses.push(...found.map(({ address }) => address));
			const refused = found.map(({ address }) => refusal(address, privateTargets));
			const allowed = found.filter((_, index) => refused[index] === null);
			if (allowed.length === 0) return callback(new ForbiddenAddress(refused.find(Boolean) ?? 'no address'), []);
			const [first] = allowed;
			if (options.all) callback(null, allowed);
			else callback(null, first?.address ?? '', first?.family);
		});
	};
}
