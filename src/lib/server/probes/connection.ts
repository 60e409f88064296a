/** Opens one fresh connection, plain or TLS, and times each phase of it. */
import net from 'node:net';
import tls from 'node:tls';
import type { Phase, TlsDetails } from '../../domain/evidence.ts';
import { ForbiddenAddress, guard, refusal, type PrivateTargets } from './address.ts';
import type { Hangup } from './deadline.ts';
import { isOurs, ProbeFailure } from './failure.ts';
import { resolveHost } from './resolve.ts';
import { certificateFault, earliestExpiry, tlsDetails } from './tls-details.ts';

/** How long one address has before the next one is tried beside it (RFC 8305, section 5). */
const NEXT_ADDRESS_AFTER_MS = 250;
const ADDRESSES_AT_MOST = 8;

export interface ConnectOptions {
	/** A name or an address without brackets. */
	host: string;
	port: number;
	family: 0 | 4 | 6;
	privateTargets: PrivateTargets;
	tls: TlsOptions | null;
}

export interface TlsOptions {
	/** The name that the certificate must be good for, and that is asked for by SNI where it is a name. */
	name: string;
	alpn: string[];
	isVerified: boolean;
	/** Takes protocols that are out of use, so that a target which speaks nothing better can be told. */
	allowsOldProtocols?: boolean;
}

/** Where a connection stands; filled as it goes, so that a deadline can tell how far it came. */
export interface ConnectionState {
	phase: Phase;
	/** All answers of the name lookup. */
	addresses: string[];
	/** The one connected to. */
	address: string | null;
	resolveMs: number | null;
	connectMs: number | null;
	tlsMs: number | null;
	tls: TlsDetails | null;
	/** When the first certificate of the chain runs out, epoch milliseconds. */
	certificateExpiresAt: number | null;
}

export function newConnectionState(): ConnectionState {
	return {
		phase: 'resolve',
		addresses: [],
		address: null,
		resolveMs: null,
		connectMs: null,
		tlsMs: null,
		tls: null,
		certificateExpiresAt: null
	};
}

/**
 * Connects. Rejects with the runtime's own error; `state.phase` says where. A certificate that does not hold rejects
 * after the handshake, with `state.tls` filled. Nothing is settled any more once `hangup` is over.
 */
export async function connect(
	options: ConnectOptions,
	state: ConnectionState,
	hangup: Hangup
): Promise<net.Socket> {
	const addresses = await addressesOf(options, state);
	state.phase = 'connect';
	const startedAt = performance.now();
	const socket = await firstToConnect(addresses, options.port, state, hangup);
	state.connectMs = performance.now() - startedAt;
	if (!options.tls) return socket;
	state.phase = 'tls';
	return secure(socket, options.tls, state, hangup);
}

async function addressesOf(
	{ host, family, privateTargets }: ConnectOptions,
	state: ConnectionState
): Promise<string[]> {
	if (net.isIP(host) !== 0) {
		state.phase = 'connect';
		state.addresses = [host];
		guard(host, privateTargets);
		return state.addresses;
	}
	const startedAt = performance.now();
	state.addresses = await resolveHost(host, family);
	state.resolveMs = performance.now() - startedAt;
	const refusals = state.addresses.map((address) => refusal(address, privateTargets));
	const allowed = state.addresses.filter((_, index) => refusals[index] === null);
	if (allowed.length === 0) throw new ForbiddenAddress(refusals[0] ?? `${host} has no address.`);
	return allowed.slice(0, ADDRESSES_AT_MOST);
}

/** Tries one address after the other; a slow one is not given up but gets company, and the first that answers wins. */
function firstToConnect(
	addresses: readonly string[],
	port: number,
	state: ConnectionState,
	hangup: Hangup
): Promise<net.Socket> {
	return new Promise((resolve, reject) => {
		const attempts: net.Socket[] = [];
		const failures: Error[] = [];
		let timer: NodeJS.Timeout | undefined;
		const tryNext = () => {
			clearTimeout(timer);
			const address = addresses[attempts.length];
			if (address === undefined || hangup.isOver || state.address !== null) return;
			const socket = net.connect({ host: address, port, noDelay: true });
			attempts.push(socket);
			hangup.add(socket);
			if (attempts.length < addresses.length) timer = setTimeout(tryNext, NEXT_ADDRESS_AFTER_MS);
			socket.once('connect', () => {
				if (state.address !== null) return socket.destroy();
				clearTimeout(timer);
				state.address = address;
				for (const other of attempts) if (other !== socket) other.destroy();
				resolve(socket);
			});
			socket.on('error', (error) => {
				failures.push(error);
				if (failures.length === addresses.length) reject(mostTelling(failures));
				else tryNext();
			});
		};
		tryNext();
	});
}

/** Of several failures the one that says most about the target: an answer before silence before what we lack ourselves. */
function mostTelling(failures: readonly NodeJS.ErrnoException[]): Error {
	const rank = ({ code = '', message }: NodeJS.ErrnoException) =>
		isOurs({ code, message }) ? 3 : /^E(NET|HOST)UNREACH$/.test(code) ? 2 : code === 'ETIMEDOUT' ? 1 : 0;
	const [best] = [...failures].sort((a, b) => rank(a) - rank(b));
	return best as Error;
}

const contexts = new Map<boolean, tls.SecureContext>();

/** Made once: reading the trusted roots anew for each connection would cost more than the handshake. */
function contextFor(allowsOldProtocols: boolean): tls.SecureContext {
	const known = contexts.get(allowsOldProtocols);
	if (known) return known;
	const old = { minVersion: 'TLSv1', ciphers: `${tls.DEFAULT_CIPHERS}:@SECLEVEL=0` } as const;
	const context = tls.createSecureContext(allowsOldProtocols ? old : {});
	contexts.set(allowsOldProtocols, context);
	return context;
}

function secure(
	plain: net.Socket,
	{ name, alpn, isVerified, allowsOldProtocols = false }: TlsOptions,
	state: ConnectionState,
	hangup: Hangup
): Promise<tls.TLSSocket> {
	const startedAt = performance.now();
	return new Promise((resolve, reject) => {
		let nameFault: Error | undefined;
		const socket = tls.connect({
			socket: plain,
			host: name,
			...(net.isIP(name) === 0 ? { servername: name } : {}),
			...(alpn.length > 0 ? { ALPNProtocols: alpn } : {}),
			secureContext: contextFor(allowsOldProtocols),
			rejectUnauthorized: false,
			checkServerIdentity: (asked, certificate) => (nameFault = tls.checkServerIdentity(asked, certificate))
		});
		// Destroying both, the plain one first, takes the whole process down (Node 24.21).
		hangup.release(plain);
		hangup.add(socket);
		socket.on('error', reject);
		const onClose = () =>
			reject(new ProbeFailure('ECONNRESET', 'The connection was closed during the handshake'));
		socket.once('close', onClose);
		socket.once('secureConnect', () => {
			socket.off('close', onClose);
			state.tlsMs = performance.now() - startedAt;
			state.tls = tlsDetails(socket);
			state.certificateExpiresAt = earliestExpiry(socket);
			const fault = isVerified ? (nameFault ?? certificateFault(state.tls)) : null;
			if (fault) {
				reject(fault);
				socket.destroy();
			} else {
				resolve(socket);
			}
		});
	});
}
