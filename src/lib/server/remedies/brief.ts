/** One answer in brief, so that all remedies judge answers alike. */
import type { Check } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Brief } from '../../domain/finding.ts';

/** Our own limits and rules: such an answer says nothing of the target. */
export function briefOf(check: Check): Brief {
	const { outcome, summary, statusCode: status, durationMs } = check;
	const seen = check.evidence ?? check.answer;
	const diagnosis = seen ? diagnose(seen) : null;
	const isHealthy = diagnosis === null || diagnosis.kind === 'healthy';
	const standing =
		outcome === 'unknown'
			? 'untold'
			: diagnosis?.kind === 'blocked'
				? 'turned-away'
				: outcome === 'up' && isHealthy
					? 'good'
					: 'failing';
	return {
		standing,
		summary,
		status,
		address: check.evidence?.address ?? check.observed.address,
		tookMs: Math.round(durationMs),
		failedSide: diagnosis?.failedSide ?? 'none',
		cause: diagnosis?.cause ?? 'none'
	};
}

export function countOf(answers: readonly Brief[], standing: Brief['standing']): number {
	return answers.filter((answer) => answer.standing === standing).length;
}

/** `3 of 6 fail` and the like, in words. */
export function tally(answers: readonly Brief[]): string {
	const [good, failing, away, untold] = (['good', 'failing', 'turned-away', 'untold'] as const).map((one) =>
		countOf(answers, one)
	);
	const parts = [
		failing ? `${failing} of ${answers.length} failed` : '',
		good ? `${good} of ${answers.length} answered well` : '',
		away ? `${away} of ${answers.length} ${away === 1 ? 'was' : 'were'} turned away` : '',
		untold ? `${untold} of ${answers.length} could not be asked` : ''
	];
	return parts.filter(Boolean).join(', ');
}

/** A count with its noun: `1 request`, `6 requests`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
	return `${count} ${count === 1 ? noun : plural}`;
}
