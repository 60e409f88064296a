/** Holds an answer against what the monitor expects of it. */
import type { Outcome } from '../../../domain/check.ts';
import { mismatch, type TextMatcher } from '../fields.ts';
import { isTurnedAway } from './challenge.ts';
import type { Exchange } from './exchange.ts';
import { jsonMismatch } from './json-path.ts';
import type { HttpTarget } from './target.ts';

export interface Finding {
	outcome: Outcome;
	/** What was not as expected, in words for the team; null when all was. */
	unmet: string | null;
}

/**
 * The first expectation that does not hold decides, in the order status, headers, body, JSON, time.
 * @param durationMs from name lookup to last byte
 */
export function hold(exchange: Exchange, { expect }: HttpTarget, durationMs: number): Finding {
	const { status, headers } = exchange;
	const isExpected = status !== null && expect.status.some((range) => isWithin(status, range));
	const body = !isExpected || expect.body || expect.json ? exchange.body.text(headers['content-type']) : '';
	if (!isExpected) {
		const outcome = isTurnedAway(exchange, body) ? 'degraded' : 'down';
		return { outcome, unmet: `status ${status} is not among ${expect.status.join(', ')}` };
	}
	const ofBody =
		(expect.body ? prefixed('the body', mismatch(body, expect.body)) : null) ??
		(expect.json ? jsonMismatch(body, expect.json) : null);
	const unmet =
		headerMismatch(headers, expect.header) ??
		(ofBody && exchange.body.isCut ? `${ofBody} (only its first MiB was read)` : ofBody);
	return unmet ? { outcome: 'down', unmet } : slowness(durationMs, expect.within ?? {});
}

/** @param range a code (`200`) or a range (`200-299`) */
function isWithin(status: number, range: number | string): boolean {
	const [from, to] = String(range).split('-').map(Number);
	return status >= Number(from) && status <= Number(to ?? from);
}

function headerMismatch(
	headers: Record<string, string>,
	expected: HttpTarget['expect']['header']
): string | null {
	for (const [name, matcher] of Object.entries(expected)) {
		const value = headers[name.toLowerCase()];
		if (value === undefined && isMet(matcher)) continue;
		if (value === undefined) return `the header ${name} is missing`;
		const fault = mismatch(value, matcher);
		if (fault) return `the header ${name} ${fault}`;
	}
	return null;
}

/** Whether a header that is not there is as expected: only where all that is expected is what it does not say. */
function isMet({ contains, equals, matches }: TextMatcher): boolean {
	return contains === undefined && equals === undefined && matches === undefined;
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
