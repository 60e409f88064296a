/** The edge of the web server: starts the app once, hands it to every request, and keeps other sites out. */
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { base } from '$app/paths';
import { runningApp, startApp } from '$lib/server/running-app';

export const init: ServerInit = async () => {
	if (!building) await startApp(process.env);
};

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const EMBEDDABLE = /^\/embed(?:\/|$)/;

export const handle: Handle = async ({ event, resolve }) => {
	const app = runningApp();
	event.locals.app = app;
	// as it was asked: the framework's own URL looks the same for a page and for its data
	const { pathname, search } = new URL(event.request.url);
	const { method } = event.request;
	if (
		UNSAFE.has(method) &&
		event.request.headers.has('cookie') &&
		!isOwnOrigin(event.request, app.settings.origin)
	) {
		return new Response('This request came from another site and was not carried out.', { status: 403 });
	}
	// the address itself is ORIGIN's whoever is asked, and a page may have a domain of its own
	event.locals.snapshot = app.snapshot(event.request.headers.get('host') ?? event.url.host);
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.snapshot?.page.locale ?? 'en')
	});
	secure(response.headers, pathname.slice(base.length));
	const { snapshot } = event.locals;
	if (method !== 'GET' || response.status !== 200 || !snapshot || !app.front.keeps(pathname, search))
		return response;
	const body = Buffer.from(await response.arrayBuffer());
	app.front.remember(pathname + search, snapshot, response.headers, body);
	// the first reader of a drawn page gets it compressed as all others do; Vite's own server has no platform
	const kept = event.platform && app.front.answer(event.platform.req);
	if (!kept) return new Response(body, { status: 200, headers: response.headers });
	return new Response(new Uint8Array(kept.body), { status: kept.status, headers: kept.headers });
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) runningApp().log.error({ err: error, path: event.url.pathname }, 'A request failed.');
	return { message };
};

/** Our own pages act on our own origin only, whatever the method or content type. */
function isOwnOrigin(request: Request, origin: string): boolean {
	const from = request.headers.get('origin');
	if (from !== null) return from === origin || from === new URL(request.url).origin;
	return request.headers.get('sec-fetch-site') === 'same-origin';
}

function secure(headers: Headers, path: string): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'strict-origin-when-cross-origin');
	headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
	if (!EMBEDDABLE.test(path)) {
		headers.set('x-frame-options', 'DENY');
		return;
	}
	const policy = headers.get('content-security-policy');
	if (policy)
		headers.set('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
}
