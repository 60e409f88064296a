/** An outage looked into: which remedies ran, what each found, what is believed before and after, and which steps that settles. */
import type { Diagnosis, Fix } from './diagnosis/diagnosis.ts';
import type { Finding } from './finding.ts';
import type { RemedyId } from './remedy.ts';

/** What is believed, in a few words: enough to show a verdict before and after. */
export type Belief = Pick<Diagnosis, 'kind' | 'failedSide' | 'cause' | 'confidence'>;

export interface Investigation {
	id: string;
	outageId: string;
	/** Epoch milliseconds. */
	startedAt: number;
	/** Null while it runs. */
	endedAt: number | null;
	/** Who asked for it; null when the watchdog did. */
	askedBy: string | null;
	/** As they came. */
	findings: Finding[];
	before: Belief | null;
	/** Null while it runs, and for one that a restart cut off. */
	after: Belief | null;
}

/** How long one may take, whatever it waits for. */
export const INVESTIGATION_MS = 30_000;
/** Requests of one investigation, of any sort: names looked up and connections opened count as well. */
export const REQUESTS_AT_MOST = 36;

export function beliefOf({ kind, failedSide, cause, confidence }: Diagnosis): Belief {
	return { kind, failedSide, cause, confidence };
}

/** A step of the checklist that a remedy has settled. */
export interface SettledStep {
	fixId: string;
	remedy: RemedyId;
	/** `ticked`: it was done and the trouble shows there; `struck`: it was done and cannot help. */
	how: 'ticked' | 'struck';
	/** What was seen, in one sentence. */
	reason: string;
	/** Epoch milliseconds. */
	at: number;
}

/** The steps of a checklist that findings have settled, in the checklist's order; the newest finding of a remedy counts. */
export function settledSteps(fixes: readonly Fix[], findings: readonly Finding[]): SettledStep[] {
	return fixes.flatMap(({ id, remedy }) => {
		const finding = findings.findLast((one) => one.remedy === remedy && one.facts !== null);
		if (!finding || finding.settles === null) return [];
		const how = finding.settles === 'points-here' ? ('ticked' as const) : ('struck' as const);
		return [{ fixId: id, remedy: finding.remedy, how, reason: finding.showed, at: finding.at }];
	});
}
