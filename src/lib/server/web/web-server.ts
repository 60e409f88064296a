/**
 * The HTTP server in front of the framework: it answers readers from memory where it can, and keeps slow, greedy and
 * malformed clients from costing more than their connection (promise 27).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FrontAnswer } from '../front.ts';
import { CLIENT_ADDRESS_HEADER, clientAddress } from './client-address.ts';

/** The framework's connect-style handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

export interface WebServerOptions {
	/** Resolves when the app has started; requests that come before wait for it. */
	handler: Promise<Handler>;
	/** The stored answer to a request, or null where the framework has to make one. */
	front(request: IncomingMessage): FrontAnswer | null;
	/** Proxies in front whose word about the client's address counts. */
	trustedProxies: number;
	onFault(error: unknown): void;
	/** What differs from the limits that clients are held to; for tests. */
	limits?: Partial<typeof LIMITS>;
}

const LIMITS = {
	/** All headers must be there by then: holding a connection open with half a request is the cheapest attack. */
	headersTimeoutMs: 10_000,
	/** The whole request, body included. */
	requestTimeoutMs: 30_000,
	/** An open connection on which nothing moves, such as a reader that does not read. */
	silenceMs: 60_000,
	/** How often the first two are looked at. */
	timeoutCheckMs: 2_000,
	headerBytes: 16 * 1024,
	headerCount: 100,
	connections: 5_000
};

/** Browsers come back within seconds; proxies keep pools, and must be the ones who close what is in them. */
const KEEP_ALIVE_MS = { browser: 10_000, proxy: 75_000 };

/** Makes the server; the caller listens. */
export function createWebServer(options: WebServerOptions): Server {
	const { front, trustedProxies, onFault } = options;
	const limits = { ...LIMITS, ...options.limits };
	let handler: Handler | null = null;
	const started = options.handler.then((value) => {
		handler = value;
		return value;
	});
	// Whoever starts the app reports why it did not; here it only means that nobody is answered.
	started.catch(() => undefined);

	function answer(request: IncomingMessage, response: ServerResponse): void {
		try {
			const stored = front(request);
			if (stored) {
				response.writeHead(stored.status, stored.headers);
				response.end(request.method === 'HEAD' ? undefined : stored.body);
				return;
			}
		} catch (error) {
			onFault(error);
		}
		if (handler) void handle(handler, request, response);
		else void started.then((value) => handle(value, request, response)).catch(() => request.destroy());
	}

	async function handle(ask: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (trustedProxies > 0) request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(request, trustedProxies);
		try {
			await ask(request, response, () => response.writeHead(404).end());
		} catch (error) {
			onFault(error);
			if (response.headersSent) response.destroy();
			else response.writeHead(500).end();
		}
	}

	const server = createServer(
		{
			headersTimeout: limits.headersTimeoutMs,
			requestTimeout: limits.requestTimeoutMs,
			connectionsCheckingInterval: limits.timeoutCheckMs,
			keepAliveTimeout: trustedProxies > 0 ? KEEP_ALIVE_MS.proxy : KEEP_ALIVE_MS.browser,
			maxHeaderSize: limits.headerBytes
		},
		answer
	);
	server.maxHeadersCount = limits.headerCount;
	server.maxConnections = limits.connections;
	server.timeout = limits.silenceMs;
	// Full house: those who hold a connection without using it make room for the next.
	server.on('drop', () => server.closeIdleConnections());
	return server;
}

/**
 * Takes no new connections, lets answers under way end, and cuts what is left after the grace.
 * @returns resolves when the last connection is closed
 */
export function closeWebServer(server: Server, graceMs: number): Promise<void> {
	return new Promise((resolve) => {
		// A connection whose answer ends only now would otherwise be kept alive for the next request.
		const idle = setInterval(() => server.closeIdleConnections(), 50);
		const grace = setTimeout(() => server.closeAllConnections(), graceMs);
		server.close(() => {
			clearInterval(idle);
			clearTimeout(grace);
			resolve();
		});
		server.closeIdleConnections();
	});
}
