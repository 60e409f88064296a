/** A web server on this machine that answers as a test says and remembers what it was asked. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
	method: string;
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
	/** The body as it came. */
	bytes: Buffer;
}

export interface WebServer extends AsyncDisposable {
	/** Without a slash at the end. */
	url: string;
	port: number;
	asked: Asked[];
}

export type Answer = (request: Asked, response: ServerResponse) => void;

/** Answers every request by `answer`, once its body has come. */
export async function webServer(answer: Answer, host = '127.0.0.1'): Promise<WebServer> {
	const asked: Asked[] = [];
	const server = createServer(recording(asked, answer));
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
		port,
		asked,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

/** A listener that notes each request before it is answered. */
export function recording(asked: Asked[], answer: Answer): RequestListener {
	return (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const bytes = Buffer.concat(chunks);
			const one = { method, url, headers, body: bytes.toString(), bytes };
			asked.push(one);
			answer(one, response);
		});
	};
}
