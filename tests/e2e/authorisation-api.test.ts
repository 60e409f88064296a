/** Every call of the API as everybody, with a session and with keys of every kind: one without a row here fails. */
import type { Scope } from '../../src/lib/domain/role.ts';
import { OPERATIONS } from '../../src/lib/server/api/operations/index.ts';
import { apiCalls, OPEN_ROUTES } from '../support/guarded-routes.ts';
import { openIncident, planWindow } from '../support/api-world.ts';
import { API_ROWS, INCIDENT } from '../support/api-rows.ts';
import type { Application } from '../support/application.ts';
import { askAs, keyOf, settlePeople, WHO, withStoreOf } from '../support/people.ts';
import { expect, test } from './story.ts';

const CONFIG = `
reference: []
monitors: [{ key: shop, name: Shop, type: tcp, host: 127.0.0.1, port: 9, every: 1h }]
`;

test('every call has a row, and every row a call', () => {
	expect(apiCalls()).toEqual(Object.keys(API_ROWS).sort());
});

test('what is open to everybody is open to nobody in particular', async ({ launch }) => {
	const { origin } = await launch();
	for (const route of OPEN_ROUTES) {
		const answer = await fetch(origin + (route.split(' ')[1] ?? ''));
		expect(answer.status, route).toBe(200);
	}
});

test('each call lets in who may, and nobody else', async ({ launch }) => {
	const application = await launch({ config: CONFIG });
	await settle(application);
	// who may least comes first, so that what is reached for is still there
	for (const who of [...WHO].reverse()) {
		const ask = await askAs(application, who, 'application/json');
		for (const [call, row] of Object.entries(API_ROWS)) {
			const { method, address, body } = callOf(call, row.path);
			const { status, text } = await ask(method, address, undefined, body);
			const name = `${who}: ${call} gave ${status} ${text.slice(0, 200)}`;
			if (who === 'nobody') expect(status, name).toBe(401);
			else if (!row.may.includes(who)) expect(status, name).toBe(403);
			else expect([401, 403, 500].includes(status), name).toBe(false);
			if (who === 'stranger' && row.path) expect(status, name).toBe(404);
		}
	}
});

test('each call lets in keys with its scope, and no others', async ({ launch }) => {
	const application = await launch({ config: CONFIG });
	await settle(application);
	const key = (scopes: Scope[], who: 'owner' | 'stranger' = 'owner') => keyOf(application, scopes, who);
	const [none, all, strangers] = [await key([]), await key(['all']), await key(['all'], 'stranger')];
	const right = new Map<Scope, string>();
	for (const [call, row] of Object.entries(API_ROWS)) {
		const { method, address, body } = callOf(call, row.path);
		const other: Scope = row.scope.startsWith('audit') ? 'incidents:write' : 'audit:read';
		const ask = async (bearer: string) => {
			const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
			const sent = body === undefined ? {} : { body: JSON.stringify(body) };
			const answer = await fetch(application.origin + address, { method, headers, ...sent });
			return { status: answer.status, text: await answer.text() };
		};
		const { status, text } = await ask(strangers);
		expect([401, 403, 500].includes(status), `${call} gave ${status} ${text}`).toBe(false);
		if (row.path) expect(status, `${call} gave the stranger ${status} ${text}`).toBe(404);
		expect(text, call).not.toContain('"Shop"');
		right.set(row.scope, right.get(row.scope) ?? (await key([row.scope])));
		right.set(other, right.get(other) ?? (await key([other])));
		for (const bearer of [none, right.get(other) ?? '']) {
			const refused = await ask(bearer);
			expect([refused.status, refused.text], call).toEqual([403, expect.stringContaining(row.scope)]);
		}
		for (const bearer of [right.get(row.scope) ?? '', all]) {
			const taken = await ask(bearer);
			const isLetIn = ![401, 403, 500].includes(taken.status);
			expect(isLetIn, `${call} gave ${taken.status} ${taken.text}`).toBe(true);
		}
	}
});

/** The call with the names of a row, and the body of the operation's own example. */
function callOf(call: string, names: Record<string, string> = {}) {
	const [method = '', pattern = ''] = call.split(' ');
	const operation = OPERATIONS.find((one) => one.method === method && one.path === pattern);
	const address = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? 'none');
	return { method, address: `/api/v1${address}`, body: operation?.examples[0]?.body };
}

/** Everybody, and one of what the addresses of the rows name. */
async function settle(application: Application): Promise<void> {
	await settlePeople(application);
	await withStoreOf(application, async ({ client }) => {
		const component = await client.component.findFirstOrThrow({ where: { key: 'shop' } });
		const { workspaceId, pageId, id: componentId } = component;
		const { id, update: updateId } = INCIDENT;
		await openIncident(client, { workspaceId, pageId, componentId, id, updateId });
		await planWindow(client, { workspaceId, pageId, componentId }, Date.now());
	});
}
