/** What several findings show together: the signs that the lines of the decision table read. */
import { factsOf, type Brief, type Finding, type ResolverAnswer } from './finding.ts';

export function count(answers: readonly Brief[], standing: Brief['standing']): number {
	return answers.filter((answer) => answer.standing === standing).length;
}

/** Whether requests that differ in nothing fare differently, so that one comparison proves nothing. */
export function isPartlyGood(findings: readonly Finding[]): boolean {
	return count(factsOf(findings, 'ask-in-parallel')?.answers ?? [], 'good') > 0;
}

export function isOnlyOursRefused(findings: readonly Finding[]): boolean {
	const faces = factsOf(findings, 'other-browsers')?.faces ?? [];
	const ours = faces.find(({ isOurs }) => isOurs);
	const browsers = faces.filter(({ isOurs }) => !isOurs);
	const isRefused = ours?.standing === 'failing' || ours?.standing === 'turned-away';
	const areServed = browsers.length > 0 && browsers.every(({ standing }) => standing === 'good');
	return isRefused && areServed && !isPartlyGood(findings);
}

export function namesOf(
	findings: readonly Finding[]
): { system: ResolverAnswer; others: ResolverAnswer[] } | null {
	const answers = factsOf(findings, 'other-resolvers')?.answers ?? [];
	const system = answers.find(({ role }) => role === 'system');
	return system ? { system, others: answers.filter((answer) => answer !== system) } : null;
}

export function isFailing({ status }: ResolverAnswer): boolean {
	return status !== 'answered';
}
