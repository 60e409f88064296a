/** A clock that moves only when told: timers run in order, wall time can be set, the machine can sleep or be busy. */
import type { Clock } from '../../src/lib/server/clock.ts';

interface Timer {
	at: number;
	/** Null once it was called off. */
	call: (() => void) | null;
}

export class FakeClock implements Clock {
	#wall: number;
	#monotonic = 0;
	/** By time; those of one time in the order they were set. */
	readonly #timers: Timer[] = [];

	constructor(wall = Date.UTC(2026, 10, 24, 12)) {
		this.#wall = wall;
	}

	now = () => Math.round(this.#wall);
	monotonic = () => this.#monotonic;
	after = (ms: number, call: () => void) => {
		const timer: Timer = { at: this.#monotonic + Math.max(0, ms), call };
		this.#timers.splice(this.#placeOf(timer), 0, timer);
		return () => {
			timer.call = null;
		};
	};

	/** Moves on, running what falls due on the way, and lets promises settle after each. */
	async advance(ms: number): Promise<void> {
		const until = this.#monotonic + ms;
		await settle();
		for (let next = this.#timers[0]; next && next.at <= until; next = this.#timers[0]) {
			this.#timers.shift();
			if (!next.call) continue;
			this.#move(Math.max(0, next.at - this.#monotonic));
			next.call();
			await settle();
		}
		this.#move(until - this.#monotonic);
	}

	/** Somebody sets the clock. */
	setWall(at: number): void {
		this.#wall = at;
	}

	/** The machine sleeps: wall time passes, the monotonic clock stands still. */
	suspend(ms: number): void {
		this.#wall += ms;
	}

	/** The process is busy or frozen: both clocks go on, no timer runs; those that fell due run at the next advance. */
	freeze(ms: number): void {
		this.#move(ms);
	}

	#placeOf(timer: Timer): number {
		let [low, high] = [0, this.#timers.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#timers[middle] as Timer).at <= timer.at) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	#move(ms: number): void {
		this.#monotonic += ms;
		this.#wall += ms;
	}
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
