/** What somebody types who wants to be told: what the fields take, and the sentence when they are given something else. */
import { z } from 'zod';
import type { SubscriberKind } from '../../domain/subscriber.ts';

const ADDRESS = 'Type a mail address, such as ada@acme.example.';
const URL_WORDS = 'Type the whole address of your endpoint, such as https://hooks.acme.example/status.';

export const emailAddress = z
	.string({ error: ADDRESS })
	.trim()
	.max(254, 'That is longer than a mail address can be.')
	.toLowerCase()
	.pipe(z.email(ADDRESS));

export const webhookAddress = z
	.string({ error: URL_WORDS })
	.trim()
	.max(500, 'An address has at most 500 characters.')
	.refine((text) => {
		const url = URL.parse(text);
		return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
	}, `${URL_WORDS} A name or password in it cannot be kept.`)
	.transform((text) => {
		const url = new URL(text);
		url.hash = '';
		return url.href;
	});

/** One address in the form of its kind, or what is wrong with it. */
export function addressOf(
	kind: SubscriberKind,
	typed: string
): { address: string; fault: null } | { address: null; fault: string } {
	const read = (kind === 'email' ? emailAddress : webhookAddress).safeParse(typed);
	return read.success
		? { address: read.data, fault: null }
		: { address: null, fault: read.error.issues[0]?.message ?? ADDRESS };
}

/** A field that a form may send once, several times or not at all. */
export const repeated = z
	.union([z.string(), z.array(z.string())])
	.optional()
	.transform((given) => [given ?? []].flat().filter((text) => text !== ''));
