/** Where a verb speaks and what it reads from its surroundings, so that a test can stand in for a shell. */
export interface Terminal {
	/** One line of the answer. */
	out: (line: string) => void;
	/** One line about what went wrong. */
	err: (line: string) => void;
	env: Record<string, string | undefined>;
}

/** How a verb ends: it did what was asked; what it looked at has faults; it was asked wrongly. */
export const EXIT = { ok: 0, faults: 1, usage: 2 } as const;

export interface Verb {
	/** `check-config FILE` */
	usage: string;
	/** What it does, in a few words. */
	about: string;
	/** @throws UsageFault when it is asked wrongly */
	run: (args: string[], terminal: Terminal) => Promise<number>;
}

/** A verb was asked for something it does not do; the message says what it takes. */
export class UsageFault extends Error {}

/** A text from outside as one harmless line: what could move a cursor or colour a screen is taken out. */
export function printable(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
