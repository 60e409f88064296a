/** Asks past every cache and beside it as usual: where the two differ, a cache hides what the origin says. */
import type { Check } from '../../domain/check.ts';
import { briefOf } from './brief.ts';
import type { Remedy } from './remedy.ts';
import { mustNotVary } from './when.ts';

/** What caches on the way say of themselves. */
const CACHE_HEADERS: readonly string[] = [
	'cf-cache-status',
	'x-cache',
	'x-cache-status',
	'x-proxy-cache',
	'x-vercel-cache',
	'cache-status'
];
const PAST_CACHE = { 'cache-control': 'no-cache', pragma: 'no-cache' };

export const pastCache: Remedy<'past-cache'> = {
	id: 'past-cache',
	requestsAtMost: 2,
	asksTarget: true,
	whyNot: mustNotVary,
	async run({ ask, freshWord }) {
		const [usual, busted] = await Promise.all([
			ask({}),
			ask({ query: ['gatehouse', freshWord()], headers: PAST_CACHE })
		]);
		const [plain, fresh] = [briefOf(usual), briefOf(busted)];
		const facts = {
			plain,
			fresh,
			plainAge: ageOf(usual),
			freshAge: ageOf(busted),
			plainCache: cacheOf(usual),
			freshCache: cacheOf(busted),
			isSameBody: sameBody(usual, busted)
		};
		const isHidden = plain.standing === 'failing' && fresh.standing === 'good';
		const isStale = plain.standing === 'good' && fresh.standing === 'failing';
		const isAlike = plain.standing === 'failing' && fresh.standing === 'failing';
		const said = [
			`as usual ${plain.summary}${aged(facts.plainAge, facts.plainCache)}`,
			`past the cache ${fresh.summary}${aged(facts.freshAge, facts.freshCache)}`
		];
		return {
			did: 'Asked as usual and, beside it, past every cache with a new query and "no-cache".',
			showed: `${said.join('; ')}${facts.isSameBody === true ? '; the bodies are the same' : ''}.`,
			proves: isHidden
				? 'A cache on the way keeps an error; behind it the service works.'
				: isStale
					? 'Visitors see a stored copy; behind the cache the service is down.'
					: isAlike
						? 'It fails behind the cache as well, so clearing caches does not help.'
						: null,
			settles: isHidden || isStale ? 'points-here' : isAlike ? 'rules-out' : null,
			facts
		};
	}
};

function headersOf({ answer, evidence }: Check): Record<string, string> {
	return (answer ?? evidence)?.headers ?? {};
}

function ageOf(check: Check): number | null {
	const age = headersOf(check)['age']?.trim() ?? '';
	return /^\d{1,10}$/.test(age) ? Number(age) : null;
}

function cacheOf(check: Check): string | null {
	const headers = headersOf(check);
	const name = CACHE_HEADERS.find((one) => headers[one] !== undefined);
	return name === undefined ? null : `${name}: ${(headers[name] ?? '').slice(0, 100)}`;
}

function sameBody(a: Check, b: Check): boolean | null {
	const [one, other] = [a, b].map(({ answer, evidence }) => answer ?? evidence);
	if (!one?.bodyBytes || !other?.bodyBytes) return null;
	return one.bodySha256 === other.bodySha256;
}

function aged(age: number | null, cache: string | null): string {
	const parts = [age === null ? '' : `${age} s old`, cache ?? ''].filter(Boolean);
	return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
