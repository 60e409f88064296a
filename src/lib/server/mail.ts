/** One mail to one person. Without a mail server every sender can say what is missing instead. */
import type { Transporter } from 'nodemailer';
import type { Settings } from './settings.ts';

export interface Letter {
	to: string;
	subject: string;
	text: string;
	html?: string;
	headers?: Record<string, string>;
}

export interface Mail {
	/** What keeps mail from being sent, as a sentence for the operator; null when it can be. */
	missing: string | null;
	/** @throws Error from the transport, or with the sentence of `missing` */
	send(letter: Letter): Promise<void>;
	close(): void;
}

const TIMEOUT_MS = 15_000;

export function createMail(settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'origin'>): Mail {
	const { smtpUrl, mailFrom, origin } = settings;
	const missing =
		smtpUrl === null ? 'Mail is not set up: set SMTP_URL to smtp[s]://user:password@host:port.' : null;
	let transport: Transporter | null = null;
	return {
		missing,
		async send(letter) {
			if (smtpUrl === null) throw new Error(missing ?? '');
			const { createTransport } = await import('nodemailer');
			transport ??= createTransport(smtpUrl, {
				from: mailFrom ?? `Gatehouse <gatehouse@${new URL(origin).hostname}>`
			});
			await within(
				transport.sendMail({
					...letter,
					to: { name: '', address: letter.to },
					// What people typed never becomes a file or an address that is fetched.
					disableFileAccess: true,
					disableUrlAccess: true
				})
			);
		},
		close: () => transport?.close()
	};
}

async function within(sending: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('The mail server did not answer in time.')), TIMEOUT_MS);
	});
	try {
		await Promise.race([sending, late]);
	} finally {
		clearTimeout(timer);
	}
}
