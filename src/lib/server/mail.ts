/**
 * One mail to one person, over connections that are kept while there is more to send. Without a mail server every sender can
 * say what is missing instead.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transporter } from 'nodemailer';
import type { Settings } from './settings.ts';

export interface Letter {
	to: string;
	subject: string;
	text: string;
	html?: string;
	headers?: Record<string, string>;
	/** Makes the Message-ID, the same for every copy of this mail; without it each gets one of its own. */
	id?: string;
	/** What it is about, such as an outage: mails with the same one stand together in a mail program. */
	thread?: string;
	/** Gives up when aborted. */
	signal?: AbortSignal;
}

export interface Mail {
	/** What keeps mail from being sent, as a sentence for the operator; null when it can be. */
	missing: string | null;
	/**
	 * @returns what the mail server said when it took the mail
	 * @throws Error from the transport (see mail-failure.ts), or with the sentence of `missing`
	 */
	send(letter: Letter): Promise<string>;
	close(): void;
}

const TIMEOUT_MS = 15_000;
/** As many as the outbox sends to subscribers at once, with some left for the team and for who signs in. */
const CONNECTIONS_AT_MOST = 40;
/** A connection that nothing was sent over for so long is ended. */
const IDLE_MS = 5_000;
/** A kept connection that the server has closed meanwhile costs another one; beyond that, the outbox decides. */
const NEW_CONNECTIONS_AT_MOST = 2;

export function createMail(settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'origin'>): Mail {
	const { smtpUrl, mailFrom, origin } = settings;
	const host = new URL(origin).hostname;
	const missing =
		smtpUrl === null ? 'Mail is not set up: set SMTP_URL to smtp[s]://user:password@host:port.' : null;
	let transport: Transporter | null = null;
	return {
		missing,
		async send({ to, id, thread, signal, subject, ...letter }) {
			if (smtpUrl === null) throw new Error(missing ?? '');
			const { createTransport } = await import('nodemailer');
			transport ??= createTransport(
				{
					url: smtpUrl,
					pool: true,
					maxConnections: CONNECTIONS_AT_MOST,
					maxRequeues: NEW_CONNECTIONS_AT_MOST,
					idleTimeout: IDLE_MS,
					connectionTimeout: TIMEOUT_MS,
					greetingTimeout: TIMEOUT_MS,
					dnsTimeout: TIMEOUT_MS,
					socketTimeout: TIMEOUT_MS
				},
				{ from: mailFrom ?? `Gatehouse <gatehouse@${host}>` }
			);
			const about = thread === undefined ? undefined : messageId(`thread ${thread}`, host);
			const way = transport;
			const sent: unknown = await within(signal, (givingUp) =>
				way.sendMail({
					...letter,
					subject: headerText(subject),
					to: { name: '', address: to },
					...(id === undefined ? {} : { messageId: messageId(id, host) }),
					...(about === undefined ? {} : { inReplyTo: about, references: [about] }),
					// What people typed never becomes a file or an address that is fetched.
					disableFileAccess: true,
					disableUrlAccess: true,
					signal: givingUp
				})
			);
			// Its connection is free again a turn after the answer: the next mail is to find it so, and not to make another.
			await nextTurn();
			return (sent as { response?: string }).response ?? '';
		},
		close: () => transport?.close()
	};
}

/** An id as RFC 5322, section 3.6.4 takes it, whatever characters ours has. */
function messageId(id: string, host: string): string {
	const left = /^[A-Za-z0-9-]{1,64}$/.test(id)
		? id
		: createHash('sha256').update(id).digest('hex').slice(0, 40);
	return `<${left}@${host.replace(/^\[|\]$/g, '').replaceAll(':', '-')}>`;
}

/** What looks like an encoded word of RFC 2047, which mail programs would show decoded. */
const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?/i;
/** An encoded word is at most 75 characters long, its frame of 12 included; base64 makes four of three. */
const ENCODED_AT_MOST_BYTES = 45;

/** One line without anything that controls: a header ends at a line break. What looks encoded is encoded once more. */
function headerText(text: string): string {
	const line = text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim();
	return ENCODED_WORD.test(line) ? encodedWords(line) : line;
}

/** As RFC 2047, section 5 has a header of encoded words: none of them ends within a character. */
function encodedWords(line: string): string {
	const words: string[] = [''];
	for (const character of line) {
		const word = words.at(-1) + character;
		if (Buffer.byteLength(word) <= ENCODED_AT_MOST_BYTES) words[words.length - 1] = word;
		else words.push(character);
	}
	return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** What is given up is not sent later either: it leaves the queue, or its connection is closed under it. */
async function within<T>(
	signal: AbortSignal | undefined,
	send: (givingUp: AbortSignal) => Promise<T>
): Promise<T> {
	const late = new AbortController();
	const giveUp = () => late.abort();
	const timer = setTimeout(giveUp, TIMEOUT_MS);
	if (signal?.aborted) giveUp();
	signal?.addEventListener('abort', giveUp);
	try {
		return await send(late.signal);
	} catch (error) {
		if (late.signal.aborted) throw new Error('The mail server did not answer in time.', { cause: error });
		throw error;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', giveUp);
	}
}
