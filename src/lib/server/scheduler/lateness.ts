/** How late checks began lately: the one figure that tells whether the schedule is kept. */
const REMEMBERED = 2_000;

export class Lateness {
	#recent: number[] = [];
	#next = 0;

	note(ms: number): void {
		this.#recent[this.#next] = ms;
		this.#next = (this.#next + 1) % REMEMBERED;
	}

	/** Milliseconds within which `percent` of the recent checks began; 0 before the first. */
	percentile(percent: number): number {
		const ordered = [...this.#recent].sort((a, b) => a - b);
		return ordered[Math.min(ordered.length - 1, Math.floor((ordered.length * percent) / 100))] ?? 0;
	}
}
