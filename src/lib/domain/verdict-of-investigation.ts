/** Folds the findings of an investigation into the diagnosis: what is believed afterwards, how surely, and because of what. */
import { rule } from './decision-table.ts';
import { causeSentence } from './diagnosis/causes.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import { fixesFor } from './diagnosis/fixes.ts';
import { factsOf, type Finding } from './finding.ts';

/** Nothing that is measured from outside is ever quite sure. */
const SUREST = 0.98;
/** What it adds to a belief that the same failure was seen again. */
const SEEN_AGAIN = 0.15;
const REASONS_AT_MOST = 24;

/**
 * What is believed after the findings. Without any that decides, the first diagnosis stands, a little surer where the
 * same failure was seen again. The order of the findings does not matter, except that the newest of a remedy counts.
 */
export function conclude(first: Diagnosis, findings: readonly Finding[]): Diagnosis {
	const proofs = newest(findings).flatMap(({ proves }) => (proves === null ? [] : [proves]));
	const ruling = rule(first, findings);
	if (!ruling) {
		const isSeenAgain = hasFailedAgain(findings);
		return {
			...first,
			confidence: isSeenAgain ? together(first.confidence, SEEN_AGAIN) : first.confidence,
			retryable: first.retryable || hasRecovered(findings),
			reasons: distinct([...first.reasons, ...proofs])
		};
	}
	const { kind, failedSide, cause, strength, reason, publicSentence } = ruling;
	const isAgreed = failedSide === first.failedSide;
	return {
		...first,
		kind,
		failedSide,
		cause,
		confidence: isAgreed ? together(first.confidence, strength) : overruling(first.confidence, strength),
		reasons: distinct([reason, ...proofs, ...first.reasons]),
		retryable: first.retryable || hasRecovered(findings),
		publicSentence: publicSentence ?? causeSentence(cause, failedSide),
		fixes: fixesFor({ cause, failedSide, vendor: first.vendor ?? first.edge })
	};
}

/** Two signs that agree: wrong only where both are. */
function together(before: number, strength: number): number {
	return Math.max(before, Math.min(SUREST, 1 - (1 - before) * (1 - strength)));
}

/** A sign against what was believed: the surer that was, the more doubt stays. */
function overruling(before: number, strength: number): number {
	return strength * (1 - 0.25 * before);
}

function hasFailedAgain(findings: readonly Finding[]): boolean {
	const answers = [
		...(factsOf(findings, 'ask-again')?.answers ?? []),
		...(factsOf(findings, 'ask-in-parallel')?.answers ?? [])
	];
	return answers.length > 0 && answers.every(({ standing }) => standing === 'failing');
}

function hasRecovered(findings: readonly Finding[]): boolean {
	return factsOf(findings, 'ask-again')?.answers.at(-1)?.standing === 'good';
}

function newest(findings: readonly Finding[]): Finding[] {
	return [...new Map(findings.map((finding) => [finding.remedy, finding])).values()].sort((a, b) =>
		a.remedy < b.remedy ? -1 : 1
	);
}

function distinct(reasons: readonly string[]): string[] {
	return [...new Set(reasons)].slice(0, REASONS_AT_MOST);
}
