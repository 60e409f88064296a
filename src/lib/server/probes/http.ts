/** Asks a web address once: redirects followed and recorded, the answer held against what is expected. */
import { within } from './deadline.ts';
import { newJourney, travel } from './http/journey.ts';
import { report } from './http/report.ts';
import { httpTarget, type HttpTarget } from './http/target.ts';
import type { ProbeKind } from './probe.ts';
import { redactUrl } from './redact.ts';

export const http: ProbeKind<HttpTarget> = {
	kind: 'http',
	label: 'HTTP(S)',
	schema: httpTarget,
	secrets: ['auth.basic.password', 'auth.bearer', 'headers.*', 'body'],
	host: ({ url }) => new URL(url).hostname,
	describe: ({ url }) => redactUrl(url),
	async probe(target, options) {
		const at = options.now();
		const startedAt = performance.now();
		const journey = newJourney(target);
		const error = await within(
			options,
			() => journey.exchange.connection.phase,
			(hangup) => travel(journey, target, options, hangup)
		);
		return report(journey, error, target, at, performance.now() - startedAt);
	}
};
