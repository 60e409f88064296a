/** What a failure without an HTTP answer means: one table from the runtime's code, message and phase to a cause. */
import type { EvidenceError, Phase } from '../evidence.ts';
import type { Cause, FailedSide } from './labels.ts';

export interface NetworkFinding {
	cause: Cause;
	failedSide: FailedSide;
	confidence: number;
	/** What tells, in words for the team. */
	reason: string;
}

interface Rule {
	code?: RegExp;
	message?: RegExp;
	phase?: Phase;
	cause: Cause;
	side: FailedSide;
	confidence: number;
}

/** The first rule that fits decides: the narrow ones stand before the wide ones. */
const RULES: Rule[] = [
	// names
	{ code: /^ENOTFOUND$/, cause: 'dns-nxdomain', side: 'domain', confidence: 0.8 },
	{ code: /^ENODATA$/, cause: 'dns-nodata', side: 'domain', confidence: 0.8 },
	{ code: /^ESERVFAIL$/, cause: 'dns-servfail', side: 'domain', confidence: 0.6 },
	{ code: /^EBADNAME$/, cause: 'monitor-config', side: 'monitor', confidence: 0.9 },
	{
		code: /^(EAI_AGAIN|EAI_FAIL|ETIMEOUT|EREFUSED|ENOTIMP|EFORMERR|EBADRESP)$/,
		cause: 'dns-temporary',
		side: 'monitor',
		confidence: 0.5
	},
	// a sign of life that stayed away, or that says the job failed
	{ code: /^EHEARTBEAT/, cause: 'unavailable', side: 'unknown', confidence: 0.5 },
	// our own limits and configuration
	{
		code: /^(EMFILE|ENFILE|ENOBUFS|ENOMEM|EADDRNOTAVAIL|EADDRINUSE)$/,
		cause: 'monitor-resources',
		side: 'monitor',
		confidence: 0.95
	},
	{
		code: /^(EACCES|EPERM|EADDRFORBIDDEN|ENOPING|ERR_INVALID_URL|ERR_SSL_NO_PROTOCOLS_AVAILABLE|ERR_SSL_UNSUPPORTED_PROTOCOL)$/,
		cause: 'monitor-config',
		side: 'monitor',
		confidence: 0.9
	},
	{
		message: /unknown scheme|bad port|invalid url/i,
		cause: 'monitor-config',
		side: 'monitor',
		confidence: 0.9
	},
	{ code: /^UND_ERR_(PRX|SOCKS5)/, cause: 'proxy-failure', side: 'monitor', confidence: 0.9 },
	{
		message: /when HTTP Tunneling|proxy (connection|response)/i,
		cause: 'proxy-failure',
		side: 'monitor',
		confidence: 0.9
	},
	// certificates and handshakes
	{ code: /^CERT_HAS_EXPIRED$/, cause: 'tls-expired', side: 'origin', confidence: 0.95 },
	{ code: /^CERT_NOT_YET_VALID$/, cause: 'tls-not-yet-valid', side: 'origin', confidence: 0.7 },
	{ code: /^DEPTH_ZERO_SELF_SIGNED_CERT$/, cause: 'tls-self-signed', side: 'origin', confidence: 0.95 },
	{
		code: /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT)$/,
		cause: 'tls-incomplete-chain',
		side: 'origin',
		confidence: 0.9
	},
	{
		code: /^(HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/,
		cause: 'tls-name-mismatch',
		side: 'origin',
		confidence: 0.9
	},
	{ code: /UNRECOGNIZED_NAME/, cause: 'tls-name-mismatch', side: 'gateway', confidence: 0.8 },
	{
		message: /unrecognized name|alert number 112/i,
		cause: 'tls-name-mismatch',
		side: 'gateway',
		confidence: 0.8
	},
	{ code: /CERTIFICATE_REQUIRED/, cause: 'tls-client-cert', side: 'client', confidence: 0.9 },
	{
		message: /certificate required|alert number 116/i,
		cause: 'tls-client-cert',
		side: 'client',
		confidence: 0.9
	},
	{ code: /WRONG_VERSION_NUMBER/, cause: 'tls-not-https', side: 'origin', confidence: 0.8 },
	{
		message: /wrong version number|packet length too long|http request/i,
		cause: 'tls-not-https',
		side: 'origin',
		confidence: 0.8
	},
	{ code: /PROTOCOL_VERSION/, cause: 'tls-protocol', side: 'origin', confidence: 0.9 },
	{
		message: /alert protocol version|alert number 70|unsupported protocol|version too low/i,
		cause: 'tls-protocol',
		side: 'origin',
		confidence: 0.9
	},
	{
		code: /HANDSHAKE_FAILURE|NO_APPLICATION_PROTOCOL/i,
		cause: 'tls-handshake',
		side: 'origin',
		confidence: 0.8
	},
	{
		message: /handshake failure|alert number 40|before secure TLS connection|ssl.*alert/i,
		cause: 'tls-handshake',
		side: 'origin',
		confidence: 0.7
	},
	{
		code: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|ERROR_IN_CERT|UNABLE_TO_GET_CRL|CRL_)/,
		cause: 'tls-untrusted-ca',
		side: 'origin',
		confidence: 0.8
	},
	{ code: /^ERR_TLS_HANDSHAKE_TIMEOUT$/, cause: 'tls-handshake', side: 'origin', confidence: 0.6 },
	{
		phase: 'tls',
		code: /^(ECONNRESET|EPROTO|EPIPE)$/,
		cause: 'tls-handshake',
		side: 'origin',
		confidence: 0.6
	},
	// connections
	{ code: /^ECONNREFUSED$/, cause: 'tcp-refused', side: 'origin', confidence: 0.85 },
	{ code: /^(EHOSTUNREACH|EHOSTDOWN)$/, cause: 'host-unreachable', side: 'unknown', confidence: 0.5 },
	{ code: /^(ENETUNREACH|ENETDOWN|ENONET)$/, cause: 'network-unreachable', side: 'monitor', confidence: 0.7 },
	{ code: /^UND_ERR_CONNECT_TIMEOUT$/, cause: 'tcp-timeout', side: 'origin', confidence: 0.6 },
	{ code: /^ETIMEDOUT$/, cause: 'tcp-timeout', side: 'origin', confidence: 0.6 },
	// the answer itself
	{ code: /^UND_ERR_HEADERS_TIMEOUT$/, cause: 'http-headers-timeout', side: 'origin', confidence: 0.8 },
	{ code: /^UND_ERR_BODY_TIMEOUT$/, cause: 'http-body-timeout', side: 'origin', confidence: 0.8 },
	{
		code: /HEADER_OVERFLOW|HEADERS_OVERFLOW/,
		cause: 'http-header-overflow',
		side: 'origin',
		confidence: 0.9
	},
	{ code: /^HPE_INVALID_EOF_STATE$/, cause: 'http-truncated', side: 'origin', confidence: 0.6 },
	{ code: /^HPE_/, cause: 'http-malformed', side: 'origin', confidence: 0.9 },
	{
		code: /^(Z_DATA_ERROR|Z_BUF_ERROR|ERR_BROTLI|ERR__ERROR_FORMAT|ZSTD_error)/,
		cause: 'http-bad-encoding',
		side: 'origin',
		confidence: 0.8
	},
	{
		message: /incorrect header check|unexpected end of file|decompression failed|brotli/i,
		cause: 'http-bad-encoding',
		side: 'origin',
		confidence: 0.7
	},
	{ code: /^ERR_TOO_MANY_REDIRECTS$/, cause: 'http-redirect-loop', side: 'origin', confidence: 0.9 },
	{
		message: /redirect count exceeded|too many redirects/i,
		cause: 'http-redirect-loop',
		side: 'origin',
		confidence: 0.9
	},
	{ code: /^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, cause: 'http-truncated', side: 'origin', confidence: 0.8 },
	{ message: /terminated|aborted$/i, cause: 'http-truncated', side: 'origin', confidence: 0.7 },
	{
		phase: 'transfer',
		code: /^(ECONNRESET|UND_ERR_SOCKET|EPIPE)$/,
		cause: 'http-truncated',
		side: 'origin',
		confidence: 0.7
	},
	{
		message: /other side closed|socket hang up|closed without an answer/i,
		cause: 'http-closed-early',
		side: 'origin',
		confidence: 0.6
	},
	{ code: /^(ECONNRESET|EPIPE|ECONNABORTED)$/, cause: 'tcp-reset', side: 'origin', confidence: 0.6 },
	{ message: /timed? ?out|timeout/i, cause: 'request-timeout', side: 'origin', confidence: 0.5 }
];

/** The wrapped errors, outermost first; the telling one is usually inside. */
function chainOf(error: EvidenceError): EvidenceError[] {
	const chain: EvidenceError[] = [];
	let next: EvidenceError | undefined = error;
	while (next && typeof next === 'object' && chain.length < 5) {
		chain.push(next);
		next = next.cause;
	}
	return chain;
}

/** Classifies a failure; null where nothing in it tells anything. */
export function classify(error: EvidenceError): NetworkFinding | null {
	for (const one of chainOf(error).reverse()) {
		const code = typeof one.code === 'string' ? one.code : '';
		const message = typeof one.message === 'string' ? one.message : '';
		const rule = RULES.find(
			(candidate) =>
				(candidate.code === undefined || candidate.code.test(code)) &&
				(candidate.message === undefined || candidate.message.test(message.slice(0, 500))) &&
				(candidate.phase === undefined || candidate.phase === (one.phase ?? error.phase))
		);
		if (rule) {
			const reason = code
				? `The connection ended with ${code}: ${message.slice(0, 200)}`
				: `The connection failed: ${message.slice(0, 200)}`;
			return { cause: rule.cause, failedSide: rule.side, confidence: rule.confidence, reason };
		}
	}
	return null;
}
