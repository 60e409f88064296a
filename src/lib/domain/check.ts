/** The recorded result of one probe: what was seen, when, and how long each phase took. */
import type { Evidence, Phases } from './evidence.ts';

/** What one check says. `unknown`: we could not tell, so it counts on neither side. */
export type Outcome = 'up' | 'degraded' | 'down' | 'unknown';

export const OUTCOMES: readonly Outcome[] = ['up', 'degraded', 'down', 'unknown'];

/** Something that will become trouble, without being trouble yet. Never changes a verdict (DESIGN rule 6). */
export interface Warning {
	kind: 'certificate-expiry' | 'domain-expiry' | 'challenge';
	/** One sentence for the team. */
	message: string;
	/** When it becomes trouble, epoch milliseconds. */
	at: number | null;
}

/** What a good answer looked like, so that a later failure can be compared with it. */
export interface Observation {
	address: string | null;
	addresses: string[];
	httpVersion: string | null;
	server: string | null;
	statusCode: number | null;
	bodyBytes: number | null;
	/** SHA-256 of the certificate, hex. */
	certificate: string | null;
	/** Epoch milliseconds. */
	certificateExpiresAt: number | null;
	firstByteMs: number | null;
}

export const NOTHING_OBSERVED: Observation = {
	address: null,
	addresses: [],
	httpVersion: null,
	server: null,
	statusCode: null,
	bodyBytes: null,
	certificate: null,
	certificateExpiresAt: null,
	firstByteMs: null
};

export interface Check {
	/** When the probe began, epoch milliseconds. */
	at: number;
	outcome: Outcome;
	/** From name lookup to last byte, milliseconds. */
	durationMs: number;
	/** How late it began after it was due, milliseconds. */
	latenessMs: number;
	phases: Phases;
	statusCode: number | null;
	/** One technical line for the team: `HTTP 502 Bad Gateway`, `connect ECONNREFUSED 127.0.0.1:80`, `answered in 12 ms`. */
	summary: string;
	warnings: Warning[];
	observed: Observation;
	/** What the failing request got; null on a good check. */
	evidence: Evidence | null;
	/** What an HTTP check got, good or bad, so that a 200 which is an error page can be recognised. Never stored. */
	answer: Evidence | null;
	/** True where a failure of our own line would look the same, so that the references are asked first. */
	isNetworkShaped: boolean;
}

/** What stays of a check in the table of checks: a few numbers. */
export interface CheckRow {
	monitorId: number;
	at: number;
	outcome: Outcome;
	statusCode: number | null;
	durationMs: number;
	latenessMs: number;
	phases: Phases;
}
