/** Every guarded route as everybody: a route without a row here fails. */
import { guardedRoutes } from '../support/guarded-routes.ts';
import { askAs, settlePeople, WHO, withStoreOf, type Who } from '../support/people.ts';
import { expect, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

/** Who may; the stranger owns another workspace and is let into its own. */
const ANY_MEMBER: readonly Who[] = ['owner', 'admin', 'editor', 'viewer', 'stranger'];
const POSTERS: readonly Who[] = ['owner', 'admin', 'editor', 'stranger'];
const ADMINS: readonly Who[] = ['owner', 'admin', 'stranger'];

interface Row {
	may: readonly Who[];
	/** What the stranger sends to reach something of ours; it has to be answered as if it were not there. */
	reach?: (ids: Awaited<ReturnType<typeof settlePeople>>) => Record<string, string>;
	/** Where the address has an id of ours in it. */
	params?: Record<string, string>;
}

const TABLE: Record<string, Row> = {
	'GET /admin': { may: ANY_MEMBER },
	'GET /admin/account': { may: ANY_MEMBER },
	'POST /admin/account?/password': { may: ANY_MEMBER },
	'POST /admin/account?/end': { may: ANY_MEMBER, reach: () => ({ session: 'a-session-of-ours' }) },
	'POST /admin/account?/begin': { may: ANY_MEMBER },
	'POST /admin/account?/confirm': { may: ANY_MEMBER },
	'POST /admin/account?/off': { may: ANY_MEMBER },
	'POST /admin/account?/codes': { may: ANY_MEMBER },
	'POST /admin/account?/askPasskey': { may: ANY_MEMBER },
	'POST /admin/account?/passkey': { may: ANY_MEMBER },
	'POST /admin/account?/forget': { may: ANY_MEMBER, reach: () => ({ passkey: 'a-passkey-of-ours' }) },
	'POST /admin/account?/hear': { may: ANY_MEMBER },
	'POST /admin/account?/quiet': { may: ANY_MEMBER, reach: () => ({ browser: 'a-browser-of-ours' }) },
	'POST /admin/account?/work': { may: ANY_MEMBER, reach: () => ({ workspace: 'a-workspace-of-ours' }) },
	'GET /admin/members': { may: ADMINS },
	'POST /admin/members?/invite': { may: ADMINS },
	'POST /admin/members?/withdraw': { may: ADMINS, reach: () => ({ invitation: 'an-invitation-of-ours' }) },
	'POST /admin/members?/role': { may: ADMINS, reach: ({ viewer }) => ({ user: viewer, role: 'owner' }) },
	'POST /admin/members?/remove': { may: ADMINS, reach: ({ viewer }) => ({ user: viewer }) },
	'GET /admin/keys': { may: ADMINS },
	'POST /admin/keys?/create': { may: ADMINS },
	'POST /admin/keys?/revoke': { may: ADMINS, reach: () => ({ key: 'a-key-of-ours' }) },
	'GET /admin/maintenance': { may: ANY_MEMBER },
	'GET /admin/maintenance/new': { may: POSTERS },
	'POST /admin/maintenance/new?/preview': { may: POSTERS },
	'POST /admin/maintenance/new?/plan': { may: POSTERS },
	'GET /admin/maintenance/monthly': { may: ANY_MEMBER },
	...Object.fromEntries(
		['settle', 'stop', 'save', 'complete', 'reopen'].map((act) => [
			`POST /admin/maintenance/monthly?/${act}`,
			{ may: POSTERS }
		])
	),
	'GET /admin/maintenance/[id]': { may: ANY_MEMBER, params: { id: 'a-window-of-ours' } },
	...Object.fromEntries(
		['preview', 'change', 'cancel', 'move', 'skip', 'restore', 'start', 'extend', 'end', 'say'].map((act) => [
			`POST /admin/maintenance/[id]?/${act}`,
			{ may: POSTERS, params: { id: 'a-window-of-ours' } }
		])
	),
	'GET /admin/monitors': { may: ANY_MEMBER },
	'POST /admin/monitors?/pause': { may: ADMINS, reach: () => ({ 'keys[]': 'gatehouse' }) },
	'POST /admin/monitors?/resume': { may: ADMINS, reach: () => ({ 'keys[]': 'gatehouse' }) },
	'POST /admin/monitors?/tag': { may: ADMINS, reach: () => ({ 'keys[]': 'gatehouse', tag: 'x' }) },
	'POST /admin/monitors?/archive': { may: ADMINS, reach: () => ({ 'keys[]': 'gatehouse' }) },
	'POST /admin/monitors?/restore': { may: ADMINS, reach: () => ({ 'keys[]': 'gatehouse' }) },
	'GET /admin/monitors/new': { may: ADMINS },
	'POST /admin/monitors/new?/create': { may: ADMINS },
	'POST /admin/monitors/new?/test': { may: ADMINS },
	'GET /admin/monitors/[key]': { may: ANY_MEMBER, params: { key: 'gatehouse' } },
	'POST /admin/monitors/[key]?/pause': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'POST /admin/monitors/[key]?/resume': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'POST /admin/monitors/[key]?/check': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'POST /admin/monitors/[key]?/archive': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'GET /admin/monitors/[key]/edit': { may: ADMINS, params: { key: 'gatehouse' } },
	'POST /admin/monitors/[key]/edit?/save': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'POST /admin/monitors/[key]/edit?/test': { may: ADMINS, params: { key: 'gatehouse' }, reach: () => ({}) },
	'GET /admin/monitors/import': { may: ADMINS },
	'POST /admin/monitors/import?/read': { may: ADMINS },
	'POST /admin/monitors/import?/make': { may: ADMINS },
	'POST /admin/monitors/import?/cancel': { may: ADMINS },
	'GET /admin/monitors/export': { may: ADMINS },
	'GET /admin/audit': { may: ADMINS },
	'GET /admin/reports': { may: ANY_MEMBER },
	'GET /admin/reports/[file]': { may: ANY_MEMBER, params: { file: '2026-11.json' } },
	'GET /admin/subscribers': { may: ADMINS },
	'GET /admin/subscribers/subscribers.csv': { may: ADMINS },
	'POST /admin/subscribers?/add': { may: ADMINS },
	'POST /admin/subscribers?/bring': { may: ADMINS },
	'POST /admin/subscribers?/remove': { may: ADMINS, reach: () => ({ subscriber: 'a-subscriber-of-ours' }) },
	'GET /admin/channels': { may: ADMINS },
	'POST /admin/channels?/restore': { may: ADMINS, reach: () => ({ key: 'a-channel-of-ours' }) },
	'GET /admin/channels/new': { may: ADMINS },
	'POST /admin/channels/new?/create': { may: ADMINS },
	'GET /admin/channels/[key]': { may: ADMINS },
	'POST /admin/channels/[key]?/change': { may: ADMINS, reach: () => ({ name: 'Ha' }) },
	'POST /admin/channels/[key]?/test': { may: ADMINS, reach: () => ({}) },
	'POST /admin/channels/[key]?/enable': { may: ADMINS, reach: () => ({}) },
	'POST /admin/channels/[key]?/disable': { may: ADMINS, reach: () => ({}) },
	'POST /admin/channels/[key]?/archive': { may: ADMINS, reach: () => ({}) },
	'GET /admin/notices': { may: ADMINS },
	'POST /admin/notices?/again': { may: ADMINS, reach: () => ({ notice: 'a-notice-of-ours' }) },
	'POST /admin/notices?/all': { may: ADMINS },
	'GET /admin/incidents': { may: ANY_MEMBER },
	'POST /admin/incidents?/restore': { may: POSTERS, reach: () => ({ id: 'an-incident-of-ours' }) },
	'GET /admin/incidents/new': { may: POSTERS },
	'POST /admin/incidents/new': { may: POSTERS },
	'GET /admin/incidents/[id]': { may: ANY_MEMBER },
	'POST /admin/incidents/[id]?/update': { may: POSTERS, reach: () => ({ message: 'Ha.' }) },
	'POST /admin/incidents/[id]?/edit': { may: POSTERS, reach: () => ({ title: 'Ha' }) },
	'POST /admin/incidents/[id]?/correct': { may: POSTERS, reach: () => ({ message: 'Ha.', update: 'one' }) },
	'POST /admin/incidents/[id]?/publish': { may: POSTERS, reach: () => ({ version: '1' }) },
	'POST /admin/incidents/[id]?/postmortem': { may: POSTERS, reach: () => ({ text: 'Ha.' }) },
	'POST /admin/incidents/[id]?/note': { may: POSTERS, reach: () => ({ text: 'Ha.' }) },
	'POST /admin/incidents/[id]?/merge': { may: POSTERS, reach: () => ({ into: 'another-of-ours' }) },
	'POST /admin/incidents/[id]?/discard': { may: POSTERS, reach: () => ({ version: '1' }) },
	'GET /admin/incidents/templates': { may: ANY_MEMBER },
	'POST /admin/incidents/templates?/save': { may: POSTERS },
	'POST /admin/incidents/templates?/remove': { may: POSTERS, reach: () => ({ id: 'a-template-of-ours' }) },
	'GET /admin/outages': { may: ANY_MEMBER },
	'GET /admin/outages/[id]': { may: ANY_MEMBER },
	'GET /admin/outages/[id]/outage.md': { may: ANY_MEMBER },
	'POST /admin/outages/[id]?/acknowledge': { may: POSTERS, reach: () => ({ acknowledged: 'true' }) },
	'POST /admin/outages/[id]?/look': { may: POSTERS, reach: () => ({ remedy: 'past-cache' }) },
	'POST /admin/outages/[id]?/step': { may: POSTERS, reach: () => ({ step: 'dns', ticked: 'on' }) },
	'POST /admin/outages/[id]?/teach': { may: ADMINS, reach: () => ({}) },
	'POST /admin/outages/[id]?/forget': { may: ADMINS, reach: () => ({ page: 'a-page-of-ours' }) }
};

test('every guarded route has a row, and every row a route', () => {
	expect(POSTERS).not.toContain('viewer');
	expect(guardedRoutes()).toEqual(Object.keys(TABLE).sort());
});

test('each route lets in who may, and nobody else', async ({ launch }) => {
	const application = await launch();
	const ids = await settlePeople(application);
	for (const who of WHO) {
		const ask = await askAs(application, who);
		for (const [route, row] of Object.entries(TABLE)) {
			const [method = '', pattern = ''] = route.split(' ');
			const address = pattern.replaceAll(
				/\[(?:\.\.\.)?(\w+)\]/g,
				(_, name: string) => row.params?.[name] ?? 'none'
			);
			const { status, location, text } = await ask(method, address, method === 'GET' ? undefined : {});
			const name = `${who}: ${route}`;
			if (who === 'nobody') {
				expect([status, location?.startsWith('/login?next=')], name).toEqual([303, true]);
			} else if (row.may.includes(who)) {
				expect(
					[403, 500].includes(status) || Boolean(location?.includes('/login')),
					`${name} gave ${status}`
				).toBe(false);
			} else {
				expect(status, name).toBe(403);
				expect(text, name).toContain(`Your role here is ${who}`);
			}
			if (who === 'stranger' && row.reach) {
				expect((await ask(method, address, row.reach(ids))).status, `${name} reaching for ours`).toBe(404);
			}
		}
	}
});

test('other sites can neither act nor be let in half-way', async ({ launch }) => {
	const application = await launch();
	await settlePeople(application);
	const login = await fetch(`${application.origin}/login`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: application.origin },
		body: new URLSearchParams({ email: 'owner@acme.example', password: 'correct horse battery' })
	});
	const cookie = login.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	const address = `${application.origin}/admin/keys?/create`;
	for (const from of ['https://evil.example', 'null', `${application.origin}.evil.example`, 'nonsense']) {
		for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json']) {
			const headers = { cookie, origin: from, 'content-type': type };
			const answer = await fetch(address, { method: 'POST', headers, body: 'name=x&scopes[]=all' });
			expect(answer.status, `${from} ${type}`).toBe(403);
		}
	}
	const bare = await fetch(address, {
		method: 'POST',
		headers: { cookie },
		body: new URLSearchParams({ name: 'x' })
	});
	expect(bare.status).toBe(403);
	const foreignLogin = await fetch(`${application.origin}/login`, {
		method: 'POST',
		headers: { origin: 'https://evil.example' },
		body: new URLSearchParams({ email: 'owner@acme.example', password: 'correct horse battery' })
	});
	expect(foreignLogin.status).toBe(403);
	const home = await fetch(`${application.origin}/admin`, { headers: { cookie } });
	expect(home.status).toBe(200);
	expect(home.headers.get('cache-control')).toContain('no-store');
	expect(home.headers.get('x-frame-options')).toBe('DENY');
	expect(home.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('what is malformed gets a 4xx, and never a 5xx', async ({ launch }) => {
	const application = await launch();
	const form = { 'content-type': 'application/x-www-form-urlencoded' };
	const headers: Record<string, string>[] = [
		{ cookie: 'gatehouse.session_token=%E0%A4%A' },
		{ cookie: 'gatehouse.session_token=a.b; gatehouse.device=%; gatehouse.two_factor=x' },
		{ cookie: '=;;; =x' },
		{ authorization: 'Bearer ghk_%00' },
		{ 'sec-fetch-site': 'nonsense', origin: 'not an origin' },
		{ 'content-type': 'multipart/form-data' },
		{ 'content-type': 'multipart/form-data; boundary=x' },
		{ ...form, origin: '://' }
	];
	for (const path of [
		'/admin',
		'/login',
		'/login/code',
		'/login/passkey',
		'/setup',
		'/join?token=%00',
		'/register'
	]) {
		for (const sent of headers) {
			for (const method of ['GET', 'POST']) {
				const answer = await fetch(application.origin + path, {
					method,
					redirect: 'manual',
					headers: sent,
					...(method === 'POST' ? { body: 'email=%FF&password=&token=%00&code=1' } : {})
				});
				const what = `${method} ${path} with ${JSON.stringify(sent)}`;
				expect(answer.status, what).toBeLessThan(500);
				await answer.arrayBuffer();
			}
		}
	}
	expect(application.logs()).not.toContain('A request failed.');
});

test('the first screen leads to the notices only those who may open them', async ({ launch }) => {
	const application = await launch();
	await settlePeople(application);
	await withStoreOf(application, async ({ client }) => {
		const { id: workspaceId } = await client.workspace.findFirstOrThrow({ where: { isDefault: true } });
		const what = { id: 'lost', workspaceId, event: 'test:lost', recipient: 'channel:gone', document: {} };
		await client.notice.create({ data: { ...what, state: 'failed', createdAt: new Date() } });
	});
	for (const who of ['owner', 'admin', 'editor', 'viewer'] as const) {
		const ask = await askAs(application, who);
		const { status, text } = await ask('GET', '/admin');
		expect([who, status, text.includes('Could not be delivered')]).toEqual([who, 200, true]);
		const isLed = text.includes('/admin/notices?state=failed');
		expect([who, isLed]).toEqual([who, (await ask('GET', '/admin/notices')).status === 200]);
		expect([who, isLed]).toEqual([who, who === 'owner' || who === 'admin']);
	}
});
