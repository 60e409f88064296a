import { feedAnswer } from '$lib/server/http/feed-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request }) => feedAnswer(request, locals.snapshot, 'rss');
