/** One line of knowledge: the marks of an answer, who writes answers like that, and what it means. Adding a vendor is a few rows. */
import type { Meaning } from './meaning.ts';
import type { Vendor } from './vendors.ts';

export interface PageRow {
	/** Who writes such a page; null where the marks tell the meaning and not the maker. */
	vendor: Vendor | null;
	/** The status the answer has or, on a 2xx, speaks of; any where it is left out. */
	status?: number | readonly number[];
	/** Headers by their lower-case name, each with what its value must hold. */
	headers?: Readonly<Record<string, RegExp>>;
	/** Texts that the body must hold, all of them; written in lower case with single spaces. */
	body?: readonly string[];
	/** What the whole body must look like, for the short texts that some gateways send. */
	whole?: RegExp;
	/** The reason phrase of HTTP/1.1. */
	reason?: RegExp;
	/** What it means; null where the status alone decides. */
	is: Meaning | null;
	/** Structural enough to count on a 2xx as well, where it stands outside of quotations. */
	on2xx?: true;
	/** The sign in words for the team. */
	sign: string;
}
