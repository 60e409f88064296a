/** The edge of the web server: starts the app once, hands it to every request, and keeps other sites out. */
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building, dev } from '$app/environment';
import { base } from '$app/paths';
import { visitorOf } from '$lib/server/auth/visitor';
import { runningApp, startApp } from '$lib/server/running-app';
import { allowTries } from '$lib/server/web/policy';

export const init: ServerInit = async () => {
	if (building) return;
	await startApp(process.env);
	// the production server prints it; the development server has nobody else to say it
	const greeting = dev && runningApp().greeting();
	if (greeting) runningApp().log.info(greeting);
};

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const EMBEDDABLE = /^\/embed(?:\/|$)/;
/** What concerns one person is kept by nobody, and acted on from our own pages only, session or not. */
const PERSONAL = /^\/(?:admin|login|logout|setup|join|register)(?:\/|$)/;
/** Pages that anybody may have kept in memory are drawn without knowing who asks. */
const KNOWS_WHO = /^\/(?:admin|login|logout|setup|join|register|api\/v1|s)(?:\/|$)/;

/** Pages on which visitors may let their own browser try a service. */
const TRIES = /^\/(?:$|components\/|s\/)/;
/** Forms that programs post as well. */
const PLAIN_FORM = /^\/subscribe(?:\/|$)/;

export const handle: Handle = async ({ event, resolve }) => {
	const app = runningApp();
	event.locals.app = app;
	// as it was asked: the framework's own URL looks the same for a page and for its data
	const { pathname, search } = new URL(event.request.url);
	const path = pathname.slice(base.length);
	const { method } = event.request;
	if (UNSAFE.has(method) && !mayAct(event.request, app.settings.origin, PERSONAL.test(path))) {
		return new Response('This request came from another site and was not carried out.', { status: 403 });
	}
	if (PLAIN_FORM.test(path)) takeAsForm(event.request);
	event.locals.member = KNOWS_WHO.test(path) ? await app.auth.memberOf(visitorOf(event)) : null;
	// the address itself is ORIGIN's whoever is asked, and a page may have a domain of its own
	event.locals.snapshot = app.snapshot(event.request.headers.get('host') ?? event.url.host);
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.snapshot?.page.locale ?? 'en')
	});
	secure(response.headers, path);
	const { snapshot } = event.locals;
	const policy = response.headers.get('content-security-policy');
	if (policy && snapshot && TRIES.test(path))
		response.headers.set('content-security-policy', allowTries(policy, snapshot));
	if (
		method !== 'GET' ||
		response.status !== 200 ||
		!snapshot ||
		event.locals.member ||
		!app.front.keeps(pathname, search)
	)
		return response;
	const body = Buffer.from(await response.arrayBuffer());
	const drawn = { address: pathname + search, snapshot, headers: response.headers, body };
	// the first reader of a drawn page gets it compressed as all others do; Vite's own server has no platform
	const kept = event.platform && app.front.remember(drawn, event.platform.req);
	if (!kept) return new Response(body, { status: 200, headers: response.headers });
	const bytes = kept.status === 304 ? null : new Uint8Array(kept.body);
	return new Response(bytes, { status: kept.status, headers: kept.headers });
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) runningApp().log.error({ err: error, path: event.url.pathname }, 'A request failed.');
	return { message };
};

/**
 * Whether a request that changes something may do so: with a session only from our own pages, whatever its method or
 * content type. A program without cookies names no origin, and goes to the checks of the route itself.
 */
function mayAct(request: Request, origin: string, isPersonal: boolean): boolean {
	const from = request.headers.get('origin');
	const hasCookies = request.headers.has('cookie');
	if (from === null) return !hasCookies || request.headers.get('sec-fetch-site') === 'same-origin';
	if (!hasCookies && !isPersonal) return true;
	// Without TLS people come by names and addresses that ORIGIN does not know: the page they are on has the same.
	return from === origin || URL.parse(from)?.host === request.headers.get('host');
}

/**
 * Who takes anything gets the page, with a status that tells how it went: the framework would take a plain program for
 * its own script, and answer 200 with what went wrong inside. A post without a body is an empty form.
 */
function takeAsForm({ method, headers, body }: Request): void {
	if ((headers.get('accept') ?? '*/*').trim() === '*/*') headers.set('accept', 'text/html');
	if (method === 'POST' && body === null) headers.set('content-type', 'application/x-www-form-urlencoded');
}

function secure(headers: Headers, path: string): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'strict-origin-when-cross-origin');
	headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
	if (PERSONAL.test(path)) headers.set('cache-control', 'no-store');
	if (!EMBEDDABLE.test(path)) {
		headers.set('x-frame-options', 'DENY');
		return;
	}
	const policy = headers.get('content-security-policy');
	if (policy)
		headers.set('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
}
