/** Hidden is hidden everywhere: a mark planted in everything that is not public must be on no public route, in no form. */
import { webServer } from '../support/servers/http.ts';
import { expect, test } from './story.ts';

const MARK = 'quasar7';

const PUBLIC_PATHS = [
	'/',
	'/history',
	'/s/default',
	'/embed',
	'/subscribe',
	'/history.rss',
	'/history.atom',
	'/feed.json',
	'/calendar.ics',
	'/healthz',
	'/readyz',
	'/help/http-status',
	...['summary', 'status', 'components', 'incidents', 'incidents/unresolved', 'check-me'].map(
		(name) => `/api/v2/${name}.json`
	),
	...['', '/upcoming', '/active'].map((name) => `/api/v2/scheduled-maintenances${name}.json`),
	'/__data.json',
	'/history/__data.json',
	'/components/shop',
	'/components/shop/__data.json'
];
/** Asked by name, whoever guesses it: the answer must be the one for what does not exist. */
const GUESSED_PATHS = [
	(key: string) => `/components/${key}`,
	(key: string) => `/components/${key}/__data.json`,
	(key: string) => `/badge/${key}/status.svg`,
	(key: string) => `/badge/${key}/uptime.json`,
	(key: string) => `/history.rss?component=${key}`,
	(key: string) => `/calendar.ics?component=${key}`
];

test('nothing of a hidden service is on any public route, while it is down and under maintenance', async ({
	launch,
	request
}) => {
	const target = await webServer((asked, response) =>
		response.writeHead(asked.url === '/well' ? 200 : 502).end(MARK)
	);
	const every = 'every: 1s, confirm: 1, recover: 1, retry: 1s';
	const app = await launch({
		config: `
page: { title: Acme, groups: [{ key: web, name: Web }, { key: ${MARK}-group, name: ${MARK} group }] }
reference: []
incidents: { auto: publish, after: 1s }
monitors:
  - { key: shop, name: Shop, group: web, type: http, url: "${target.url}/well", ${every} }
  - { key: ${MARK}, name: ${MARK} store, group: ${MARK}-group, type: http, url: "${target.url}/${MARK}", ${every}, public: false }
  - { key: ${MARK}-planned, name: ${MARK} planned, type: http, url: "${target.url}/well?${MARK}", ${every}, public: false }
components:
  - { key: ${MARK}-phone, name: ${MARK} phone, group: ${MARK}-group, public: false }
channels:
  - { key: ${MARK}-team, type: webhook, url: "${target.url}/${MARK}/hook", secret: ${MARK}-secret-of-many-letters }
maintenance:
  - { key: ${MARK}-window, title: ${MARK} window, starts: 2020-01-01T00:00, duration: 24h, repeat: FREQ=DAILY, components: [${MARK}-planned] }
  - { key: shared, title: Shared window, starts: 2020-01-01T00:00, duration: 24h, repeat: FREQ=DAILY, components: [${MARK}-planned, shop] }
`
	});
	const get = (path: string) => request.get(app.origin + path, { maxRedirects: 0 });
	// what happens behind is seen by the owner alone, who sits at this machine
	await expect
		.poll(async () => (await get('/metrics')).text(), { timeout: 20_000 })
		.toContain(`gatehouse_monitor_verdict{monitor="${MARK}",verdict="down"} 1`);
	await expect.poll(async () => (await get('/')).text()).toContain('Shared window');

	for (const path of PUBLIC_PATHS) {
		const answer = await get(path);
		const told = JSON.stringify(answer.headers()) + (await answer.text());
		expect(told, path).not.toContain(MARK);
	}
	for (const pathOf of GUESSED_PATHS) {
		const [guessed, missing] = [await get(pathOf(MARK)), await get(pathOf('absent7'))];
		expect(guessed.status(), pathOf(MARK)).toBe(missing.status());
		const plain = (text: string) => text.replaceAll(MARK, 'KEY').replaceAll('absent7', 'KEY');
		expect(plain(await guessed.text()), pathOf(MARK)).toBe(plain(await missing.text()));
	}
	expect((await get(`/components/${MARK}`)).status()).toBe(404);

	const summary = (await (await get('/api/v2/summary.json')).json()) as {
		status: unknown;
		components: { name: string }[];
		incidents: unknown[];
	};
	expect(summary.status).toEqual({
		indicator: 'maintenance',
		description: expect.stringMatching(/^(?:Shop|Everything) is under maintenance/)
	});
	expect(summary.components.map(({ name }) => name)).toEqual(['Web', 'Shop']);
	expect(summary.incidents).toEqual([]);
	await target[Symbol.asyncDispose]();
});
