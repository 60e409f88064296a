/** What failing requests of the demo got: the evidence that its outages are diagnosed from, as a probe would have kept it. */
import type { Evidence } from '../../src/lib/domain/evidence.ts';
import { deadlinePassed } from '../../src/lib/server/probes/failure.ts';

const NGINX = (line: string) =>
	`<html>\r\n<head><title>${line}</title></head>\r\n<body>\r\n<center><h1>${line}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

function answered(status: number, statusText: string, headers: Record<string, string>, body: string) {
	return (url: string): Evidence => ({
		url,
		method: 'GET',
		status,
		statusText,
		httpVersion: '1.1',
		headers,
		body,
		bodyBytes: Buffer.byteLength(body),
		redirects: [],
		error: null,
		tls: null,
		address: '127.0.0.1',
		addresses: ['127.0.0.1'],
		unmetExpectation: `status ${status} is not among 200-299`
	});
}

function failed(error: NonNullable<Evidence['error']>) {
	return (url: string): Evidence => ({
		url,
		method: 'GET',
		status: null,
		headers: {},
		body: '',
		redirects: [],
		error
	});
}

const html = { 'content-type': 'text/html' };

/** By name; each takes the address that was asked. */
export const FAILURES = {
	badGateway: answered(502, 'Bad Gateway', { server: 'nginx', ...html }, NGINX('502 Bad Gateway')),
	unavailable: answered(
		503,
		'Service Unavailable',
		{ server: 'Varnish', 'retry-after': '5', ...html },
		'<!DOCTYPE html><html><head><title>503 Backend fetch failed</title></head><body><h1>Error 503 Backend fetch failed</h1><p>Guru Meditation:</p><p>XID: 32770</p></body></html>'
	),
	gatewayTimeout: answered(
		504,
		'Gateway Time-out',
		{ server: 'nginx', ...html },
		NGINX('504 Gateway Time-out')
	),
	serverError: answered(
		500,
		'Internal Server Error',
		{ 'content-type': 'application/json' },
		'{"error":"FATAL: sorry, too many clients already"}'
	),
	refused: failed({
		name: 'Error',
		code: 'ECONNREFUSED',
		message: 'connect ECONNREFUSED 127.0.0.1:5432',
		phase: 'connect',
		syscall: 'connect',
		address: '127.0.0.1',
		port: 5432
	}),
	noSuchName: failed({
		name: 'Error',
		code: 'ENOTFOUND',
		message: 'getaddrinfo ENOTFOUND mail.demo.example',
		phase: 'resolve',
		syscall: 'getaddrinfo',
		hostname: 'mail.demo.example'
	}),
	expired: failed({
		name: 'Error',
		code: 'CERT_HAS_EXPIRED',
		message: 'certificate has expired',
		phase: 'tls'
	}),
	silent: failed(deadlinePassed('first-byte', 10_000)),
	slow: (url: string): Evidence => ({
		url,
		method: 'GET',
		status: 200,
		statusText: 'OK',
		httpVersion: '1.1',
		headers: html,
		body: '',
		redirects: [],
		error: null,
		address: '127.0.0.1',
		addresses: ['127.0.0.1'],
		unmetExpectation: 'took 1900 ms, more than 800 ms'
	})
} as const;

export type FailureName = keyof typeof FAILURES;
