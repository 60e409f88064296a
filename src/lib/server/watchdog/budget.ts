/** What one investigation may spend: so many requests, so many at once, so much time. Beyond that nothing is asked. */
import { INVESTIGATION_MS, REQUESTS_AT_MOST } from '../../domain/investigation.ts';
import type { Clock } from '../clock.ts';
import { NotAsked } from '../remedies/remedy.ts';

/** Six requests at once are one of the remedies; names are looked up beside them. */
const AT_ONCE = 8;
/** What remedies have to tell what they found once nothing may be asked any more. */
const GRACE_MS = 1_000;

const TIME_IS_OVER = 'The time of the investigation was over before this could be asked.';

export class Budget {
	/** Requests so far. */
	spent = 0;
	/** Why the target is to be left alone from now on; null while it may be asked. */
	leftAlone: string | null = null;
	readonly #clock: Clock;
	readonly #endsAt: number;
	readonly #aborting = new AbortController();
	readonly #waiting: (() => void)[] = [];
	readonly #cancel: (() => void)[] = [];
	readonly #over: Promise<void>;
	#running = 0;

	/** @param signal ends everything when Gatehouse stops */
	constructor(clock: Clock, signal: AbortSignal) {
		this.#clock = clock;
		this.#endsAt = clock.monotonic() + INVESTIGATION_MS - GRACE_MS;
		const abort = () => this.#aborting.abort();
		if (signal.aborted) abort();
		signal.addEventListener('abort', abort, { once: true });
		this.#cancel.push(
			() => signal.removeEventListener('abort', abort),
			clock.after(INVESTIGATION_MS - GRACE_MS, abort)
		);
		this.#over = new Promise((resolve) => {
			this.signal.addEventListener('abort', () => this.#cancel.push(clock.after(GRACE_MS, resolve)));
		});
	}

	/** Ends what is under way when the time is over or Gatehouse stops. */
	get signal(): AbortSignal {
		return this.#aborting.signal;
	}

	/** Resolves when nobody is waited for any more. */
	get over(): Promise<void> {
		return this.#over;
	}

	remainingMs(): number {
		return Math.max(0, this.#endsAt - this.#clock.monotonic());
	}

	/** @throws NotAsked where the time or the requests are used up */
	async spend<T>(ask: () => Promise<T>): Promise<T> {
		if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		else this.#running += 1;
		try {
			if (this.signal.aborted) throw new NotAsked(TIME_IS_OVER);
			if (this.spent >= REQUESTS_AT_MOST) {
				throw new NotAsked(`The ${REQUESTS_AT_MOST} requests of an investigation were used up.`);
			}
			this.spent += 1;
			return await ask();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#running -= 1;
		}
	}

	/** @returns false where the investigation ends first */
	wait(ms: number): Promise<boolean> {
		if (this.signal.aborted) return Promise.resolve(false);
		return new Promise((resolve) => {
			const stop = () => {
				cancel();
				resolve(false);
			};
			const cancel = this.#clock.after(ms, () => {
				this.signal.removeEventListener('abort', stop);
				resolve(true);
			});
			this.signal.addEventListener('abort', stop, { once: true });
		});
	}

	/** Lets go of every timer. */
	end(): void {
		for (const cancel of this.#cancel) cancel();
	}
}
