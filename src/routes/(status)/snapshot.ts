/** The snapshot that every public page is drawn from, or the answer that there is none yet. */
import { error } from '@sveltejs/kit';
import type { PageSnapshot } from '$lib/domain/snapshot';

/** @throws 503 in the moments after the first start */
export function snapshotOf(locals: App.Locals): PageSnapshot {
	return locals.snapshot ?? error(503, 'The first measurements are under way.');
}
