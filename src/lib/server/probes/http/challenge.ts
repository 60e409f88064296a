/** Recognises an answer that turned us away instead of answering: it says nothing of the service (DESIGN rule 6). */
import type { Exchange } from './exchange.ts';

/** Refused, or asked too often. */
const TURNED_AWAY = new Set([403, 429]);

/** Headers by which a gateway says that a challenge came in place of the page. */
const CHALLENGES: readonly [name: string, value: RegExp][] = [
	['cf-mitigated', /challenge/i],
	['x-amzn-waf-action', /challenge|captcha/i],
	['x-vercel-mitigated', /challenge/i],
	['sg-captcha', /challenge/i]
];
/** Cloudflare's challenge pages carry it, also where the header is missing. */
const CHALLENGE_SCRIPT = 'window._cf_chl_opt';

export function isTurnedAway(
	{ status, headers }: Pick<Exchange, 'status' | 'headers'>,
	body: string
): boolean {
	return (
		TURNED_AWAY.has(status ?? 0) ||
		CHALLENGES.some(([name, value]) => value.test(headers[name] ?? '')) ||
		body.includes(CHALLENGE_SCRIPT)
	);
}
