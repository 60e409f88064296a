/** One line of the cheat sheet: what a code of an HTTP answer means, whose side it speaks of, and what helps. */

/** Who failed, as far as the number alone says. */
export type StatusSide = 'nobody' | 'visitor' | 'gateway' | 'server behind' | 'either side' | 'network';

export interface StatusCode {
	code: number;
	name: string;
	/** `IANA` for the registry of RFC 9110; else who uses the number. */
	registry: string;
	meaning: string;
	side: StatusSide;
	/** Whether the same request is worth another try, in a few words. */
	retry: string;
	/** What a visitor can do; none where there is nothing to do. */
	visitor: readonly string[];
	/** What an owner can do. */
	owner: readonly string[];
}

/** The columns of the tables, in order; advice that is not given comes from the code's class. */
export type StatusRow = [
	code: number,
	name: string,
	registry: string,
	side: StatusSide,
	retry: string,
	meaning: string,
	visitor?: readonly string[],
	owner?: readonly string[]
];
