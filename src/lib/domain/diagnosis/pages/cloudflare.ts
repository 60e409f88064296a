/** Cloudflare's pages, which name the side themselves, and the challenges that it and others show. */
import { blocked, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

/** Cloudflare's own numbers (developers.cloudflare.com, 5xx and 1xxx errors). */
const CLOUDFLARE: [numbers: readonly number[], is: NonNullable<PageRow['is']>, meaning: string][] = [
	[
		[1000, 1002, 1004, 1014, 1018, 1023, 1034],
		gateway('config-error'),
		'the name is set up wrongly at Cloudflare'
	],
	[[1001, 1016], origin('upstream-dns'), 'Cloudflare cannot look up the server behind it'],
	[[1003], gateway('no-route'), 'nobody may ask Cloudflare by its address'],
	[
		[1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1020, 1106],
		blocked('waf-block'),
		'a rule at Cloudflare refuses this caller'
	],
	[[1015, 1027], blocked('rate-limit'), 'Cloudflare asks to slow down'],
	[[1019], gateway('gateway-internal'), 'code at Cloudflare calls itself in a circle'],
	[[1033], origin('tunnel-down'), 'the tunnel to the server is not connected'],
	[[1101], gateway('app-error'), 'code that runs at Cloudflare failed'],
	[[1102], gateway('gateway-overload'), 'code that runs at Cloudflare used up its limits'],
	[[1200], gateway('gateway-overload'), 'Cloudflare holds too many requests for this server']
];
const CLOUDFLARE_STATUS: [status: number, is: NonNullable<PageRow['is']>][] = [
	[520, origin('upstream-bad-response')],
	[521, origin('upstream-refused')],
	[522, origin('upstream-connect-timeout')],
	[523, origin('upstream-unreachable')],
	[524, origin('upstream-timeout')],
	[525, origin('upstream-tls')],
	[526, origin('upstream-tls')],
	[527, origin('upstream-failure')],
	[502, origin('upstream-failure')],
	[504, origin('upstream-timeout')],
	[503, origin('unavailable')],
	[500, gateway('gateway-internal')]
];

function cloudflareNumber(number: number, is: NonNullable<PageRow['is']>, meaning: string): PageRow[] {
	const row = (body: string[]): PageRow => ({
		vendor: 'cloudflare',
		body,
		is,
		sign: `${meaning} (${number})`
	});
	return [
		row(['cf-error-details', `<span>${number}</span>`]),
		row(['cf-error-details', `error code: ${number}`]),
		row(['cf-error-code', `>${number}<`]),
		{
			vendor: 'cloudflare',
			whole: new RegExp(`^error code: ${number}$`),
			is,
			on2xx: true,
			sign: `${meaning} (${number})`
		}
	];
}

const CHALLENGES: [mark: string, vendor: PageRow['vendor'], on2xx: PageRow['on2xx']][] = [
	['window._cf_chl_opt', 'cloudflare', 'in markup'],
	['<span id="challenge-error-text"', 'cloudflare', true],
	['checking your browser before accessing', 'cloudflare', undefined],
	['cf-browser-verification', 'cloudflare', undefined],
	['<title>ddos-guard</title>', 'ddos-guard', true],
	['<title>vercel security checkpoint', 'vercel', true],
	['<title>making sure you&#39;re not a bot!', null, true],
	['/.within.website/x/cmd/anubis', null, 'in markup'],
	['https://geo.captcha-delivery.com/captcha/', null, undefined],
	['id="px-captcha"', null, undefined]
];

export const CLOUDFLARE_PAGES: readonly PageRow[] = [
	{
		vendor: 'cloudflare',
		headers: { 'cf-mitigated': /challenge/i },
		is: blocked('bot-challenge'),
		on2xx: true,
		sign: 'Cloudflare says that it challenges this caller'
	},
	{
		vendor: null,
		headers: { 'x-amzn-waf-action': /challenge|captcha/i },
		is: blocked('bot-challenge'),
		on2xx: true,
		sign: 'a firewall of Amazon says that it challenges this caller'
	},
	...CHALLENGES.map(([mark, vendor, on2xx]): PageRow => ({
		vendor,
		body: [mark],
		is: blocked('bot-challenge'),
		...(on2xx ? { on2xx } : {}),
		sign: 'the page asks the caller to prove that it is human'
	})),
	...CLOUDFLARE.flatMap(([numbers, is, meaning]) =>
		numbers.flatMap((number) => cloudflareNumber(number, is, meaning))
	),
	...[502, 504].map((status): PageRow => ({
		vendor: 'cloudflare',
		status,
		body: ['<hr><center>cloudflare'],
		is: gateway('gateway-internal'),
		sign: 'Cloudflare wrote this page itself, without its frame'
	})),
	{
		vendor: 'cloudflare',
		body: ['<hr><center>cloudflare'],
		is: null,
		on2xx: true,
		sign: 'the page ends as Cloudflare ends its own'
	},
	...CLOUDFLARE_STATUS.map(([status, is]): PageRow => ({
		vendor: 'cloudflare',
		status,
		body: ['cf-error-details'],
		is,
		sign: `Cloudflare's page for ${status}`
	})),
	...CLOUDFLARE_STATUS.filter(([status]) => status >= 520).flatMap(([status, is]): PageRow[] => [
		{
			vendor: 'cloudflare',
			status,
			headers: { server: /cloudflare/i },
			is,
			sign: `only Cloudflare answers with ${status}`
		},
		{
			vendor: 'cloudflare',
			whole: new RegExp(`^error code: ${status}$`),
			is,
			sign: `only Cloudflare answers with ${status}`
		}
	]),
	{
		vendor: 'cloudflare',
		whole: /^error code: 50[24]$/,
		is: gateway('gateway-internal'),
		sign: 'the short text is the one of Cloudflare'
	},
	{
		vendor: 'cloudflare',
		body: ['cf-error-details'],
		status: [403, 406, 409, 429],
		is: blocked('waf-block'),
		sign: "a refusal in Cloudflare's frame"
	},
	{
		vendor: 'cloudflare',
		headers: { 'cf-error-type': /./, 'cf-error-origin': /host|origin/i },
		is: origin('upstream-failure'),
		sign: 'Cloudflare says in a header that the host failed'
	},
	{
		vendor: 'cloudflare',
		headers: { 'cf-error-type': /./ },
		is: null,
		sign: 'Cloudflare says in a header that it made this error'
	}
];
