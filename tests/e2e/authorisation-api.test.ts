/** Every call of the API as everybody, with a session and with keys of every kind: one without a row here fails. */
import type { Scope } from '../../src/lib/domain/role.ts';
import { apiCalls, OPEN_ROUTES } from '../support/guarded-routes.ts';
import { API_ROWS } from '../support/api-rows.ts';
import { askAs, keyOf, settlePeople, WHO } from '../support/people.ts';
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
	await settlePeople(application);
	for (const who of WHO) {
		const ask = await askAs(application, who, 'application/json');
		for (const [call, row] of Object.entries(API_ROWS)) {
			const { method, address } = callOf(call, row.path);
			const { status, text } = await ask(method, address);
			const name = `${who}: ${call} gave ${status} ${text.slice(0, 200)}`;
			if (who === 'nobody') expect(status, name).toBe(401);
			else if (!row.may.includes(who)) expect(status, name).toBe(403);
			else expect([401, 403, 500].includes(status), name).toBe(false);
			if (who === 'stranger' && row.path) expect([400, 404], name).toContain(status);
		}
	}
});

test('each call lets in keys with its scope, and no others', async ({ launch }) => {
	const application = await launch({ config: CONFIG });
	await settlePeople(application);
	const key = (scopes: Scope[], who: 'owner' | 'stranger' = 'owner') => keyOf(application, scopes, who);
	const [none, all, strangers] = [await key([]), await key(['all']), await key(['all'], 'stranger')];
	const right = new Map<Scope, string>();
	for (const [call, row] of Object.entries(API_ROWS)) {
		const { method, address } = callOf(call, row.path);
		const other: Scope = row.scope.startsWith('audit') ? 'incidents:write' : 'audit:read';
		const ask = async (bearer: string) => {
			const headers = { authorization: `Bearer ${bearer}` };
			const answer = await fetch(application.origin + address, { method, headers });
			return { status: answer.status, text: await answer.text() };
		};
		right.set(row.scope, right.get(row.scope) ?? (await key([row.scope])));
		right.set(other, right.get(other) ?? (await key([other])));
		for (const bearer of [none, right.get(other) ?? '']) {
			const { status, text } = await ask(bearer);
			expect([status, text], call).toEqual([403, expect.stringContaining(row.scope)]);
		}
		for (const bearer of [right.get(row.scope) ?? '', all]) {
			const { status, text } = await ask(bearer);
			expect([401, 403, 500].includes(status), `${call} gave ${status} ${text}`).toBe(false);
		}
		const { status, text } = await ask(strangers);
		expect([401, 403, 500].includes(status), `${call} gave ${status} ${text}`).toBe(false);
		if (row.path) expect([400, 404], `${call} gave the stranger ${status} ${text}`).toContain(status);
		expect(text, call).not.toContain('"Shop"');
	}
});

function callOf(call: string, names: Record<string, string> = {}): { method: string; address: string } {
	const [method = '', pattern = ''] = call.split(' ');
	const address = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? 'none');
	return { method, address: `/api/v1${address}` };
}
