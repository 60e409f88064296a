/** How many are under way at once. Who takes long gives up its place to the next, so that what hangs holds up nobody else. */
import type { Clock } from '../clock.ts';

export interface Limits {
	atOnce: number;
	/** After so long, a delivery counts as slow and no longer takes a place. */
	patienceMs: number;
	/** Slow ones at the same time; those beyond keep their places. */
	slowAtMost: number;
}

export class Slots {
	readonly #limits: Limits;
	readonly #clock: Pick<Clock, 'after'>;
	readonly #onFree: () => void;
	#quick = 0;
	#slow = 0;

	constructor(limits: Limits, clock: Pick<Clock, 'after'>, onFree: () => void) {
		this.#limits = limits;
		this.#clock = clock;
		this.#onFree = onFree;
	}

	get free(): number {
		return Math.max(0, this.#limits.atOnce - this.#quick);
	}

	get taken(): number {
		return this.#quick + this.#slow;
	}

	/** Takes a place; the returned function gives it back, and may be called once. */
	take(): () => void {
		this.#quick += 1;
		let isSlow = false;
		const cancel = this.#clock.after(this.#limits.patienceMs, () => {
			if (this.#slow >= this.#limits.slowAtMost) return;
			isSlow = true;
			this.#quick -= 1;
			this.#slow += 1;
			this.#onFree();
		});
		return () => {
			cancel();
			if (isSlow) this.#slow -= 1;
			else this.#quick -= 1;
		};
	}
}
