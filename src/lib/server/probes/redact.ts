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

/** Headers whose value is an address, or holds one. */
const ADDRESSES = new Set(['location', 'content-location', 'refresh', 'link', 'x-pingback']);

/** Header fields without the values of those that carry credentials, and without those in addresses; names in lower case. */
export function redactHeaders(
	headers: Readonly<Record<string, string>>,
	secrets: readonly string[]
): Record<string, string> {
	const safe: Record<string, string> = {};
	for (const name of Object.keys(headers)) {
		const value = redactText(headers[name] ?? '', secrets);
		safe[name] = isCredential(name) ? REDACTED : ADDRESSES.has(name) ? redactAddresses(value) : value;
	}
	return safe;
}

/** An address, whole or relative, without its user, its password and the parameters that carry credentials. */
export function redactUrl(url: string): string {
	return redactAddresses(URL.parse(url)?.href ?? url);
}

/** The values of the parameters that carry credentials, as an address has them; a target may echo them. */
export function credentialsIn(parameters: Iterable<[string, string]>): string[] {
	return [...parameters].flatMap(([name, value]) => (isCredential(name) && value !== '' ? [value] : []));
}

function redactAddresses(text: string): string {
	return text
		.replace(/\/\/[^\s/?#@"'<>]*@/g, '//')
		.replace(/([?&#;])([^\s=&#?;"'<>]+)=([^\s&#;"'<>]*)/g, (whole, before: string, name: string) =>
			isCredential(decoded(name)) ? `${before}${name}=redacted` : whole
		);
}

/** A part of an address as it was before it was written into it; as it stands where it is not well formed. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
