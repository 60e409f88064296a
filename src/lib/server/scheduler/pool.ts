/**
 * How many turns may be under way: few that only just began, since the machine works on those, and many that wait for
 * their target, since they cost no more than a socket. So hanging targets never hold up the rest.
 */
import type { Clock } from '../clock.ts';

export interface Limits {
	/** Turns that began less than half a second ago. */
	young: number;
	/** All turns: what sockets and memory allow. */
	all: number;
}

const DEFAULTS: Limits = { young: 128, all: 2_000 };
const YOUNG_MS = 500;

export class Pool {
	readonly #clock: Clock;
	readonly #limits: Limits;
	readonly #onRoom: () => void;
	#young = 0;
	#all = 0;

	/** @param onRoom is called whenever another turn may have room */
	constructor(clock: Clock, limits: Partial<Limits>, onRoom: () => void) {
		this.#clock = clock;
		this.#limits = { ...DEFAULTS, ...limits };
		this.#onRoom = onRoom;
	}

	get hasRoom(): boolean {
		return this.#young < this.#limits.young && this.#all < this.#limits.all;
	}

	/** Takes a place; the returned function gives it back and is called once. */
	enter(): () => void {
		this.#young += 1;
		this.#all += 1;
		let isYoung = true;
		const age = () => {
			if (isYoung) this.#young -= 1;
			isYoung = false;
			this.#onRoom();
		};
		const cancelAging = this.#clock.after(YOUNG_MS, age);
		return () => {
			cancelAging();
			this.#all -= 1;
			age();
		};
	}
}
