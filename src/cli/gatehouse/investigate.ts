/** `diagnose URL --investigate`: all remedies at once for one address, told as a list of steps and a verdict. */
import { beliefOf } from '../../lib/domain/investigation.ts';
import type { Diagnosis } from '../../lib/domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../lib/domain/evidence.ts';
import type { Finding } from '../../lib/domain/finding.ts';
import { REMEDY_LABELS } from '../../lib/domain/remedy.ts';
import { conclude } from '../../lib/domain/verdict-of-investigation.ts';
import { systemClock } from '../../lib/server/clock.ts';
import { DEFAULT_REFERENCES, PUBLIC_RESOLVERS } from '../../lib/server/config/schema.ts';
import type { ProbeOptions } from '../../lib/server/probes/probe.ts';
import { REMEDIES } from '../../lib/server/remedies/index.ts';
import { Budget } from '../../lib/server/watchdog/budget.ts';
import { createHands } from '../../lib/server/watchdog/hands.ts';
import { runRemedies } from '../../lib/server/watchdog/run-remedies.ts';
import { placeOf } from '../../lib/server/watchdog/second-look.ts';
import { printable, type Terminal } from './terminal.ts';

export interface Investigated {
	verdict: Diagnosis;
	findings: Finding[];
}

/**
 * Runs every remedy against a target that has just been asked once; none where it is well.
 * @param target as the http probe's schema gives it
 */
export async function investigate(
	target: unknown,
	evidence: Evidence,
	diagnosis: Diagnosis,
	options: {
		timeoutMs: number;
		privateTargets: ProbeOptions['privateTargets'];
		onFinding: (finding: Finding) => void;
		err: Terminal['err'];
	}
): Promise<Investigated> {
	const { timeoutMs, privateTargets, onFinding, err } = options;
	const clock = systemClock();
	const budget = new Budget(clock, new AbortController().signal);
	const monitor = { kind: 'http', target, timeoutMs };
	const place = placeOf(monitor);
	const isHere = place !== null && /^(localhost|127\.|::1)/.test(place.host);
	const findings = await runRemedies({
		remedies: diagnosis.kind === 'healthy' ? [] : REMEDIES,
		occasion: {
			kind: 'http',
			place,
			origin: null,
			evidence,
			diagnosis,
			lastGood: null,
			firstBytes: [],
			resolvers: PUBLIC_RESOLVERS,
			references: isHere ? [] : DEFAULT_REFERENCES,
			window: null
		},
		// no reference is known to have answered before, so their silence proves nothing
		hands: createHands({ monitor, budget, clock, privateTargets, isOurLineDown: async () => false }),
		budget,
		clock,
		onFinding,
		log: { error: (_, message) => err(message) }
	});
	return { verdict: conclude(diagnosis, findings), findings };
}

/** One step as lines for a person. */
export function stepLines({ remedy, did, showed, proves, facts }: Finding): string {
	const lines = facts === null ? [showed] : [did, showed, ...(proves === null ? [] : [`=> ${proves}`])];
	return [REMEDY_LABELS[remedy], ...lines.map((line) => `  ${line}`)].map(printable).join('\n');
}

/** What `--json` adds to the diagnosis. */
export function investigationDocument(before: Diagnosis, { verdict, findings }: Investigated): object {
	return { before: beliefOf(before), after: beliefOf(verdict), findings };
}
