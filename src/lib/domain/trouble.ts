/**
 * What the public learns of an outage: a plain sentence, what a visitor can do, and the path. Drawn from the labels of the
 * diagnosis alone, so that nothing of the evidence can get into a public document.
 */
import { causeSentence, visitorAdvice } from './diagnosis/causes.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import { pathOf, type PathStop } from './path.ts';

export interface Trouble {
	sentence: string;
	/** What a visitor can do, in a few sentences; empty where there is nothing to do. */
	advice: string[];
	/** The six stations in order. */
	path: PathStop[];
}

type Labels = Pick<Diagnosis, 'kind' | 'failedSide' | 'cause'>;

/** @param labels of an outage or of its newest diagnosis, which may have a better sentence than its cause alone */
export function troubleOf(labels: Labels & Partial<Pick<Diagnosis, 'publicSentence'>>): Trouble {
	const { cause, failedSide, publicSentence } = labels;
	return {
		sentence: publicSentence ?? causeSentence(cause, failedSide),
		advice: visitorAdvice(labels),
		path: pathOf(labels)
	};
}

/** Whether it is so at this moment. */
export function isLasting({ times }: { times: readonly { endedAt: number | null }[] }): boolean {
	return times.some(({ endedAt }) => endedAt === null);
}
