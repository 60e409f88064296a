/** What sending would cost without Gatehouse: a loop over nodemailer that sends a ready letter to one address after another. */
import { createTransport } from 'nodemailer';
import { writeLetter } from '../../src/lib/server/subscribers/words/render.ts';
import { answerParent } from './child.ts';
import { cpuMsSince, type Work } from './work.ts';

const LEAVE = 'https://status.example/subscribe/an-id.and-its-signature/leave';
/** As long as the one that Gatehouse sends. */
const LETTER = writeLetter(
	{
		subject: 'Checkout is down',
		preview: 'Investigating: Checkout is down',
		title: 'Checkout is down',
		word: 'Investigating',
		state: 'down',
		parts: [
			{ kind: 'typed', markdown: 'Paying fails for everybody. We are looking into it.' },
			{ kind: 'line', label: 'Affected', text: 'Checkout' },
			{ kind: 'link', label: 'Open the incident', url: 'https://status.example/incidents/an-id' }
		]
	},
	{
		pageTitle: 'Status',
		language: 'en',
		reason: 'You get this because this address subscribed to updates.',
		manageUrl: 'https://status.example/subscribe/an-id.and-its-signature',
		leaveUrl: LEAVE
	}
);

answerParent({
	/** @param atOnce mails under way at a time, each over a connection that is kept */
	async run(url: string, count: number, atOnce: number): Promise<Work> {
		const transport = createTransport(
			{ url, pool: true, maxConnections: atOnce },
			{ from: 'bench@status.example' }
		);
		const startedAt = performance.now();
		const before = process.cpuUsage();
		let sent = 0;
		const one = async () => {
			while (sent < count) {
				const to = `bare-${(sent += 1)}@people.example`;
				await transport.sendMail({ ...LETTER, to, headers: { 'List-Unsubscribe': `<${LEAVE}>` } });
			}
		};
		await Promise.all(Array.from({ length: atOnce }, one));
		const work = { checks: count, ms: performance.now() - startedAt, cpuMs: cpuMsSince(before) };
		transport.close();
		return work;
	}
});
