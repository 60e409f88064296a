/**
 * Decides which addresses a probe may connect to. The decision is made on the very address that is connected to, on
 * every hop, so that a name which changes its answer between check and use gains nothing.
 */
import ipaddr from 'ipaddr.js';

export type PrivateTargets = 'allow' | 'deny';

/** Instance metadata services give credentials to whoever asks from inside: never a target. */
const METADATA = new Set(
	[
		'169.254.169.254',
		'169.254.170.2',
		'169.254.170.23',
		'100.100.100.200',
		'168.63.129.16',
		'fd00:ec2::254',
		'fd00:ec2::23',
		'fd20:ce::254'
	].map((address) => ipaddr.parse(address).toNormalizedString())
);

/** The checker refused: our configuration says no, which tells nothing about the target. */
export class ForbiddenAddress extends Error {
	readonly code = 'EADDRFORBIDDEN';
}

/**
 * Why an address must not be connected to, in a sentence; null when it may.
 * @param address IPv4 or IPv6, with or without a zone (`fe80::1%eth0`)
 */
export function refusal(address: string, privateTargets: PrivateTargets): string | null {
	const parsed = innermost(ipaddr.parse(address.replace(/%.*$/, '')));
	if (METADATA.has(parsed.toNormalizedString())) {
		return `${address} is an instance metadata service, which is never a target.`;
	}
	if (privateTargets === 'allow' || parsed.range() === 'unicast') return null;
	return `${address} is not a public address (${parsed.range()}), and PRIVATE_TARGETS=deny allows only those.`;
}

/** @throws ForbiddenAddress when an address must not be connected to */
export function guard(address: string, privateTargets: PrivateTargets): void {
	const reason = refusal(address, privateTargets);
	if (reason !== null) throw new ForbiddenAddress(reason);
}

/** The IPv4 address that an IPv6 one stands for, where it does: such a packet ends at the IPv4 address. */
function innermost(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
	if (!(address instanceof ipaddr.IPv6)) return address;
	const bytes = address.toByteArray();
	switch (address.range()) {
		case 'ipv4Mapped':
		case 'rfc6145':
		case 'rfc6052':
			return new ipaddr.IPv4(bytes.slice(12));
		case '6to4':
			return new ipaddr.IPv4(bytes.slice(2, 6));
		default:
			return isCompatible(bytes) ? new ipaddr.IPv4(bytes.slice(12)) : address;
	}
}

/** `::a.b.c.d`, the form that RFC 4291, 2.5.5.1 calls deprecated; `::` and `::1` are not of it. */
function isCompatible(bytes: number[]): boolean {
	return bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
}
