/** Holds an answer against what the monitor expects of it. */
import type { Outcome } from '../../../domain/check.ts';
import { mismatch } from '../fields.ts';
import type { Exchange } from './exchange.ts';
import { jsonMismatch } from './json-path.ts';
import type { HttpTarget } from './target.ts';

export interface Finding {
	outcome: Outcome;
	/** What was not as expected, in words for the team; null when all was. */
	unmet: string | null;
}

/** Refused or limited is inconclusive: it says that we were turned away, not that the service is down (DESIGN rule 6). */
const INCONCLUSIVE = new Set([403, 429]);

/**
 * The first expectation that does not hold decides, in the order status, headers, body, JSON, time.
 * @param durationMs from name lookup to last byte
 */
export function hold(exchange: Exchange, { expect }: HttpTarget, durationMs: number): Finding {
	const status = exchange.status as number;
	if (!isExpected(status, expect.status)) {
		const unmet = `status ${status} is not among ${expect.status.join(', ')}`;
		return { outcome: INCONCLUSIVE.has(status) ? 'degraded' : 'down', unmet };
	}
	const body = exchange.body?.text ?? '';
	const unmet =
		headerMismatch(exchange.headers, expect.header) ??
		prefixed('the body', expect.body ? mismatch(body, expect.body) : null) ??
		(expect.json ? jsonMismatch(body, expect.json) : null);
	if (unmet) return { outcome: 'down', unmet };
	return slowness(durationMs, expect.within ?? {});
}

function isExpected(status: number, ranges: readonly (number | string)[]): boolean {
	return ranges.some((range) => {
		const [from, to] = String(range).split('-').map(Number);
		return status >= (from as number) && status <= (to ?? (from as number));
	});
}

function headerMismatch(headers: Record<string, string>, expected: HttpTarget['expect']['header']): string | null {
	for (const [name, matcher] of Object.entries(expected)) {
		const value = headers[name.toLowerCase()];
		if (value === undefined) return `the header ${name} is missing`;
		const fault = mismatch(value, matcher);
		if (fault) return `the header ${name} ${fault}`;
	}
	return null;
}

function slowness(durationMs: number, within: { degraded?: number; down?: number }): Finding {
	const took = `took ${Math.round(durationMs)} ms`;
	if (within.down !== undefined && durationMs > within.down) {
		return { outcome: 'down', unmet: `${took}, more than ${within.down} ms` };
	}
	if (within.degraded !== undefined && durationMs > within.degraded) {
		return { outcome: 'degraded', unmet: `${took}, more than ${within.degraded} ms` };
	}
	return { outcome: 'up', unmet: null };
}

function prefixed(subject: string, fault: string | null): string | null {
	return fault === null ? null : `${subject} ${fault}`;
}
