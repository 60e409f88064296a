/**
 * Decides what an answer means for a message that is owed: brought home, worth another try, or useless to try again.
 * One table for every kind; what a service says differently stands in its own file.
 */
import type { Delivered, DeliveryOutcome, NotDelivered } from '../../domain/delivery.ts';
import type { OutwardAnswer } from '../outward.ts';

/** @param answer what the receiver answered, in a few words */
export function delivered(answer: string): Delivered {
	return { delivered: true, answer };
}

/** Worth another try. */
export function passing(failed: string, retryAfterMs: number | null = null): NotDelivered {
	return { failed, permanent: false, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

/** Useless to try again until somebody changes the channel. */
export function permanent(failed: string): NotDelivered {
	return { failed, permanent: true };
}

/** Refusals that are over after a while: they say nothing about the channel. */
const PASSING_4XX = new Set([408, 421, 423, 425, 429]);
const WORDS_SHOWN = 200;

/**
 * What an answer by HTTP means, by its status alone.
 * @param service as it is called in sentences: `Slack`
 * @param now epoch milliseconds, for a Retry-After that is a date
 * @param saying what the service itself said of it, where it says it in a known place
 */
export function outcomeOf(
	{ status, headers, body }: OutwardAnswer,
	service: string,
	now: number,
	saying: string = body
): DeliveryOutcome {
	const words = said(saying);
	if (status >= 200 && status < 300) return delivered(`${status}${words === '' ? '' : ` ${words}`}`);
	const answered = `${service} answered ${status}${words === '' ? '' : `: ${words}`}`;
	if (status >= 500 || PASSING_4XX.has(status)) {
		return passing(ended(answered), retryAfterMs(headers['retry-after'], now));
	}
	if (status >= 300 && status < 400) {
		return permanent(
			`${service} answered with a redirect (${status}), which is not followed. Enter the address it leads to.`
		);
	}
	return permanent(ended(answered));
}

/**
 * `Retry-After` (RFC 9110, section 10.2.3): whole seconds or a date. Fractions are taken as well, for some services send them.
 * @returns milliseconds, at least 0; null where it says nothing that can be read
 */
export function retryAfterMs(value: string | undefined, now: number): number | null {
	if (value === undefined) return null;
	const text = value.trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000);
	const at = /^[A-Za-z]/.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** The start of what somebody else's server said, as one line without anything that controls. */
export function said(text: string): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
	const characters = [...line];
	return characters.length > WORDS_SHOWN ? `${characters.slice(0, WORDS_SHOWN).join('')}…` : line;
}

function ended(sentence: string): string {
	return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
