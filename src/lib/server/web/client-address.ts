/** Who is asking: the connected peer, or what trusted proxies in front say; a header that nobody configured counts for nothing. */
import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** The header that carries the answer to the framework; what a client sends under this name is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-gatehouse-client-address';

/**
 * The address of the client. Each proxy appends the peer it saw to `X-Forwarded-For`, so the one to believe stands as
 * many places from the end as there are proxies of ours; what stands before it is the client's own claim.
 * @param trustedProxies how many proxies stand in front; 0 believes no header
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
	const peer = socket.remoteAddress ?? '';
	const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
	const hops = [...forwarded.map((hop) => hop.trim()).filter((hop) => isIP(hop) > 0), peer];
	return hops.at(-1 - trustedProxies) ?? hops[0] ?? peer;
}
