/** What answering costs without Gatehouse: `node:http` that sends the same bytes to everybody, in a process of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

answerParent({
	/** @param bytes in base64. @returns the port */
	serve(bytes: string, headers: Record<string, string>) {
		const body = Buffer.from(bytes, 'base64');
		const server = createServer((_, response) => {
			response.writeHead(200, { ...headers, 'content-length': String(body.length) });
			response.end(body);
		});
		return new Promise<number>((resolve) =>
			server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
		);
	}
});
