/** What forms and the API send about monitors, apart from a monitor itself, which is an entry of the config file. */
import { z } from 'zod';
import { key, name } from '../config/fields.ts';

/** More at once would hold the store up. */
const AT_ONCE = 2_000;

/** The monitors that something is done to. */
export const monitorKeys = z
	.union([key.transform((one) => [one]), z.array(key)], { error: 'Choose at least one monitor.' })
	.refine((keys) => keys.length > 0, 'Choose at least one monitor.')
	.refine((keys) => keys.length <= AT_ONCE, `Choose at most ${AT_ONCE} monitors at once.`);

/** Tags to put on and to take off. */
export const tagChange = z.strictObject({
	add: z.array(name).default([]),
	remove: z.array(name).default([])
});
export type TagChange = z.output<typeof tagChange>;
