/** A bare TCP server on this machine, for everything that a proper server would not do. */
import net from 'node:net';

export interface RawServer extends AsyncDisposable {
	port: number;
	host: string;
	/** Connections taken so far. */
	taken: () => number;
	/** Connections still open. */
	open: () => number;
}

export async function rawServer(serve: (socket: net.Socket) => void, host = '127.0.0.1'): Promise<RawServer> {
	const sockets = new Set<net.Socket>();
	let taken = 0;
	const server = net.createServer((socket) => {
		taken += 1;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => undefined);
		serve(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const { port } = server.address() as net.AddressInfo;
	return {
		port,
		host,
		taken: () => taken,
		open: () => sockets.size,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

/** Waits for the head of a request, then sends the pieces as they are, with nothing added. */
export function afterRequest(socket: net.Socket, send: (socket: net.Socket) => void): void {
	let head = '';
	const read = (chunk: Buffer) => {
		head += chunk.toString('latin1');
		if (!head.includes('\r\n\r\n')) return;
		socket.off('data', read);
		send(socket);
	};
	socket.on('data', read);
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
	const server = await rawServer(() => undefined);
	await server[Symbol.asyncDispose]();
	return server.port;
}
