/**
 * What one failing request really got, kept as it was: the only input of a diagnosis.
 * Plain data, so that it can be stored, sent to `gatehouse diagnose --evidence` and replayed in a test.
 */

/** Where in the life of a request something happened, in order. */
export type Phase = 'resolve' | 'connect' | 'tls' | 'request' | 'first-byte' | 'transfer';

/**
 * A failure as the runtime reported it. `cause` nests, since `fetch` hides the telling code one level down.
 * One code can mean five things (ECONNRESET), so code, message and phase are read together.
 */
export interface EvidenceError {
	name?: string;
	message: string;
	/** The runtime's code, such as `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `UND_ERR_HEADERS_TIMEOUT`. */
	code?: string;
	phase?: Phase;
	errno?: number;
	syscall?: string;
	address?: string;
	port?: number;
	hostname?: string;
	host?: string;
	reason?: string;
	cause?: EvidenceError;
}

/** One hop of a redirect chain: the status that sent us on and where to. */
export interface Redirect {
	status: number;
	location: string;
	/** The address that answered with the redirect. */
	url?: string;
}

/** The peer's certificate and the session's parameters, as far as the handshake got. */
export interface TlsDetails {
	protocol: string | null;
	cipher: string | null;
	subject: string | null;
	issuer: string | null;
	/** Names the certificate is good for (subjectAltName). */
	names: string[];
	/** Epoch milliseconds. */
	validFrom: number | null;
	/** Epoch milliseconds. */
	validTo: number | null;
	/** SHA-256 of the certificate, hex. */
	fingerprint: string | null;
	/** Why the chain or the name did not hold, as OpenSSL's code (`CERT_HAS_EXPIRED`), or null when it held. */
	authorizationError: string | null;
	/** Subject names from the leaf up to the root, as sent. */
	chain: string[];
}

/** Milliseconds spent in each phase; null where the phase was not reached or does not exist for the kind. */
export interface Phases {
	resolveMs: number | null;
	connectMs: number | null;
	tlsMs: number | null;
	firstByteMs: number | null;
	transferMs: number | null;
}

export const NO_PHASES: Phases = {
	resolveMs: null,
	connectMs: null,
	tlsMs: null,
	firstByteMs: null,
	transferMs: null
};

/** Everything known about one answer, or about the lack of one. Optional fields are absent in documents from outside. */
export interface Evidence {
	/** The address asked: an http(s) URL, or `tcp://`, `tls://`, `dns://`, `icmp://`, `heartbeat:` for other kinds. */
	url: string;
	method?: string;
	/** The status code, or null when no HTTP answer came. */
	status: number | null;
	/** The reason phrase of HTTP/1.1, empty when none was sent. */
	statusText?: string;
	/** `1.0`, `1.1`, `2`. */
	httpVersion?: string | null;
	/** Header names in any case; several values joined by `, `. Credentials are redacted before they get here. */
	headers: Record<string, string>;
	/** The first 64 KiB of the body, decoded. */
	body: string;
	/** True length of the body in bytes as far as it was read, after decompression. */
	bodyBytes?: number;
	/** SHA-256 of the bytes read, hex. */
	bodySha256?: string | null;
	isBodyTruncated?: boolean;
	redirects?: Redirect[];
	/** Where the redirects led, when they led elsewhere. */
	finalUrl?: string;
	error?: EvidenceError | null;
	tls?: TlsDetails | null;
	/** The address connected to. */
	address?: string | null;
	/** All answers of the name lookup. */
	addresses?: string[];
	phases?: Phases;
	/** Which expectation of the monitor was not met, in words for the team; null when the answer itself was the failure. */
	unmetExpectation?: string | null;
}
