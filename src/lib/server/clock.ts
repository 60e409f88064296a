/** Time as an object, so that no rule reads it by itself and no test sleeps. */
export interface Clock {
	/** Wall time, epoch milliseconds. May jump when somebody sets the clock. */
	now: () => number;
	/** Milliseconds that only ever go forward; stands still while the machine sleeps. */
	monotonic: () => number;
	/** Calls once after a delay on the monotonic clock; the returned function calls it off. */
	after: (ms: number, call: () => void) => () => void;
}

export function systemClock(): Clock {
	return {
		now: Date.now,
		monotonic: () => performance.now(),
		after(ms, call) {
			const timer = setTimeout(call, ms);
			return () => clearTimeout(timer);
		}
	};
}
