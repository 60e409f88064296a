/** Looks at a certificate: does the chain hold, is the name right, when does it run out, how old is the protocol. */
import { z } from 'zod';
import { connect, newConnectionState } from './connection.ts';
import { within } from './deadline.ts';
import { certificate, family, host, port, verify } from './fields.ts';
import { checkOf, connected } from './outcome.ts';
import type { ProbeKind } from './probe.ts';
import { expiryWarnings } from './tls-details.ts';

/** From the oldest to the newest, as the runtime names them. */
const PROTOCOLS: readonly (string | null)[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

const tlsTarget = z.strictObject({
	host,
	port: port.default(443),
	servername: host.optional().meta({
		title: 'Name asked for',
		description: "Where it is not the host's.",
		example: 'acme.example',
		isRare: true
	}),
	family: family.optional(),
	verify: verify.meta({
		title: 'The certificate has to be good',
		description:
			'Switched off, only the dates and the protocol are looked at, for certificates of an authority that is not known here.',
		isRare: true
	}),
	expect: z
		.strictObject({
			certificate,
			protocol: z
				.enum(['TLSv1.2', 'TLSv1.3'], { error: 'takes TLSv1.2 or TLSv1.3' })
				.default('TLSv1.2')
				.meta({ title: 'Oldest protocol that is good enough' })
		})
		.prefault({})
		.meta({ title: 'What is expected' })
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
		const error = await within(
			options,
			() => state.phase,
			async (hangup) => {
				const name = target.servername ?? target.host;
				await connect(
					{
						host: target.host,
						port: target.port,
						family: target.family ?? 0,
						privateTargets: options.privateTargets,
						tls: { name, alpn: [], isVerified: target.verify, allowsOldProtocols: true }
					},
					state,
					hangup
				);
			}
		);
		const { tls: details, certificateExpiresAt } = state;
		return checkOf({
			at,
			durationMs: performance.now() - startedAt,
			url: describe(target),
			...connected(state),
			error,
			unmet: error || !details ? null : unmet(target, details, at),
			summary: `${details?.protocol ?? 'TLS'}, certificate of ${details?.subject ?? 'nobody'}`,
			warnings: expiryWarnings(certificateExpiresAt, target.expect.certificate, at),
			observed: { certificate: details?.fingerprint ?? null, certificateExpiresAt }
		});
	}
};

function unmet(
	{ expect }: TlsTarget,
	{ protocol, validTo }: { protocol: string | null; validTo: number | null },
	now: number
): string | null {
	if (validTo !== null && validTo <= now)
		return `the certificate ran out on ${new Date(validTo).toISOString()}`;
	if (PROTOCOLS.indexOf(protocol) >= PROTOCOLS.indexOf(expect.protocol)) return null;
	return `speaks ${protocol ?? 'no known protocol'}, at least ${expect.protocol} is expected`;
}

function describe(target: TlsTarget): string {
	return `tls://${bracketed(target.host)}:${target.port}`;
}

/** A host as it stands in an address: IPv6 in brackets (RFC 3986, section 3.2.2). */
function bracketed(name: string): string {
	return name.includes(':') ? `[${name}]` : name;
}
