/** Takes credentials out of what is kept: those that we sent and those that a target handed out. */

const REDACTED = '(redacted)';
/** Shorter ones would take innocent text out with them. */
const SHORTEST_SECRET = 4;
const CREDENTIAL =
	/^(x-)?auth$|authorization|authenticat(e|ion)-info|cookie|token|secret|api-?_?key|access-?_?key|passw|session|signature|credential|private|jwt|csrf/i;

/** Whether the value under a name is a credential: a header, or a parameter of an address. */
export function isCredential(name: string): boolean {
	return CREDENTIAL.test(name);
}

/** A text without the secrets in it, as they are and as they stand in an address or in JSON. */
export function redactText(text: string, secrets: readonly string[]): string {
	if (text === '') return text;
	let rest = text;
	for (const secret of secrets) {
		if (secret.length < SHORTEST_SECRET) continue;
		for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
			rest = rest.replaceAll(form, REDACTED);
		}
	}
	return rest;
}

/** Header fields without the values of those that carry credentials; names in lower case. */
export function redactHeaders(
	headers: Readonly<Record<string, string>>,
	secrets: readonly string[]
): Record<string, string> {
	const safe: Record<string, string> = {};
	for (const name of Object.keys(headers)) {
		safe[name] = isCredential(name) ? REDACTED : redactText(headers[name] ?? '', secrets);
	}
	return safe;
}

/** An address without its user, its password and the parameters that carry credentials. */
export function redactUrl(url: string): string {
	const parsed = URL.parse(url);
	if (!parsed) return url;
	parsed.username = '';
	parsed.password = '';
	if (parsed.search === '') return parsed.href;
	for (const name of new Set(parsed.searchParams.keys())) {
		if (isCredential(name)) parsed.searchParams.set(name, 'redacted');
	}
	return parsed.href;
}
