/** One request and its answer over one fresh connection, HTTP/1.1 or, where a target speaks nothing else, HTTP/2. */
import http from 'node:http';
import http2 from 'node:http2';
import type net from 'node:net';
import type { Readable } from 'node:stream';
import type { Phases } from '../../../domain/evidence.ts';
import type { PrivateTargets } from '../address.ts';
import { connect, newConnectionState, type ConnectionState } from '../connection.ts';
import { readBody, type ReadBody } from './body.ts';

export interface Request {
	url: URL;
	method: string;
	headers: Record<string, string>;
	body: string;
	family: 0 | 4 | 6;
	isVerified: boolean;
	privateTargets: PrivateTargets;
	signal: AbortSignal;
}

/** How far an exchange came; a failure leaves it as it was then. */
export interface Exchange {
	connection: ConnectionState;
	status: number | null;
	statusText: string;
	httpVersion: string | null;
	headers: Record<string, string>;
	body: ReadBody | null;
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
		body: null,
		firstByteMs: null,
		transferMs: null
	};
}

export function phasesOf({ connection, firstByteMs, transferMs }: Exchange): Phases {
	const { resolveMs, connectMs, tlsMs } = connection;
	return { resolveMs, connectMs, tlsMs, firstByteMs, transferMs };
}

/** Asks, and fills `exchange` as the answer comes. Rejects with the runtime's own error. */
export async function ask(request: Request, exchange: Exchange): Promise<void> {
	try {
		await askWith('http/1.1', request, exchange);
	} catch (error) {
		const hasNoCommonProtocol = /no.application.protocol/i.test((error as NodeJS.ErrnoException).code ?? '');
		if (!hasNoCommonProtocol) throw error;
		Object.assign(exchange, newExchange());
		await askWith('h2', request, exchange);
	}
}

async function askWith(protocol: 'http/1.1' | 'h2', request: Request, exchange: Exchange): Promise<void> {
	const { url } = request;
	const isTls = url.protocol === 'https:';
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const socket = await connect(
		{
			host,
			port: Number(url.port) || (isTls ? 443 : 80),
			family: request.family,
			privateTargets: request.privateTargets,
			signal: request.signal,
			tls: isTls
				? { servername: /^[\d.]+$|:/.test(host) ? undefined : host, alpn: [protocol], isVerified: request.isVerified }
				: null
		},
		exchange.connection
	);
	try {
		await (protocol === 'h2' ? overHttp2(socket, request, exchange) : overHttp1(socket, request, exchange));
	} finally {
		socket.destroy();
	}
}

function overHttp1(socket: net.Socket, request: Request, exchange: Exchange): Promise<void> {
	const { url, method, headers, body } = request;
	return new Promise((resolve, reject) => {
		const sentAt = performance.now();
		const outgoing = http.request({
			createConnection: () => socket,
			method,
			path: url.pathname + url.search,
			headers: { host: url.host, ...headers, connection: 'close' },
			setHost: false
		});
		const take = (answer: http.IncomingMessage) => {
			exchange.connection.phase = 'transfer';
			exchange.firstByteMs = performance.now() - sentAt;
			exchange.status = answer.statusCode ?? null;
			exchange.statusText = answer.statusMessage ?? '';
			exchange.httpVersion = answer.httpVersion;
			exchange.headers = flatten(answer.headers);
			void receive(answer, exchange).then(resolve, reject);
		};
		outgoing.once('response', take);
		outgoing.once('upgrade', (answer: http.IncomingMessage) => {
			take(answer);
			resolve();
		});
		outgoing.once('error', reject);
		outgoing.once('finish', () => {
			if (exchange.connection.phase === 'request') exchange.connection.phase = 'first-byte';
		});
		outgoing.end(body === '' ? undefined : body);
	});
}

function overHttp2(socket: net.Socket, request: Request, exchange: Exchange): Promise<void> {
	const { url, method, headers, body } = request;
	return new Promise((resolve, reject) => {
		const sentAt = performance.now();
		const session = http2.connect(url.origin, { createConnection: () => socket });
		session.once('error', reject);
		const stream = session.request({ ...headers, ':method': method, ':path': url.pathname + url.search });
		exchange.connection.phase = 'first-byte';
		stream.once('error', reject);
		stream.once('response', (answer) => {
			exchange.connection.phase = 'transfer';
			exchange.firstByteMs = performance.now() - sentAt;
			exchange.status = Number(answer[':status']);
			exchange.httpVersion = '2';
			exchange.headers = flatten(answer);
			receive(stream, exchange)
				.then(resolve, reject)
				.finally(() => session.destroy());
		});
		stream.end(body === '' ? undefined : body);
	});
}

async function receive(answer: Readable, exchange: Exchange): Promise<void> {
	const startedAt = performance.now();
	exchange.body = await readBody(answer, exchange.headers['content-encoding']);
	exchange.transferMs = performance.now() - startedAt;
}

function flatten(headers: http.IncomingHttpHeaders | http2.IncomingHttpHeaders): Record<string, string> {
	const flat: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined && !name.startsWith(':')) flat[name] = Array.isArray(value) ? value.join(', ') : String(value);
	}
	return flat;
}
