/** A diagnosis in the making: what one look at the evidence found. */
import type { Meaning } from './meaning.ts';
import type { Vendor } from './vendors.ts';

export interface Finding extends Meaning {
	vendor: Vendor | null;
	confidence: number;
	retryable: boolean;
	reasons: string[];
}

/** How sure a sign makes that can hardly mean anything else. */
export const SURE = 0.9;
