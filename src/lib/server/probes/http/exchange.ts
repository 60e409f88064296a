/** One request and its answer over one fresh connection, in the protocol that the target chooses. */
import http from 'node:http';
import http2 from 'node:http2';
import type net from 'node:net';
import type { Readable } from 'node:stream';
import tls from 'node:tls';
import type { Phases } from '../../../domain/evidence.ts';
import type { PrivateTargets } from '../address.ts';
import { connect, newConnectionState, type ConnectionState } from '../connection.ts';
import type { Hangup } from '../deadline.ts';
import { ProbeFailure } from '../failure.ts';
import { Body } from './body.ts';

const HEADERS_AT_MOST = 65_536;

export interface Request {
	url: URL;
	method: string;
	/** Names in lower case; `host` only where it is not the address's. */
	headers: Record<string, string>;
	body: string;
	family: 0 | 4 | 6;
	isVerified: boolean;
	privateTargets: PrivateTargets;
}

/** How far an exchange came; a failure leaves it as it was then. */
export interface Exchange {
	connection: ConnectionState;
	status: number | null;
	statusText: string;
	httpVersion: string | null;
	headers: Record<string, string>;
	body: Body;
	firstByteMs: number | null;
	transferMs: number | null;
}

export function newExchange(): Exchange {
	return {
		connection: newConnectionState(),
		status: null,
		statusText: '',
		httpVersion: null,
		headers: {},
		body: new Body(),
		firstByteMs: null,
		transferMs: null
	};
}

export function phasesOf({ connection, firstByteMs, transferMs }: Exchange): Phases {
	const { resolveMs, connectMs, tlsMs } = connection;
	return { resolveMs, connectMs, tlsMs, firstByteMs, transferMs };
}

/** Asks, and fills `exchange` as the answer comes. Rejects with the runtime's own error. */
export async function ask(request: Request, exchange: Exchange, hangup: Hangup): Promise<void> {
	const { url, family, privateTargets, isVerified } = request;
	const isTls = url.protocol === 'https:';
	const name = hostnameOf(request.headers['host'] ?? url.host);
	const socket = await connect(
		{
			host: hostnameOf(url.host),
			port: Number(url.port || (isTls ? 443 : 80)),
			family,
			privateTargets,
			tls: isTls ? { name, alpn: ['h2', 'http/1.1'], isVerified } : null
		},
		exchange.connection,
		hangup
	);
	exchange.connection.phase = 'request';
	const isHttp2 = socket instanceof tls.TLSSocket && socket.alpnProtocol === 'h2';
	await (isHttp2 ? overHttp2(socket, request, exchange, hangup) : overHttp1(socket, request, exchange));
	socket.destroy();
}

function overHttp1(
	socket: net.Socket,
	{ url, method, headers, body }: Request,
	exchange: Exchange
): Promise<void> {
	return new Promise((resolve, reject) => {
		const sentAt = performance.now();
		let answer: http.IncomingMessage | null = null;
		const request = http.request({
			createConnection: () => socket,
			method,
			path: url.pathname + url.search,
			headers: { host: url.host, ...headers, connection: 'close' },
			maxHeaderSize: HEADERS_AT_MOST
		});
		const answered = (message: http.IncomingMessage) => {
			answer = message;
			exchange.firstByteMs = performance.now() - sentAt;
			exchange.status = message.statusCode ?? null;
			exchange.statusText = message.statusMessage ?? '';
			exchange.httpVersion = message.httpVersion;
			exchange.headers = flatten(message.headers);
		};
		request.once('response', (message) => {
			answered(message);
			receive(message, exchange, () => message.complete).then(resolve, reject);
		});
		request.once('upgrade', (message) => {
			answered(message);
			resolve();
		});
		request.on('error', (error: Error & { rawPacket?: Buffer }) => {
			// What follows a whole answer is not part of it, whatever the parser thinks of it.
			if (answer?.complete) return;
			if (answer === null && error.rawPacket) exchange.body.add(error.rawPacket);
			reject(error);
		});
		request.once('finish', () => {
			if (exchange.status === null) exchange.connection.phase = 'first-byte';
		});
		request.end(body === '' ? undefined : body);
	});
}

function overHttp2(
	socket: net.Socket,
	{ url, method, headers, body }: Request,
	exchange: Exchange,
	hangup: Hangup
): Promise<void> {
	return new Promise((resolve, reject) => {
		const sentAt = performance.now();
		const session = http2.connect(url.origin, {
			createConnection: () => socket,
			settings: { enablePush: false }
		});
		hangup.add(session);
		session.on('error', reject);
		const { host = url.host, ...rest } = headers;
		const stream = session.request({
			...rest,
			':authority': host,
			':method': method,
			':path': url.pathname + url.search
		});
		stream.on('error', reject);
		stream.once('close', () => {
			if (exchange.status === null) reject(new ProbeFailure('ECONNRESET', 'socket hang up'));
		});
		stream.once('response', (answer) => {
			exchange.firstByteMs = performance.now() - sentAt;
			exchange.status = Number(answer[':status']);
			exchange.httpVersion = '2';
			exchange.headers = flatten(answer);
			receive(stream, exchange, () => stream.rstCode === http2.constants.NGHTTP2_NO_ERROR).then(
				resolve,
				reject
			);
		});
		exchange.connection.phase = 'first-byte';
		stream.end(body === '' ? undefined : body);
	});
}

async function receive(answer: Readable, exchange: Exchange, isComplete: () => boolean): Promise<void> {
	const startedAt = performance.now();
	exchange.connection.phase = 'transfer';
	try {
		await exchange.body.read(answer, exchange.headers['content-encoding'], isComplete);
	} finally {
		exchange.transferMs = performance.now() - startedAt;
	}
}

/** Several values of one name are joined by a comma (RFC 9110, 5.3), Set-Cookie included. */
function flatten(headers: http.IncomingHttpHeaders | http2.IncomingHttpHeaders): Record<string, string> {
	const flat: Record<string, string> = {};
	for (const name of Object.keys(headers)) {
		const value = headers[name];
		if (value !== undefined && !name.startsWith(':'))
			flat[name] = Array.isArray(value) ? value.join(', ') : String(value);
	}
	return flat;
}

/** The name in `name:port`, without the brackets of an IPv6 address. */
function hostnameOf(host: string): string {
	return host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
}
