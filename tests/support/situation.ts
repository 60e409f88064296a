/** A situation for one remedy, with the real hands on real servers; only waiting is cut short. */
import { onTestFinished } from 'vitest';
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Check } from '../../src/lib/domain/check.ts';
import type { FactsOf } from '../../src/lib/domain/finding.ts';
import type { RemedyId } from '../../src/lib/domain/remedy.ts';
import { systemClock } from '../../src/lib/server/clock.ts';
import { probeFor } from '../../src/lib/server/probes/index.ts';
import { remedyFor } from '../../src/lib/server/remedies/index.ts';
import type { Hands, Occasion, Result, Situation } from '../../src/lib/server/remedies/remedy.ts';
import { Budget } from '../../src/lib/server/watchdog/budget.ts';
import { createHands, type HandsOptions } from '../../src/lib/server/watchdog/hands.ts';
import { placeOf } from '../../src/lib/server/watchdog/second-look.ts';

export interface Circumstances {
	kind?: string;
	occasion?: Partial<Occasion>;
	hands?: Partial<HandsOptions>;
	/** In place of the real ones. */
	instead?: Partial<Hands>;
	/** What the first failing check got, where it must not be asked for now. */
	first?: Check;
	timeoutMs?: number;
}

/** Asks the target once, as the watchdog did, and sets the scene around what it got. */
export async function situationFor(document: object, circumstances: Circumstances = {}): Promise<Situation> {
	const { kind = 'http', occasion, hands, instead, timeoutMs = 1_500 } = circumstances;
	const { schema, probe } = probeFor(kind);
	const target = schema.parse(document);
	const clock = systemClock();
	const first =
		circumstances.first ??
		(await probe?.(target, {
			signal: new AbortController().signal,
			timeoutMs,
			privateTargets: 'allow',
			now: clock.now
		}));
	const evidence = first?.evidence ?? first?.answer ?? { url: '', status: null, headers: {}, body: '' };
	const monitor = { kind, target, timeoutMs };
	const budget = new Budget(clock, new AbortController().signal);
	onTestFinished(() => budget.end());
	return {
		kind,
		place: placeOf(monitor),
		origin: null,
		evidence,
		diagnosis: diagnose(evidence),
		lastGood: null,
		firstBytes: [],
		resolvers: [],
		references: [],
		window: null,
		...occasion,
		...createHands({
			monitor,
			budget,
			clock,
			privateTargets: 'allow',
			isOurLineDown: async () => false,
			...hands
		}),
		wait: async () => true,
		...instead
	};
}

export function run<Id extends RemedyId>(id: Id, situation: Situation): Promise<Result<Id>> {
	return remedyFor(id).run(situation, new AbortController().signal) as Promise<
		Result<RemedyId> & { facts: FactsOf[Id] }
	>;
}
