/** The address of one of our own pages below the path the app is served at: whole, so that it is right on every page. */
import type { RequestEvent } from '@sveltejs/kit';

export function place({ locals }: Pick<RequestEvent, 'locals'>, path: `/${string}`): string {
	return locals.app.settings.basePath + path;
}
