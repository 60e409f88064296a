/** Everything that is kept of one outage: what its page, its ticket text and its Markdown are made from. */
import { checklistOf, type ChecklistItem, type Tick } from './checklist.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import { learn } from './diagnosis/learned.ts';
import type { Evidence } from './evidence.ts';
import { factsOf, type Finding, type FactsOf } from './finding.ts';
import type { Investigation } from './investigation.ts';
import type { FiledOutage } from './outage.ts';

/** A page that an owner marked as an error page of a monitor. */
export interface TaughtPage {
	id: string;
	/** Its title and first heading, without digits. */
	words: string;
	at: number;
	by: string;
}

export interface OutageFile {
	outage: FiledOutage;
	/** The first failing request first; a second where the outage became worse. */
	evidence: { at: number; evidence: Evidence }[];
	/** What the evidence alone said, and what is believed now. */
	first: Diagnosis | null;
	verdict: Diagnosis | null;
	/** The oldest first. */
	investigations: Investigation[];
	ticks: Tick[];
	/** The error pages that this monitor was taught. */
	taught: TaughtPage[];
}

export function findingsOf({ investigations }: Pick<OutageFile, 'investigations'>): Finding[] {
	return investigations.flatMap(({ findings }) => findings);
}

/** What was looked for at the worst moment of the outage. */
export function tellingEvidence({ evidence }: Pick<OutageFile, 'evidence'>): Evidence | null {
	return evidence.at(-1)?.evidence ?? null;
}

export function checklistIn(file: OutageFile): ChecklistItem[] {
	const { verdict, ticks, outage } = file;
	const url = tellingEvidence(file)?.url ?? '';
	return checklistOf(verdict?.fixes ?? [], findingsOf(file), ticks, { url, origin: outage.monitor.origin });
}

/** What differs from the last good check, as far as it was looked at; null where it was not. */
export function changesSince(file: OutageFile): FactsOf['last-good'] | null {
	return factsOf(findingsOf(file), 'last-good');
}

/** Whether the answer is a page that could be known again. */
export function isTeachable(evidence: Evidence | null): boolean {
	return evidence !== null && !evidence.error && evidence.status !== null && learn(evidence) !== null;
}
