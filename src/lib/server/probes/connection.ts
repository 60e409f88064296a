/** Opens one fresh connection, plain or TLS, and times each phase of it. */
import net from 'node:net';
import tls from 'node:tls';
import type { Phase, TlsDetails } from '../../domain/evidence.ts';
import { guard, guardedLookup, type PrivateTargets, type Resolution } from './address.ts';
import { certificateFault, tlsDetails } from './tls-details.ts';

export interface ConnectOptions {
	host: string;
	port: number;
	family: 0 | 4 | 6;
	privateTargets: PrivateTargets;
	tls: { servername: string | undefined; alpn: string[]; isVerified: boolean; minVersion?: tls.SecureVersion } | null;
	signal: AbortSignal;
}

/** Where a connection stands; filled as it goes, so that a deadline can tell how far it came. */
export interface ConnectionState {
	phase: Phase;
	resolution: Resolution;
	address: string | null;
	resolveMs: number | null;
	connectMs: number | null;
	tlsMs: number | null;
	tls: TlsDetails | null;
	socket: net.Socket | null;
}

export function newConnectionState(): ConnectionState {
	return {
		phase: 'resolve',
		resolution: { addresses: [], resolvedAt: null },
		address: null,
		resolveMs: null,
		connectMs: null,
		tlsMs: null,
		tls: null,
		socket: null
	};
}

/** A certificate that does not hold, or a handshake that failed. */
export class ConnectionFault extends Error {
	readonly code: string;
	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}

/**
 * Connects. The promise rejects with the runtime's own error; `state.phase` says where.
 * A refused certificate rejects after the handshake, with `state.tls` filled.
 */
export function connect(options: ConnectOptions, state: ConnectionState): Promise<net.Socket> {
	const { host, port, family, privateTargets } = options;
	const isLiteral = net.isIP(host) !== 0;
	if (isLiteral) {
		state.phase = 'connect';
		guard(host, privateTargets);
		state.resolution.addresses.push(host);
	}
	const startedAt = performance.now();
	const target = { host, port, lookup: guardedLookup(privateTargets, family, state.resolution), autoSelectFamily: true };
	return new Promise((resolve, reject) => {
		const socket = options.tls
			? tls.connect({
					...target,
					...(options.tls.servername === undefined ? {} : { servername: options.tls.servername }),
					ALPNProtocols: options.tls.alpn,
					rejectUnauthorized: false,
					...(options.tls.minVersion ? { minVersion: options.tls.minVersion } : {})
				})
			: net.connect(target);
		state.socket = socket;
		socket.once('lookup', (error) => {
			const { resolvedAt } = state.resolution;
			if (error) return;
			if (resolvedAt !== null) state.resolveMs = resolvedAt - startedAt;
			state.phase = 'connect';
		});
		socket.once('connect', () => {
			state.address = socket.remoteAddress ?? null;
			state.connectMs = performance.now() - (state.resolution.resolvedAt ?? startedAt);
			state.phase = options.tls ? 'tls' : 'request';
			if (!options.tls) settle(() => resolve(socket));
		});
		const onError = (error: Error) => settle(() => reject(error));
		const onClose = () => onError(new ConnectionFault('ECONNRESET', 'The connection was closed before it was ready'));
		const settle = (end: () => void) => {
			socket.off('error', onError);
			socket.off('close', onClose);
			socket.on('error', () => undefined);
			end();
		};
		socket.once('error', onError);
		socket.once('close', onClose);
		if (!(socket instanceof tls.TLSSocket)) return;
		socket.once('secureConnect', () => {
			state.tlsMs = performance.now() - startedAt - (state.resolveMs ?? 0) - (state.connectMs ?? 0);
			state.tls = tlsDetails(socket);
			const fault = options.tls?.isVerified ? certificateFault(state.tls) : null;
			if (fault) {
				settle(() => reject(new ConnectionFault(fault.code ?? '', fault.message)));
				socket.destroy();
				return;
			}
			state.phase = 'request';
			settle(() => resolve(socket));
		});
	});
}
