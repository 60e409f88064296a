/**
 * The target of the bench, a process of its own so that its work is not charged to the checker: answers at once, hangs
 * below `/hang`, and answers 502 at the path that it was told to break.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

const PAGE = `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${'<p>Something to buy.</p>'.repeat(20)}</html>`;
const GATEWAY =
	'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

let broken: string | null = null;
/** When it answered 502, epoch milliseconds. */
const failedAt: number[] = [];

const server = createServer((request, response) => {
	if (request.url?.startsWith('/hang')) return;
	const status = request.url === broken ? 502 : 200;
	if (status === 502) failedAt.push(Date.now());
	response.writeHead(status, status === 200 ? undefined : 'Bad Gateway', { 'content-type': 'text/html' });
	response.end(status === 200 ? PAGE : GATEWAY);
});
server.on('clientError', (_, socket) => socket.destroy());
server.listen(0, '127.0.0.1', () => {
	answerParent({
		async port() {
			return (server.address() as AddressInfo).port;
		},
		/** Breaks one path, and heals the one before. @returns the instant from which every answer is so, epoch milliseconds */
		async break(path: string) {
			broken = path;
			return Date.now();
		},
		/** When it failed since an instant. */
		async failures(since: number) {
			return failedAt.filter((at) => at >= since);
		}
	});
});
