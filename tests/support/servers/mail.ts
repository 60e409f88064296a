/** A mail server on this machine that answers as a test says and keeps what it took. */
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
	from: string;
	to: string[];
	raw: string;
	parsed: ParsedMail;
}

export interface MailServer extends AsyncDisposable {
	/** As SMTP_URL takes it. */
	url: string;
	taken: TakenMail[];
	/** Connections that were made so far. */
	connections(): number;
}

/** What a server says to one step; null goes on. */
export interface MailAnswers {
	connect?: () => Refusal | null;
	recipient?: (address: string) => Refusal | null;
	/** After the whole mail was received. */
	data?: (mail: TakenMail) => Refusal | null;
	/** Whether it takes the mail and breaks the connection before it says so. */
	breaksAfterData?: (mail: TakenMail) => boolean;
}

export interface Refusal {
	code: number;
	words: string;
}

export async function mailServer(answers: MailAnswers = {}): Promise<MailServer> {
	const taken: TakenMail[] = [];
	const sockets = new Set<Socket>();
	let connections = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onConnect: (_session, callback) => callback(errorOf(answers.connect?.() ?? null)),
		onRcptTo: ({ address }, _session, callback) => callback(errorOf(answers.recipient?.(address) ?? null)),
		onData(stream, { envelope }, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				void simpleParser(Buffer.concat(chunks)).then((parsed) => {
					const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
					const to = envelope.rcptTo.map(({ address }) => address);
					const mail = { from, to, raw: Buffer.concat(chunks).toString(), parsed };
					const refusal = answers.data?.(mail) ?? null;
					if (refusal === null) taken.push(mail);
					if (answers.breaksAfterData?.(mail)) for (const socket of sockets) socket.destroy();
					callback(errorOf(refusal));
				});
			});
		}
	});
	// A client that is killed, or a connection that is cut, is what some tests are about.
	server.on('error', () => undefined);
	server.server.on('connection', (socket) => {
		connections += 1;
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		taken,
		connections: () => connections,
		[Symbol.asyncDispose]: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			})
	};
}

function errorOf(refusal: Refusal | null): Error | null {
	return refusal === null ? null : Object.assign(new Error(refusal.words), { responseCode: refusal.code });
}
