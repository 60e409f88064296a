/** The kinds of channel that the config file takes, and what each of them needs. */
import { z } from 'zod';
import { key, name, webAddress } from './fields.ts';

const common = { key, name: name.optional() };

const email = z.strictObject({
	...common,
	type: z.literal('email'),
	to: z
		.array(z.email({ error: 'takes a mail address' }), { error: 'takes a list of mail addresses' })
		.min(1, { error: 'takes at least one mail address' })
});

const webhook = z.strictObject({
	...common,
	type: z.literal('webhook'),
	url: webAddress,
	/** Signs what is sent (Standard Webhooks). */
	secret: z.string({ error: 'takes a text' }).min(16, { error: 'takes at least 16 characters' }).optional()
});

export const channel = z.discriminatedUnion('type', [email, webhook], {
	error: ({ input }) => {
		if (typeof input !== 'object' || input === null)
			return 'takes a channel: key, type and what the type needs';
		const { type } = input as { type?: unknown };
		const given = typeof type === 'string' ? `, not "${type}"` : '';
		return `takes a kind of channel that this version has: email or webhook${given}`;
	}
});
