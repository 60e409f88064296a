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
	/**
	 * Whether it counts on a 2xx as well, outside of quotations and on a page that says little else. `true`: its marks are
	 * tags. A list: these tags must be there, too. `in markup`: its marks must stand in a script or an attribute and not in
	 * words, on a page with hardly any. What healthy pages carry as well, such as the script of a guard, never counts.
	 */
	on2xx?: true | 'in markup' | readonly string[];
	/** The sign in words for the team. */
	sign: string;
}
