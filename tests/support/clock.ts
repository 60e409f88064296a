/** A clock that moves only when told: timers run in order, wall time can be set, the machine can sleep. */
import type { Clock } from '../../src/lib/server/clock.ts';

export class FakeClock implements Clock {
	#wall: number;
	#monotonic = 0;
	#timers: { at: number; order: number; call: () => void }[] = [];
	#order = 0;

	constructor(wall = Date.UTC(2026, 10, 24, 12)) {
		this.#wall = wall;
	}

	now = () => Math.round(this.#wall);
	monotonic = () => this.#monotonic;
	after = (ms: number, call: () => void) => {
		const timer = { at: this.#monotonic + Math.max(0, ms), order: this.#order++, call };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((one) => one !== timer);
		};
	};

	/** Moves on, running what falls due on the way, and lets promises settle after each. */
	async advance(ms: number): Promise<void> {
		const until = this.#monotonic + ms;
		for (;;) {
			const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
			if (!next) break;
			this.#timers = this.#timers.filter((one) => one !== next);
			this.#move(Math.max(0, next.at - this.#monotonic));
			next.call();
			await settle();
		}
		this.#move(until - this.#monotonic);
		await settle();
	}

	/** Somebody sets the clock. */
	setWall(at: number): void {
		this.#wall = at;
	}

	/** The machine sleeps: wall time passes, the monotonic clock stands still. */
	suspend(ms: number): void {
		this.#wall += ms;
	}

	#move(ms: number): void {
		this.#monotonic += ms;
		this.#wall += ms;
	}
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
