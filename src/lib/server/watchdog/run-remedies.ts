/** Runs remedies and turns whatever comes of each into a finding: also that it did not apply, that time ran out, or that it broke. */
import { withoutFacts, type Finding } from '../../domain/finding.ts';
import type { Clock } from '../clock.ts';
import { NotAsked, type Hands, type Occasion, type Remedy, type Situation } from '../remedies/remedy.ts';
import type { Budget } from './budget.ts';

export interface RunOptions {
	remedies: readonly Remedy[];
	occasion: Occasion;
	hands: Hands;
	budget: Budget;
	clock: Clock;
	/** Told of each finding as it comes. */
	onFinding: (finding: Finding) => void;
	log: { error: (details: object, message: string) => void };
}

const BROKE = 'This look broke off; that is a fault of Gatehouse and says nothing of the target.';
const CUT_OFF = 'The time of the investigation was over before this look came to an end.';

/**
 * Those that ask the target go one after the other, so that it is not pressed; what asks others, and what mostly waits,
 * goes beside them. Resolves when all have ended or the time is over; never rejects.
 */
export async function runRemedies(options: RunOptions): Promise<Finding[]> {
	const { remedies, occasion, budget } = options;
	const situation: Situation = { ...occasion, ...options.hands };
	const findings: Finding[] = [];
	const inTurn = async (lane: readonly Remedy[]) => {
		for (const remedy of lane) {
			const finding = await runOne(remedy, situation, options);
			findings.push(finding);
			options.onFinding(finding);
		}
	};
	await Promise.all([
		inTurn(remedies.filter(({ asksTarget }) => !asksTarget)),
		inTurn(remedies.filter(({ asksTarget, isSlow = false }) => asksTarget && !isSlow)),
		...remedies.filter(({ asksTarget, isSlow = false }) => asksTarget && isSlow).map((one) => inTurn([one]))
	]);
	budget.end();
	return findings;
}

async function runOne(
	remedy: Remedy,
	situation: Situation,
	{ occasion, budget, clock, log }: RunOptions
): Promise<Finding> {
	const at = clock.now();
	const startedAt = clock.monotonic();
	const { id } = remedy;
	const tookMs = () => Math.round(clock.monotonic() - startedAt);
	const whyNot = remedy.whyNot(occasion) ?? (remedy.asksTarget ? budget.leftAlone : null);
	if (whyNot !== null) return withoutFacts(id, at, 0, whyNot);
	const run = async (): Promise<Finding> => {
		try {
			const result = await remedy.run(situation, budget.signal);
			return { remedy: id, at, tookMs: tookMs(), ...result } as Finding;
		} catch (error) {
			if (error instanceof NotAsked) return withoutFacts(id, at, tookMs(), error.message);
			log.error({ err: error, remedy: id }, 'A remedy failed by itself; the outage stands as it is.');
			return withoutFacts(id, at, tookMs(), BROKE);
		}
	};
	return Promise.race([run(), budget.over.then(() => withoutFacts(id, at, tookMs(), CUT_OFF))]);
}
