/** Runs one probe against its deadline: what did not end by then is a failure that names the phase it had reached. */
import type { EvidenceError, Phase } from '../../domain/evidence.ts';
import { deadlinePassed, failureOf, isBug, stopped } from './failure.ts';
import type { ProbeOptions } from './probe.ts';

interface Resource {
	destroy(): unknown;
}

/** What a probe has open; all of it ends together, the newest first, and nothing opens afterwards. */
export class Hangup {
	isOver = false;
	readonly #open = new Set<Resource>();

	add(resource: Resource): void {
		if (this.isOver) resource.destroy();
		else this.#open.add(resource);
	}

	/** A resource belongs to another one from now on, which will end it. */
	release(resource: Resource): void {
		this.#open.delete(resource);
	}

	now(): void {
		this.isOver = true;
		for (const resource of [...this.#open].reverse()) resource.destroy();
		this.#open.clear();
	}
}

/**
 * Ends with the work, at the deadline or when Gatehouse stops, whichever comes first, and closes what was opened.
 * @param phase where the work stands, asked when it fails
 * @returns the failure, or null when the work ended well
 * @throws what is our own bug
 */
export function within(
	{ timeoutMs, signal }: Pick<ProbeOptions, 'timeoutMs' | 'signal'>,
	phase: () => Phase,
	work: (hangup: Hangup) => Promise<void>
): Promise<EvidenceError | null> {
	const hangup = new Hangup();
	return new Promise((resolve, reject) => {
		const end = (settle: () => void) => {
			if (hangup.isOver) return;
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
			hangup.now();
			settle();
		};
		const stop = () => end(() => resolve(stopped(phase())));
		const timer = setTimeout(() => end(() => resolve(deadlinePassed(phase(), timeoutMs))), timeoutMs);
		if (signal.aborted) return stop();
		signal.addEventListener('abort', stop);
		work(hangup).then(
			() => end(() => resolve(null)),
			(error: unknown) =>
				end(() => (isBug(error) ? reject(error as Error) : resolve(failureOf(error, phase()))))
		);
	});
}
