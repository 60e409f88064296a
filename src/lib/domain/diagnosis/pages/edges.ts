/** Content delivery networks, firewalls in front of sites, and the challenges they show. */
import { account, blocked, gateway, origin } from '../meaning.ts';
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

const CHALLENGES: [mark: string, vendor: PageRow['vendor']][] = [
	['window._cf_chl_opt', 'cloudflare'],
	['id="challenge-error-text"', 'cloudflare'],
	['checking your browser before accessing', 'cloudflare'],
	['cf-browser-verification', 'cloudflare'],
	['<title>ddos-guard</title>', 'ddos-guard'],
	['vercel security checkpoint', 'vercel'],
	['making sure you&#39;re not a bot!', null],
	['/.within.website/x/cmd/anubis', null],
	['geo.captcha-delivery.com', null],
	['window._pxappid', null],
	['id="px-captcha"', null],
	['token.awswaf.com', null],
	['/_incapsula_resource?swjiylwa', 'imperva']
];

/** Imperva's numbers (docs.imperva.com, error pages and codes). */
const IMPERVA: [numbers: readonly number[], is: NonNullable<PageRow['is']>][] = [
	[[8, 32], origin('upstream-refused')],
	[[20], origin('upstream-connect-timeout')],
	[[22, 23, 24], origin('upstream-dns')],
	[[26, 29, 35, 40], origin('upstream-tls')],
	[[30], gateway('no-route')],
	[[43], gateway('gateway-overload')],
	[[44], gateway('config-error')],
	[[14, 15, 16, 17], blocked('waf-block')],
	[[18, 38], account('suspended')]
];

/** The first number of Akamai's reference says where it comes from. */
const AKAMAI: [number: string, is: NonNullable<PageRow['is']>][] = [
	['18', blocked('waf-block')],
	['11', origin('upstream-dns')]
];

const REFERENCE = 'reference&#32;&#35;';

