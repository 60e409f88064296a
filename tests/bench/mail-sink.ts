/**
 * The mail server of the bench, a process of its own so that its work is charged to nobody else: takes a moment over each
 * mail, as one does that writes it to disk, and counts.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { answerParent } from './child.ts';

/** From the end of a mail to the answer. */
const TAKES_MS = 25;

export interface Sunk {
	mails: number;
	/** Addresses that got at least one. */
	recipients: number;
	/** When the newest was taken, epoch milliseconds. */
	newestAt: number;
	/** Connections at the same time, at the most. */
	connections: number;
}

const recipients = new Set<string>();
let mails = 0;
let newestAt = 0;
let open = 0;
let connections = 0;

const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	logger: false,
	onData(stream, { envelope }, callback) {
		stream.resume();
		stream.once('end', () => {
			setTimeout(() => {
				mails += 1;
				newestAt = Date.now();
				for (const { address } of envelope.rcptTo) recipients.add(address);
				callback();
			}, TAKES_MS);
		});
	}
});
server.on('error', () => undefined);
server.server.on('connection', (socket) => {
	open += 1;
	connections = Math.max(connections, open);
	socket.once('close', () => (open -= 1));
});
server.listen(0, '127.0.0.1', () => {
	answerParent({
		async url() {
			return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
		},
		async count(): Promise<Sunk> {
			return { mails, recipients: recipients.size, newestAt, connections };
		},
		async forget() {
			recipients.clear();
			mails = newestAt = 0;
			connections = open;
		}
	});
});
