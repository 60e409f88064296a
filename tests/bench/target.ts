/**
 * The target of the bench, a process of its own so that its work is not charged to the checker: answers at once, hangs
 * below `/hang`, and below `/switch` answers 200 or 502 as it was told last.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

const PAGE = `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${'<p>Something to buy.</p>'.repeat(20)}</html>`;
const GATEWAY =
	'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

let isBroken = false;

const server = createServer((request, response) => {
	if (request.url?.startsWith('/hang')) return;
	const status = isBroken && request.url?.startsWith('/switch') ? 502 : 200;
	response.writeHead(status, status === 200 ? undefined : 'Bad Gateway', { 'content-type': 'text/html' });
	response.end(status === 200 ? PAGE : GATEWAY);
});
server.on('clientError', (_, socket) => socket.destroy());
server.listen(0, '127.0.0.1', () => {
	answerParent({
		async port() {
			return (server.address() as AddressInfo).port;
		},
		/** Breaks or heals it. @returns the instant from which every answer is so, epoch milliseconds */
		async turn(broken: boolean) {
			isBroken = broken;
			return Date.now();
		}
	});
});
