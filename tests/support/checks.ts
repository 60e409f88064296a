/** Checks as a probe would give them, one letter each: what stories of the watchdog are written in. */
import { NOTHING_OBSERVED, type Check, type Outcome } from '../../src/lib/domain/check.ts';
import { NO_PHASES, type Evidence } from '../../src/lib/domain/evidence.ts';

const URL = 'https://shop.example/';
const ANSWERED: Evidence = { url: URL, status: 200, statusText: 'OK', headers: {}, body: 'fine' };

interface Kind {
	outcome: Outcome;
	summary: string;
	evidence: Evidence | null;
	isNetworkShaped?: boolean;
}

/** `u` up · `g` too slow · `d` a gateway's 502 · `e` the application's 500 · `t` a timeout · `b` refused (403) · `?` our own fault */
const KINDS: Record<string, Kind> = {
	u: { outcome: 'up', summary: 'answered in 12 ms', evidence: null },
	g: {
		outcome: 'degraded',
		summary: 'answered in 900 ms',
		evidence: { ...ANSWERED, unmetExpectation: 'an answer within 800 ms' }
	},
	d: {
		outcome: 'down',
		summary: 'HTTP 502 Bad Gateway',
		evidence: { url: URL, status: 502, statusText: 'Bad Gateway', headers: {}, body: 'the first failure' }
	},
	e: {
		outcome: 'down',
		summary: 'HTTP 500 Internal Server Error',
		evidence: { url: URL, status: 500, statusText: 'Internal Server Error', headers: {}, body: '' }
	},
	t: {
		outcome: 'down',
		summary: 'No end after 10000 ms, while connecting',
		evidence: {
			url: URL,
			status: null,
			headers: {},
			body: '',
			error: { code: 'ETIMEDOUT', message: 'No end after 10000 ms, while connecting', phase: 'connect' }
		},
		isNetworkShaped: true
	},
	b: {
		outcome: 'degraded',
		summary: 'HTTP 403 Forbidden',
		evidence: { url: URL, status: 403, statusText: 'Forbidden', headers: {}, body: '' }
	},
	'?': { outcome: 'unknown', summary: 'the probe itself failed', evidence: null }
};

export function checkOf(letter: string, at: number, more: Partial<Check> = {}): Check {
	const kind = KINDS[letter];
	if (!kind) throw new Error(`No check is written ${letter}.`);
	const { outcome, summary, evidence, isNetworkShaped = false } = kind;
	return {
		at,
		outcome,
		durationMs: 12,
		latenessMs: 0,
		phases: { ...NO_PHASES, connectMs: 1, firstByteMs: 8, transferMs: 3 },
		statusCode: evidence?.status ?? (outcome === 'up' ? 200 : null),
		summary,
		warnings: [],
		observed: NOTHING_OBSERVED,
		evidence,
		answer: null,
		isNetworkShaped,
		...more
	};
}
