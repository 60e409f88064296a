/** How well-known clients introduce themselves: what each sends, as a table. */

export interface Face {
	name: string;
	/** Names in lower case. */
	headers: Readonly<Record<string, string>>;
}

const PAGE = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const NAVIGATION = {
	accept: PAGE,
	'accept-encoding': 'gzip, deflate, br, zstd',
	'accept-language': 'en-US,en;q=0.9',
	'upgrade-insecure-requests': '1',
	'sec-fetch-dest': 'document',
	'sec-fetch-mode': 'navigate',
	'sec-fetch-site': 'none',
	'sec-fetch-user': '?1'
};

export const DESKTOP: Face = {
	name: 'a desktop browser',
	headers: {
		...NAVIGATION,
		'user-agent':
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
	}
};

export const FACES: readonly Face[] = [
	DESKTOP,
	{
		name: 'a phone',
		headers: {
			accept: PAGE,
			'accept-encoding': 'gzip, deflate, br',
			'accept-language': 'en-GB,en;q=0.9',
			'user-agent':
				'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'
		}
	},
	{
		name: 'a search engine',
		headers: {
			accept: PAGE,
			'accept-encoding': 'gzip, deflate, br',
			from: 'googlebot(at)googlebot.com',
			'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
		}
	},
	{ name: 'curl', headers: { accept: '*/*', 'user-agent': 'curl/8.16.0' } }
];
