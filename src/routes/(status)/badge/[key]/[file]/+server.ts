/** Badges: `/badge/{key}/{status,uptime,response}.svg` and `.json`; a GET that any page may embed. */
import { error } from '@sveltejs/kit';
import {
	BADGES,
	badgeDocument,
	badgeOf,
	badgeSvg,
	shownComponent,
	type BadgeKind
} from '$lib/server/feeds/badge';
import { OPEN_TO_ANY_ORIGIN } from '$lib/server/http/answers';
import { etagOf, isHeld } from '$lib/server/http/etag';
import type { RequestHandler } from './$types';

const DAYS = 90;

export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const [name = '', extension] = params.file.split('.');
	if (!isBadge(name) || (extension !== 'svg' && extension !== 'json')) error(404, 'There is no such badge.');
	const component = locals.snapshot ? shownComponent(locals.snapshot, params.key) : undefined;
	const query = { label: url.searchParams.get('label'), days: daysOf(url.searchParams.get('days')) };
	const medianMs =
		name === 'response' && component && locals.snapshot
			? await locals.app.medianOfLastDay(locals.snapshot, component.key)
			: null;
	const badge = badgeOf(name, component, query, medianMs);
	const body = Buffer.from(extension === 'svg' ? badgeSvg(badge) : JSON.stringify(badgeDocument(badge)));
	const etag = etagOf(body);
	const headers = { ...OPEN_TO_ANY_ORIGIN, etag, 'cache-control': 'public, max-age=60' };
	if (isHeld(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
	const type = extension === 'svg' ? 'image/svg+xml; charset=utf-8' : 'application/json; charset=utf-8';
	return new Response(body, { headers: { ...headers, 'content-type': type } });
};

function isBadge(name: string): name is BadgeKind {
	return (BADGES as readonly string[]).includes(name);
}

/** What is not a number of days from 1 to 90 asks for all that are shown. */
function daysOf(asked: string | null): number {
	const days = Number(asked ?? DAYS);
	return Number.isInteger(days) && days >= 1 && days <= DAYS ? days : DAYS;
}
