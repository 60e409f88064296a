/** Looks at a certificate: does the chain hold, is the name right, when does it run out, how old is the protocol. */
import { z } from 'zod';
import { connect, newConnectionState } from './connection.ts';
import { within } from './deadline.ts';
import { duration, host, port } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind } from './probe.ts';
import { expiryWarnings } from './tls-details.ts';

const DAY_MS = 86_400_000;
const PROTOCOLS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

const tlsTarget = z.strictObject({
	host,
	port: port.default(443),
	/** The name asked for, where it is not the host's. */
	servername: host.optional(),
	expect: z
		.strictObject({
			certificate: duration.default(14 * DAY_MS),
			protocol: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2')
		})
		.prefault({})
});
type TlsTarget = z.infer<typeof tlsTarget>;

export const tls: ProbeKind<TlsTarget> = {
	kind: 'tls',
	label: 'TLS certificate',
	schema: tlsTarget,
	secrets: [],
	host: (target) => target.host,
	describe,
	async probe(target, options) {
		const at = options.now();
		const startedAt = performance.now();
		const state = newConnectionState();
		const name = target.servername ?? target.host;
		const isAddress = /^[\d.]+$|:/.test(name);
		const work = connect(
			{
				host: target.host,
				port: target.port,
				family: 0,
				privateTargets: options.privateTargets,
				tls: { servername: isAddress ? undefined : name, alpn: [], isVerified: true, minVersion: 'TLSv1' },
				signal: options.signal
			},
			state
		).then(() => undefined);
		const error = await within(options, () => state.phase, work, () => state.socket?.destroy());
		const protocol = state.tls?.protocol ?? null;
		const isOld = PROTOCOLS.indexOf(protocol as never) < PROTOCOLS.indexOf(target.expect.protocol);
		return checkOf({
			at,
			durationMs: performance.now() - startedAt,
			url: describe(target),
			phases: { resolveMs: state.resolveMs, connectMs: state.connectMs, tlsMs: state.tlsMs },
			address: state.address,
			addresses: state.resolution.addresses,
			tls: state.tls,
			error,
			unmet: !error && isOld ? `speaks ${protocol ?? 'no TLS'}, at least ${target.expect.protocol} is expected` : null,
			summary: `${protocol ?? ''} certificate of ${state.tls?.subject ?? ''}`,
			warnings: expiryWarnings(state.tls, target.expect.certificate, at),
			observed: {
				certificate: state.tls?.fingerprint ?? null,
				certificateExpiresAt: state.tls?.validTo ?? null
			}
		});
	}
};

function describe(target: TlsTarget): string {
	return `tls://${target.host}:${target.port}`;
}
