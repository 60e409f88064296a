/** What is wrong with an entry of the config file that came another way than by the file: from a form or from the API. */
import type { z } from 'zod';
import { NOWHERE } from './monitors.ts';
import { faultsOf, type Part } from './wording.ts';

/** The first sentence about each place of the entry: `expect.status[1]` → `"status[1]" takes …`. */
export function entryFaults(error: z.ZodError, part: Omit<Part, 'base'>): Record<string, string> {
	const faults = faultsOf(NOWHERE, error, { ...part, base: [] });
	return Object.fromEntries(faults.map(({ path, message }) => [path, message]).reverse());
}
