/** What people can do to an outage, by a form or over the API: one shape for both, and a sentence for what it is not. */
import { z } from 'zod';
import { REMEDY_IDS } from '../../domain/remedy.ts';

const NOTE_AT_MOST = 2_000;
const NOTE = 'A note has at most 2,000 characters.';
const STEP = 'Name a step of the checklist.';

/** A form sends a ticked box as `on`, and an empty one not at all. */
const tick = z.union([z.boolean(), z.string().transform((text) => text === 'on' || text === 'true')]);

export const settleStep = z.object({
	step: z.string(STEP).trim().min(1, STEP).max(100, STEP),
	ticked: tick.default(false),
	note: z
		.string(NOTE)
		.overwrite((text) => text.replace(/\r\n?/g, '\n').trim())
		.max(NOTE_AT_MOST, NOTE)
		.default('')
});
export type SettleStep = z.output<typeof settleStep>;

export const acknowledgeOutage = z.object({ acknowledged: tick.default(false) });

/** Without a remedy, all that apply. */
export const lookAgain = z.object({
	remedy: z.enum(REMEDY_IDS, 'There is no such look.').optional()
});

export const forgetPage = z.object({ page: z.string().min(1).max(100) });
