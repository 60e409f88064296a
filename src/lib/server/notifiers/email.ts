/** Tells people of the team by mail: one mail to each address, so that each is owed, refused and stopped by itself. */
import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import { mailFailure } from '../mail-failure.ts';
import { delivered, passing, said } from './answers.ts';
import { letterHtml } from './letter-html.ts';
import type { Means, Notifier } from './notifier.ts';
import { oneLine } from './plain.ts';
import { tellEach } from './tell-each.ts';
import { inFull, titleOf } from './wording.ts';

const ADDRESSES_AT_MOST = 50;

const schema = z.strictObject({
	to: z
		.array(z.email({ error: 'takes a mail address' }), { error: 'takes a list of mail addresses' })
		.min(1, { error: 'takes at least one mail address' })
		.max(ADDRESSES_AT_MOST, { error: `takes at most ${ADDRESSES_AT_MOST} mail addresses` })
		.meta({ title: 'Mail addresses', description: 'Each gets a mail of its own.' })
});

export const email: Notifier<z.infer<typeof schema>> = {
	kind: 'email',
	title: 'E-mail',
	schema,
	secrets: [],
	keepsAlerts: false,
	describe: ({ to }) => to.join(', '),
	async deliver(message, { to }, means) {
		if (means.mail.missing !== null) return passing(means.mail.missing);
		return tellEach(to, means, (address) => send(message, address, means));
	}
};

async function send(message: Message, to: string, { mail, signal }: Means): Promise<DeliveryOutcome> {
	try {
		const answer = await mail.send({
			to,
			subject: titleOf(message),
			text: `${oneLine(message.title, 1_000)}\n\n${inFull(message)}\n`,
			html: letterHtml(message),
			headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
			id: message.id,
			thread: message.dedupKey,
			signal
		});
		return delivered(said(answer));
	} catch (error) {
		return mailFailure(error);
	}
}
