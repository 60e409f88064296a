/** A key for /api/v1 of a running app, made as an owner makes one. */
import type { Application } from './application.ts';
import { askAs, settlePeople } from './people.ts';

export type CallApi = (
	method: string,
	path: string,
	body?: object
) => Promise<{ status: number; body: never }>;

/** Makes the people and a key of the owner that may do everything; gives calls with it. */
export async function apiOf(application: Application): Promise<CallApi> {
	await settlePeople(application);
	const owner = await askAs(application, 'owner');
	const { text } = await owner('POST', '/admin/keys?/create', { name: 'A test', 'scopes[]': 'all' });
	const key = /ghk_[A-Za-z0-9_-]+/.exec(text)?.[0];
	if (!key) throw new Error(`No key was made: ${text.slice(0, 300)}`);
	return async (method, path, body) => {
		const answer = await fetch(`${application.origin}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
			...(body ? { body: JSON.stringify(body) } : {})
		});
		const text = await answer.text();
		return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never };
	};
}
