/** Runs work against a deadline: what did not end by then is a failure with the phase it had reached. */
import type { EvidenceError, Phase } from '../../domain/evidence.ts';
import { deadlinePassed, failureOf } from './failure.ts';
import type { ProbeOptions } from './probe.ts';

/**
 * @param phase where the work stands, asked when it fails
 * @param close ends whatever is still open; always called
 * @returns the failure, or null when the work ended well
 */
export async function within(
	{ timeoutMs, signal }: Pick<ProbeOptions, 'timeoutMs' | 'signal'>,
	phase: () => Phase,
	work: Promise<void>,
	close: () => void
): Promise<EvidenceError | null> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<EvidenceError>((resolve) => {
		timer = setTimeout(() => resolve(deadlinePassed(phase(), timeoutMs)), timeoutMs);
	});
	signal.addEventListener('abort', close, { once: true });
	try {
		return await Promise.race([
			work.then(
				() => null,
				(error: unknown) => failureOf(error, phase())
			),
			deadline
		]);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', close);
		close();
	}
}
