/** What a TLS handshake showed of the other side, as evidence. */
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { Warning } from '../../domain/check.ts';
import type { TlsDetails } from '../../domain/evidence.ts';
import { ProbeFailure } from './failure.ts';

const DAY_MS = 86_400_000;
const LONGEST_CHAIN = 10;

/** OpenSSL's sentences (X509_verify_cert_error_string) for the codes that come without one. */
const SENTENCES: Record<string, string> = {
	CERT_HAS_EXPIRED: 'certificate has expired',
	CERT_NOT_YET_VALID: 'certificate is not yet valid',
	CERT_REVOKED: 'certificate revoked',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'self-signed certificate in certificate chain',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unable to verify the first certificate',
	UNABLE_TO_GET_ISSUER_CERT: 'unable to get issuer certificate',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unable to get local issuer certificate'
};

export function tlsDetails(socket: TLSSocket): TlsDetails {
	const chain = chainOf(socket);
	const [leaf] = chain;
	return {
		protocol: socket.getProtocol(),
		cipher: socket.getCipher()?.name ?? null,
		subject: leaf ? nameOf(leaf.subject) : null,
		issuer: leaf ? nameOf(leaf.issuer) : null,
		names: (leaf?.subjectaltname ?? '')
			.split(', ')
			.filter(Boolean)
			.map((name) => name.replace(/^(DNS|IP Address):/, '')),
		validFrom: leaf ? Date.parse(leaf.valid_from) : null,
		validTo: leaf ? Date.parse(leaf.valid_to) : null,
		fingerprint: leaf ? leaf.fingerprint256.replaceAll(':', '').toLowerCase() : null,
		authorizationError: socket.authorized ? null : String(socket.authorizationError),
		chain: chain.map(({ subject }) => nameOf(subject))
	};
}

/** Why a certificate does not hold, as the runtime would have thrown it; null when it holds. */
export function certificateFault({ authorizationError: code }: TlsDetails): ProbeFailure | null {
	return code === null
		? null
		: new ProbeFailure(code, SENTENCES[code] ?? code.toLowerCase().replaceAll('_', ' '));
}

/** When the first certificate of the chain runs out; the root counts for nothing, since clients bring their own. */
export function earliestExpiry(socket: TLSSocket): number | null {
	const chain = chainOf(socket);
	const sent = chain.filter(({ fingerprint256, issuerCertificate }, index) => {
		return index === 0 || issuerCertificate?.fingerprint256 !== fingerprint256;
	});
	return sent.length === 0 ? null : Math.min(...sent.map((certificate) => Date.parse(certificate.valid_to)));
}

/**
 * A warning when a certificate runs out within so long; it never changes a verdict (DESIGN rule 6).
 * @param expiresAt epoch milliseconds, null where there was no certificate
 */
export function expiryWarnings(expiresAt: number | null, warnMs: number, now: number): Warning[] {
	if (expiresAt === null || expiresAt <= now || expiresAt - now > warnMs) return [];
	const days = Math.floor((expiresAt - now) / DAY_MS);
	const left = days === 0 ? 'within a day' : `in ${days} day${days === 1 ? '' : 's'}`;
	return [{ kind: 'certificate-expiry', message: `The certificate runs out ${left}.`, at: expiresAt }];
}

function chainOf(socket: TLSSocket): DetailedPeerCertificate[] {
	const chain: DetailedPeerCertificate[] = [];
	let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
	while (next?.raw && chain.length < LONGEST_CHAIN) {
		chain.push(next);
		const issuer: DetailedPeerCertificate | undefined = next.issuerCertificate;
		next = issuer?.fingerprint256 === next.fingerprint256 ? undefined : issuer;
	}
	return chain;
}

function nameOf(subject: PeerCertificate['subject']): string {
	return Object.entries(subject)
		.map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
		.join(', ');
}
