/** Takes credentials out of what is kept: those that we sent and those that the target handed out. */
import type { HttpTarget } from './target.ts';
import { isCredential } from './target.ts';

const REDACTED = '(redacted)';
/** Shorter ones would take innocent text out with them. */
const SHORTEST_SECRET = 4;

/** Every secret of a target as plain text. */
export function secretsOf({ auth, headers, url }: HttpTarget): string[] {
	const { username, password } = new URL(url);
	const own = auth === undefined ? [] : 'basic' in auth ? [auth.basic.password] : [auth.bearer];
	const sent = Object.entries(headers).flatMap(([name, value]) => (isCredential(name) ? [value] : []));
	const inUrl = [password, password === '' ? '' : decodeURIComponent(username)];
	return [...own, ...sent, ...inUrl].filter((secret) => secret.length >= SHORTEST_SECRET);
}

export function redactText(text: string, secrets: readonly string[]): string {
	return secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

export function redactHeaders(headers: Record<string, string>, secrets: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, isCredential(name) ? REDACTED : redactText(value, secrets)])
	);
}

/** An address without its user and password. */
export function redactUrl(url: string): string {
	const parsed = new URL(url);
	parsed.username = '';
	parsed.password = '';
	return parsed.href;
}
