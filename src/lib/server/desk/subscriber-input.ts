/** What can be written about subscribers, by a form or over the API: one shape for both, and a sentence for what it is not. */
import { z } from 'zod';
import { SUBSCRIBER_KINDS } from '../../domain/subscriber.ts';

const ADDRESS = 'Type a mail address, or the whole address of an endpoint.';
const LIST = 'Paste or choose a list: one address in each line, or a CSV file.';

export const addInput = z.strictObject({
	kind: z.enum(SUBSCRIBER_KINDS, `Choose one of ${SUBSCRIBER_KINDS.join(', ')}.`).default('email'),
	/** A mail address, or the http(s) address of an endpoint. */
	address: z.string(ADDRESS).trim().min(1, ADDRESS).max(500, 'An address has at most 500 characters.'),
	/** Keys of components to hear of; none for everything. */
	components: z.array(z.string(), 'Name components by their keys.').default([]),
	/** The slug of a status page; left out, the one that is there from the start. */
	page: z.string().optional()
});
export type AddSubscriber = z.output<typeof addInput>;

export const importInput = z.strictObject({
	csv: z.string(LIST).refine((text) => text.trim() !== '', LIST),
	/** They agreed elsewhere: they hear at once, and are not asked again. */
	confirmed: z.boolean('Write true or false.').default(false),
	page: z.string().optional()
});
export type ImportSubscribers = z.output<typeof importInput>;
