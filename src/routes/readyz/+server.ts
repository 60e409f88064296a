/** Whether Gatehouse does its work: 200 while it keeps what it sees and keeps its schedule, else 503. */
import { isReady, readinessOf } from '$lib/domain/health';
import { momentaryJson } from '$lib/server/http/answers';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const health = await locals.app.health();
	return momentaryJson(readinessOf(health), isReady(health) ? 200 : 503);
};
