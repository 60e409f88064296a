/** Prometheus' exposition, for the operator: by token, or from this machine. */
import { problem } from '$lib/server/http/answers';
import { METRICS_TYPE, metricsText } from '$lib/server/metrics';
import { metricsAccess } from '$lib/server/metrics/access';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { app } = event.locals;
	const reader = { peerAddress: peerOf(event), headers: event.request.headers };
	const access = metricsAccess(reader, app.settings.metricsToken);
	if (!access.isAllowed) {
		const isAsked = access.status === 401;
		return problem(access.status, isAsked ? 'Unauthorized' : 'Forbidden', access.reason, {
			headers: isAsked ? { 'www-authenticate': 'Bearer realm="metrics"' } : {}
		});
	}
	const text = await metricsText(await app.metrics());
	return new Response(text, { headers: { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' } });
};

/** The socket's own address: the framework's would be what ADDRESS_HEADER says. Vite's server has no platform. */
function peerOf({ platform, getClientAddress }: RequestEvent): string {
	return platform?.req.socket.remoteAddress ?? getClientAddress();
}
