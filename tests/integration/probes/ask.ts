/** Asks one target the way the watchdog does, from the target's part of a config document. */
import type { Check } from '../../../src/lib/domain/check.ts';
import { probeFor } from '../../../src/lib/server/probes/index.ts';
import type { ProbeOptions } from '../../../src/lib/server/probes/probe.ts';

export type Kind = 'http' | 'tcp' | 'dns' | 'tls' | 'ping';

export async function ask(kind: Kind, document: object, options: Partial<ProbeOptions> = {}): Promise<Check> {
	const { schema, probe } = probeFor(kind);
	if (!probe) throw new Error(`${kind} cannot be asked`);
	return probe(schema.parse(document), {
		signal: new AbortController().signal,
		timeoutMs: 2_000,
		privateTargets: 'allow',
		now: Date.now,
		...options
	});
}
