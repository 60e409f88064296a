/** TLS servers on this machine, with certificates of an authority that tests may choose to trust. */
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { recording, type Answer, type WebServer } from './http.ts';

export interface Certificate {
	key: string;
	cert: string;
}

const DAY_MS = 86_400_000;

/** An authority; `trust` makes this process take what it signs. Trust before the first connection is made. */
export async function authority(name = 'Test authority'): Promise<Certificate> {
	const made = await generate([{ name: 'commonName', value: name }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
		]
	});
	return { key: made.private, cert: made.cert };
}

export function trust({ cert }: Certificate): void {
	tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
}

/** A certificate for 127.0.0.1, ::1 and localhost, or for one name; self-signed without an authority. */
export async function certificateFor(options: {
	by?: Certificate;
	name?: string;
	fromDays?: number;
	toDays?: number;
}): Promise<Certificate> {
	const { by, name, fromDays = -1, toDays = 90 } = options;
	const made = await generate([{ name: 'commonName', value: name ?? 'localhost' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: new Date(Date.now() + fromDays * DAY_MS),
		notAfterDate: new Date(Date.now() + toDays * DAY_MS),
		...(by ? { ca: by } : {}),
		extensions: [
			{ name: 'basicConstraints', cA: false },
			{
				name: 'subjectAltName',
				altNames: name
					? [{ type: 2, value: name }]
					: [
							{ type: 2, value: 'localhost' },
							{ type: 7, ip: '127.0.0.1' },
							{ type: 7, ip: '::1' }
						]
			}
		]
	});
	return { key: made.private, cert: made.cert };
}

/** Speaks HTTP over TLS: HTTP/1.1, HTTP/2, or whichever the client likes better. */
export async function secureServer(
	certificate: Certificate,
	answer: Answer,
	protocol: 'http/1.1' | 'h2' | 'both' = 'http/1.1'
): Promise<WebServer> {
	const asked: WebServer['asked'] = [];
	const listener = recording(asked, answer);
	const server =
		protocol === 'http/1.1'
			? https.createServer(certificate, listener)
			: http2.createSecureServer({ ...certificate, allowHTTP1: protocol === 'both' }, listener as never);
	return listening(server, asked);
}

/** Speaks TLS and nothing inside it. */
export function bareTlsServer(
	options: tls.TlsOptions,
	serve: (socket: tls.TLSSocket) => void
): Promise<WebServer> {
	return listening(tls.createServer(options, serve), []);
}

async function listening(server: tls.Server, asked: WebServer['asked']): Promise<WebServer> {
	const sockets = new Set<{ destroy(): unknown }>();
	server.on('connection', (socket: tls.TLSSocket) => sockets.add(socket));
	server.on('tlsClientError', () => undefined);
	server.on('secureConnection', (socket: tls.TLSSocket) => socket.on('error', () => undefined));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `https://127.0.0.1:${port}`,
		port,
		asked,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
