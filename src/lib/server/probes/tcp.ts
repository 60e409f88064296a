/** Connects to a port once, plain or TLS; says something and waits for an answer where that is asked for. */
import type net from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { connect, newConnectionState } from './connection.ts';
import { within } from './deadline.ts';
import { isOurs, ProbeFailure } from './failure.ts';
import { family, host, mismatch, port, textMatcher, verify } from './fields.ts';
import { checkOf, connected } from './outcome.ts';
import type { ProbeKind } from './probe.ts';
import { redactText } from './redact.ts';

/** What is read at most while waiting for the expected answer, characters. */
const READ_AT_MOST = 16_384;
/** An answer that trickles in smaller pieces is looked at when it ends, so that looking stays cheap. */
const LOOKS_AT_MOST = 64;

const tcpTarget = z.strictObject({
	host,
	port,
	family: family.optional(),
	tls: z.boolean({ error: 'takes true or false' }).default(false).meta({ title: 'Speak TLS' }),
	verify,
	send: z.string({ error: 'takes a text, such as "PING\\r\\n"' }).optional().meta({
		title: 'Say',
		description: 'What is sent once connected; \\r and \\n are line ends.',
		example: 'PING\\r\\n',
		isEscaped: true
	}),
	expect: textMatcher.optional().meta({ title: 'What has to be answered' })
});
type TcpTarget = z.infer<typeof tcpTarget>;

interface Heard {
	text: string;
	/** From the last word of ours to the first of theirs. */
	firstByteMs: number | null;
}

export const tcp: ProbeKind<TcpTarget> = {
	kind: 'tcp',
	label: 'TCP port',
	schema: tcpTarget,
	secrets: ['send'],
	host: (target) => target.host,
	describe,
	async probe(target, options) {
		const at = options.now();
		const startedAt = performance.now();
		const state = newConnectionState();
		const { send, expect } = target;
		const heard: Heard = { text: '', firstByteMs: null };
		const error = await within(
			options,
			() => state.phase,
			async (hangup) => {
				const socket = await connect(
					{
						host: target.host,
						port: target.port,
						family: target.family ?? 0,
						privateTargets: options.privateTargets,
						tls: target.tls ? { name: target.host, alpn: [], isVerified: target.verify } : null
					},
					state,
					hangup
				);
				state.phase = 'request';
				if (send !== undefined) await say(socket, send);
				if (!expect) return;
				state.phase = 'first-byte';
				await listen(socket, heard, () => mismatch(heard.text, expect) === null);
			}
		);
		const durationMs = performance.now() - startedAt;
		const isAnswered = heard.text !== '' && !(error && isOurs(error));
		const fault = isAnswered && expect ? mismatch(heard.text, expect) : null;
		const found = connected(state);
		return checkOf({
			at,
			durationMs,
			url: describe(target),
			...found,
			phases: { ...found.phases, firstByteMs: heard.firstByteMs },
			answer: redactText(heard.text, (send ?? '').split(/\r?\n/)),
			error: isAnswered ? null : error,
			unmet: fault === null ? null : `the answer ${fault}`,
			summary: `connected in ${Math.round(durationMs)} ms`
		});
	}
};

function describe({ tls, host: name, port: number }: TcpTarget): string {
	return `${tls ? 'tls' : 'tcp'}://${name.includes(':') ? `[${name}]` : name}:${number}`;
}

/** Ends when the system has taken the text, so that it leaves before the connection is closed. */
function say(socket: net.Socket, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		socket.write(text, (error) => (error ? reject(error) : resolve()));
	});
}

/** Hears until it is enough, the other side ends or the cap is reached. */
function listen(socket: net.Socket, heard: Heard, isEnough: () => boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		const decoder = new StringDecoder('utf8');
		let pieces = 0;
		const startedAt = performance.now();
		socket.on('data', (chunk: Buffer) => {
			heard.firstByteMs ??= performance.now() - startedAt;
			heard.text = (heard.text + decoder.write(chunk)).slice(0, READ_AT_MOST);
			pieces += 1;
			const isFull = heard.text.length === READ_AT_MOST;
			if (isFull || (pieces <= LOOKS_AT_MOST && isEnough())) resolve();
		});
		socket.once('error', reject);
		socket.once('close', () => {
			if (heard.text === '')
				reject(new ProbeFailure('ECONNRESET', 'The connection was closed without an answer'));
			else resolve();
		});
	});
}
