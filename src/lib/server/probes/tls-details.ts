/** What a TLS handshake showed of the other side, as evidence. */
import type { PeerCertificate, TLSSocket, DetailedPeerCertificate } from 'node:tls';
import type { Warning } from '../../domain/check.ts';
import type { EvidenceError, TlsDetails } from '../../domain/evidence.ts';

const DAY_MS = 86_400_000;
const LONGEST_CHAIN = 10;

/** Sayings for OpenSSL's codes that come without a message of their own. */
const SAYINGS: Record<string, string> = {
	CERT_HAS_EXPIRED: 'certificate has expired',
	CERT_NOT_YET_VALID: 'certificate is not yet valid',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'self-signed certificate in certificate chain',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unable to verify the first certificate',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unable to get local issuer certificate',
	ERR_TLS_CERT_ALTNAME_INVALID: "Hostname/IP does not match certificate's altnames"
};

export function tlsDetails(socket: TLSSocket): TlsDetails {
	const certificate = socket.getPeerCertificate(true);
	const isThere = Boolean(certificate?.raw);
	return {
		protocol: socket.getProtocol(),
		cipher: socket.getCipher()?.name ?? null,
		subject: isThere ? nameOf(certificate.subject) : null,
		issuer: isThere ? nameOf(certificate.issuer) : null,
		names: (certificate?.subjectaltname ?? '')
			.split(', ')
			.filter(Boolean)
			.map((name) => name.replace(/^(DNS|IP Address):/, '')),
		validFrom: isThere ? Date.parse(certificate.valid_from) : null,
		validTo: isThere ? Date.parse(certificate.valid_to) : null,
		fingerprint: isThere ? certificate.fingerprint256.replaceAll(':', '').toLowerCase() : null,
		authorizationError: socket.authorized ? null : String(socket.authorizationError ?? ''),
		chain: isThere ? chainOf(certificate) : []
	};
}

/** Why a certificate does not hold, as the runtime would have said it; null when it holds. */
export function certificateFault(details: TlsDetails): EvidenceError | null {
	const code = details.authorizationError;
	if (!code) return null;
	return { name: 'Error', code, message: SAYINGS[code] ?? code, phase: 'tls' };
}

/** A warning when a certificate runs out within so long; it never changes a verdict. */
export function expiryWarnings(details: TlsDetails | null, warnMs: number, now: number): Warning[] {
	const at = details?.validTo ?? null;
	if (at === null || at - now > warnMs || at <= now) return [];
	const days = Math.floor((at - now) / DAY_MS);
	const left = days === 0 ? 'within a day' : `in ${days} day${days === 1 ? '' : 's'}`;
	return [{ kind: 'certificate-expiry', message: `The certificate runs out ${left}.`, at }];
}

function nameOf(subject: PeerCertificate['subject']): string {
	return Object.entries(subject)
		.map(([key, value]) => `${key}=${String(value)}`)
		.join(', ');
}

function chainOf(leaf: DetailedPeerCertificate): string[] {
	const chain: string[] = [];
	let certificate: DetailedPeerCertificate | undefined = leaf;
	while (certificate?.subject && chain.length < LONGEST_CHAIN) {
		chain.push(nameOf(certificate.subject));
		const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
		certificate = issuer && issuer.fingerprint256 !== certificate.fingerprint256 ? issuer : undefined;
	}
	return chain;
}
