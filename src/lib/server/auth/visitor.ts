/** Who knocks: the headers, address and cookies of a request, in the shape that the sign-in library takes and gives. */
import type { Cookies } from '@sveltejs/kit';
import { CLIENT_ADDRESS_HEADER } from '../web/client-address.ts';

export interface Visitor {
	/** Cookies, user agent and address, and nothing else of the request. */
	headers: Headers;
	address: string;
	cookies: Pick<Cookies, 'get' | 'set' | 'delete'>;
}

export function visitorOf(event: {
	request: Request;
	cookies: Visitor['cookies'];
	getClientAddress(): string;
}): Visitor {
	const address = event.getClientAddress();
	const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address });
	for (const name of ['cookie', 'user-agent']) {
		const value = event.request.headers.get(name);
		if (value !== null) headers.set(name, value.slice(0, 4_096));
	}
	return { headers, address, cookies: event.cookies };
}

/** Takes over the cookies that the library sets in its answer. */
export async function passCookies(visitor: Visitor, answer: Headers): Promise<void> {
	const { parseSetCookieHeader } = await import('better-auth/cookies');
	for (const line of answer.getSetCookie()) {
		for (const [name, attributes] of parseSetCookieHeader(line)) {
			const maxAge = attributes['max-age'];
			visitor.cookies.set(name, attributes.value, {
				path: attributes.path ?? '/',
				httpOnly: attributes.httponly ?? false,
				secure: attributes.secure ?? false,
				sameSite: 'lax',
				...(maxAge === undefined ? {} : { maxAge })
			});
		}
	}
}
