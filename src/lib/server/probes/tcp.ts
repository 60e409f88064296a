/** Connects to a port once, plain or TLS; says something and waits for an answer where that is asked for. */
import type net from 'node:net';
import { z } from 'zod';
import { connect, newConnectionState } from './connection.ts';
import { within } from './deadline.ts';
import { host, mismatch, port, textMatcher } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind } from './probe.ts';

/** What is read at most while waiting for the expected answer. */
const READ_AT_MOST = 65_536;

const tcpTarget = z.strictObject({
	host,
	port,
	tls: z.boolean().default(false),
	send: z.string().optional(),
	expect: textMatcher.optional()
});
type TcpTarget = z.infer<typeof tcpTarget>;

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
		let answer = '';
		const talk = async () => {
			const socket = await connect(
				{
					host: target.host,
					port: target.port,
					family: 0,
					privateTargets: options.privateTargets,
					tls: target.tls ? { servername: undefined, alpn: [], isVerified: true } : null,
					signal: options.signal
				},
				state
			);
			if (target.send !== undefined) socket.write(target.send);
			if (!target.expect) return;
			state.phase = 'first-byte';
			await listen(socket, (text) => {
				answer = text;
				return target.expect === undefined || mismatch(text, target.expect) === null;
			});
		};
		const error = await within(options, () => state.phase, talk(), () => state.socket?.destroy());
		const fault = target.expect && answer !== '' ? mismatch(answer, target.expect) : null;
		const durationMs = performance.now() - startedAt;
		return checkOf({
			at,
			durationMs,
			url: describe(target),
			phases: { resolveMs: state.resolveMs, connectMs: state.connectMs, tlsMs: state.tlsMs },
			address: state.address,
			addresses: state.resolution.addresses,
			tls: state.tls,
			answer,
			error: fault ? null : error,
			unmet: fault ? `the answer ${fault}` : null,
			summary: `connected in ${Math.round(durationMs)} ms`
		});
	}
};

function describe(target: TcpTarget): string {
	return `${target.tls ? 'tls' : 'tcp'}://${target.host}:${target.port}`;
}

/** Reads until the text is enough, the other side ends, or the cap is reached. */
function listen(socket: net.Socket, isEnough: (text: string) => boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let bytes = 0;
		socket.on('data', (chunk) => {
			chunks.push(chunk);
			bytes += chunk.length;
			if (isEnough(Buffer.concat(chunks).toString('utf8')) || bytes > READ_AT_MOST) resolve();
		});
		socket.once('error', reject);
		socket.once('close', () =>
			bytes > 0 ? resolve() : reject(Object.assign(new Error('Closed without an answer'), { code: 'ECONNRESET' }))
		);
	});
}
