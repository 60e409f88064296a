/** What only the team knows of incidents is on no public route, changes no public answer, and goes when it is taken away. */
import type { Application } from '../support/application.ts';
import { askAs, settlePeople } from '../support/people.ts';
import { expect, test } from './story.ts';

const MARK = 'quasar7';
const CONFIG = `
page: { title: Acme Status }
monitors: []
components:
  - { key: shop, name: Shop }
  - { key: vault, name: Vault, public: false }
reference: []
`;
const PATHS = [
	'/',
	'/__data.json',
	'/history',
	'/history/__data.json',
	'/components/shop',
	'/components/shop/__data.json',
	'/embed',
	'/history.rss',
	'/history.atom',
	'/feed.json',
	'/calendar.ics',
	'/badge/shop/status.svg',
	'/badge/shop/uptime.json',
	...['summary', 'status', 'components', 'incidents', 'incidents/unresolved'].map(
		(name) => `/api/v2/${name}.json`
	)
];
/** What says when it was looked at and nothing else. */
const CLOCK = /\d{4}-\d\d-\d\dT[\d:.]+Z|\b1[0-9]{12}\b|\d\d:\d\d|"?generated[^,]*/g;

async function publicAnswers({ origin }: Application): Promise<Map<string, string>> {
	const answers = new Map<string, string>();
	for (const path of PATHS) {
		const answer = await fetch(origin + path);
		answers.set(path, `${answer.status} ${(await answer.text()).replaceAll(CLOCK, 'then')}`);
	}
	return answers;
}

test('drafts, notes and what names hidden components alone are nowhere, not even in a total', async ({
	launch
}) => {
	const application = await launch({ config: CONFIG });
	await settlePeople(application);
	const ask = await askAs(application, 'editor');
	const post = async (fields: Record<string, string>) => {
		const { location } = await ask('POST', '/admin/incidents/new', fields);
		return location?.split('/').at(-1) ?? '';
	};
	const before = await publicAnswers(application);
	const draft = await post({
		title: `${MARK} draft`,
		message: `${MARK} text`,
		'is shop': 'major_outage',
		as: 'draft'
	});
	const hidden = await post({ title: `${MARK} hidden`, message: `${MARK} text`, 'is vault': 'major_outage' });
	await ask('POST', `/admin/incidents/${draft}?/update`, { message: `${MARK} more`, status: 'identified' });
	await ask('POST', `/admin/incidents/${draft}?/note`, { text: `${MARK} note` });
	await ask('POST', '/admin/incidents/templates?/save', { name: MARK, message: MARK });
	const list = (await ask('GET', '/admin/incidents')).text;
	expect(list).toContain(`${MARK} draft`);
	expect(list).toContain(`${MARK} hidden`);

	expect(await publicAnswers(application)).toEqual(before);
	const missing = await fetch(`${application.origin}/incidents/absent7`);
	const text = (await missing.text()).replaceAll('absent7', 'ID');
	for (const id of [draft, hidden]) {
		for (const path of [`/incidents/${id}`, `/incidents/${id}/__data.json`]) {
			const answer = await fetch(application.origin + path);
			const told = await answer.text();
			expect(told, path).not.toContain(MARK);
			if (!path.endsWith('json')) expect([answer.status, told.replaceAll(id, 'ID')]).toEqual([404, text]);
		}
	}

	const shown = await post({ title: 'Shop fails', message: 'We look.', 'is shop': 'degraded_performance' });
	await ask('POST', `/admin/incidents/${shown}?/note`, { text: `${MARK} note` });
	for (const [path, answer] of await publicAnswers(application)) expect(answer, path).not.toContain(MARK);
	expect((await fetch(`${application.origin}/incidents/${shown}`)).status).toBe(200);
	await ask('POST', `/admin/incidents/${shown}?/discard`, {});
	expect((await fetch(`${application.origin}/incidents/${shown}`)).status).toBe(404);
	expect(await publicAnswers(application)).toEqual(before);
});

test('an owner of another workspace reaches none of it by its id', async ({ launch }) => {
	const application = await launch({ config: CONFIG });
	await settlePeople(application);
	const ask = await askAs(application, 'editor');
	const { location } = await ask('POST', '/admin/incidents/new', {
		message: 'Ours.',
		'is shop': 'major_outage'
	});
	const id = location?.split('/').at(-1) ?? '';
	const theirs = await askAs(application, 'stranger');
	expect((await theirs('GET', `/admin/incidents/${id}`)).status).toBe(404);
	const acts = {
		update: { message: 'Ha.' },
		edit: { title: 'Ha' },
		publish: {},
		note: { text: 'Ha.' },
		discard: {}
	};
	for (const [act, fields] of Object.entries(acts)) {
		const { status } = await theirs('POST', `/admin/incidents/${id}?/${act}`, fields);
		expect(status, act).toBe(404);
	}
	expect((await theirs('GET', '/admin/incidents')).text).not.toContain('Shop is down');
	expect((await ask('GET', `/admin/incidents/${id}`)).text).not.toContain('Ha.');
});