export const EDGE_PAGES: readonly PageRow[] = [
	{
		vendor: 'cloudflare',
		headers: { 'cf-mitigated': /challenge/i },
		is: blocked('bot-challenge'),
		on2xx: true,
		sign: 'Cloudflare says that it challenges this caller'
	},
	...CHALLENGES.map(([mark, vendor]): PageRow => ({
		vendor,
		body: [mark],
		is: blocked('bot-challenge'),
		on2xx: true,
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
	},

	...IMPERVA.flatMap(([numbers, is]) =>
		numbers.map((number): PageRow => ({
			vendor: 'imperva',
			body: [`<title>error ${number}</title>`, 'incident id'],
			is,
			on2xx: true,
			sign: `Imperva's error ${number}`
		}))
	),
	...IMPERVA.flatMap(([numbers, is]) =>
		numbers.map((number): PageRow => ({
			vendor: 'imperva',
			headers: { 'x-iinfo': /./ },
			body: [`error ${number}<`],
			is,
			sign: `Imperva's error ${number}`
		}))
	),
	{
		vendor: 'imperva',
		body: ['/_incapsula_resource?', 'incapsula incident id'],
		is: blocked('waf-block'),
		on2xx: true,
		sign: 'Imperva refuses this caller and gives an incident number'
	},
	{
		vendor: 'imperva',
		body: ['incapsula incident id'],
		is: blocked('waf-block'),
		sign: 'Imperva gives an incident number'
	},
	{
		vendor: 'imperva',
		headers: { 'x-iinfo': /./ },
		status: [403],
		is: blocked('waf-block'),
		sign: 'a refusal with the headers of Imperva'
	},
	{
		vendor: 'imperva',
		headers: { 'x-iinfo': /./ },
		body: ['connection failed'],
		is: origin('upstream-failure'),
		sign: 'Imperva could not connect to the server behind it'
	},

	{
		vendor: 'sucuri',
		body: ['sucuri website firewall', 'access denied'],
		is: blocked('waf-block'),
		on2xx: true,
		sign: 'Sucuri refuses this caller'
	},
	{
		vendor: 'sucuri',
		headers: { 'x-sucuri-block': /./ },
		is: blocked('waf-block'),
		sign: 'Sucuri names the rule by which it refuses'
	},
	{
		vendor: 'sucuri',
		body: ['sucuri', 'backend timeout'],
		is: origin('upstream-timeout'),
		sign: 'Sucuri waited for the server behind it in vain'
	},
	{
		vendor: 'sucuri',
		headers: { server: /^Sucuri/i },
		status: [502, 503, 504],
		is: null,
		sign: 'the server header is that of Sucuri'
	},

	...AKAMAI.flatMap(([number, is]): PageRow[] => [
		{
			vendor: 'akamai',
			body: [`${REFERENCE}${number}&#46;`],
			is,
			on2xx: true,
			sign: `Akamai's reference begins with ${number}`
		},
		{
			vendor: 'akamai',
			body: [`reference #${number}.`],
			headers: { server: /akamai/i },
			is,
			sign: `Akamai's reference begins with ${number}`
		}
	]),
	{
		vendor: 'akamai',
		status: 403,
		body: ['errors.edgesuite.net'],
		is: blocked('waf-block'),
		sign: 'a refusal with a reference of Akamai'
	},
	{
		vendor: 'akamai',
		status: 504,
		body: [REFERENCE],
		is: origin('upstream-timeout'),
		sign: 'the page carries a reference of Akamai'
	},
	{
		vendor: 'akamai',
		status: [500, 502, 503],
		body: [REFERENCE],
		is: origin('upstream-failure'),
		sign: 'the page carries a reference of Akamai'
	},
	{
		vendor: 'akamai',
		status: 400,
		body: ['<h1>invalid url</h1>'],
		is: gateway('no-route'),
		sign: 'Akamai does not know this name'
	},
	{
		vendor: 'akamai',
		status: 403,
		headers: { server: /^AkamaiGHost/i },
		is: blocked('waf-block'),
		sign: 'a refusal by Akamai'
	},
	{
		vendor: 'akamai',
		headers: { server: /^AkamaiGHost/i },
		status: [500, 502, 503],
		is: origin('upstream-failure'),
		sign: 'the server header is that of Akamai'
	},
	{
		vendor: 'akamai',
		headers: { server: /^AkamaiGHost/i },
		is: null,
		sign: 'the server header is that of Akamai'
	},

	{
		vendor: 'f5-big-ip',
		body: ['the requested url was rejected. please consult with your administrator.', 'support id'],
		is: blocked('waf-block'),
		on2xx: true,
		sign: 'BIG-IP refuses this request and gives a support number'
	},
	{
		vendor: 'ddos-guard',
		headers: { server: /^ddos-guard/i },
		status: [403, 429],
		is: blocked('bot-challenge'),
		sign: 'DDoS-Guard refuses this caller'
	},
	{
		vendor: 'ddos-guard',
		headers: { server: /^ddos-guard/i },
		is: null,
		sign: 'the server header is that of DDoS-Guard'
	},
	{
		vendor: null,
		headers: { 'x-datadome': /./ },
		status: [403, 405],
		is: blocked('bot-challenge'),
		sign: 'DataDome refuses this caller'
	},
	{
		vendor: 'wordpress',
		body: ['generated by wordfence'],
		is: blocked('waf-block'),
		on2xx: true,
		sign: 'Wordfence refuses this caller'
	},
	{
		vendor: 'fortinet',
		body: ['fortiweb', 'attack id'],
		is: blocked('waf-block'),
		on2xx: true,
		sign: 'FortiWeb refuses this request'
	},
	{
		vendor: null,
		status: 406,
		body: ['mod_security'],
		is: blocked('waf-block'),
		sign: 'ModSecurity refuses this request'
	},
	{
		vendor: null,
		body: ['imunify360', 'bot-protection'],
		is: blocked('bot-challenge'),
		sign: 'Imunify360 refuses this caller'
	}
];
