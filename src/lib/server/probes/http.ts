/** Asks a web address once: redirects followed and recorded, the answer held against what is expected. */
import type { Check } from '../../domain/check.ts';
import { within } from './deadline.ts';
import type { Request } from './http/exchange.ts';
import { newJourney, travel } from './http/journey.ts';
import { report } from './http/report.ts';
import { httpTarget, type HttpTarget } from './http/target.ts';
import type { ProbeKind, ProbeOptions } from './probe.ts';
import { redactUrl } from './redact.ts';

export const http: ProbeKind<HttpTarget> = {
	kind: 'http',
	label: 'HTTP(S)',
	schema: httpTarget,
	secrets: ['auth.basic.password', 'auth.bearer', 'headers.*', 'body'],
	host: ({ url }) => new URL(url).hostname,
	describe: ({ url }) => redactUrl(url),
	probe: (target, options) => askWeb(target, options)
};

/**
 * One look at a web address.
 * @param alter makes the first request another one, for second looks; redirects and limits hold as ever
 */
export async function askWeb(
	target: HttpTarget,
	options: ProbeOptions,
	alter?: (request: Request) => Request
): Promise<Check> {
	const at = options.now();
	const startedAt = performance.now();
	const journey = newJourney(target);
	const error = await within(
		options,
		() => journey.exchange.connection.phase,
		(hangup) => travel(journey, target, options, hangup, alter)
	);
	return report(journey, error, target, at, performance.now() - startedAt);
}
