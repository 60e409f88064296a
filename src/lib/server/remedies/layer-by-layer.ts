/** Goes through the layers from below: does the port open, does TLS come about, does the certificate hold. */
import type { Check } from '../../domain/check.ts';
import { briefOf } from './brief.ts';
import type { Remedy } from './remedy.ts';
import { mustNotAsk } from './when.ts';

export const layerByLayer: Remedy<'layer-by-layer'> = {
	id: 'layer-by-layer',
	requestsAtMost: 2,
	asksTarget: true,
	whyNot(occasion) {
		const reason = mustNotAsk(occasion);
		if (reason !== null) return reason;
		return occasion.place?.port == null ? 'This kind of monitor has no port to connect to.' : null;
	},
	async run({ place, connect, handshake }) {
		const { host = '', isTls = false, serverName = '' } = place ?? {};
		const port = place?.port ?? 0;
		const connected = await connect(host, port);
		const below = briefOf(connected);
		const isNameless = connected.evidence?.error?.phase === 'resolve';
		const isOpen = below.standing === 'good';
		const secured = isTls && isOpen ? await handshake(host, port, serverName) : null;
		const above = secured ? briefOf(secured) : null;
		const { protocol, fault, expiresAt } = certificateOf(secured);
		const isFine = isOpen && (above === null || above.standing === 'good');
		return {
			did: `Connected to port ${port}${isTls ? ', then made a TLS handshake and checked the certificate' : ''}.`,
			showed: !isOpen
				? `${isNameless ? 'The name is not found' : 'The port does not open'}: ${below.summary}.`
				: above === null
					? 'The port opens.'
					: isFine
						? `The port opens, ${protocol ?? 'TLS'} comes about and the certificate holds.`
						: `The port opens, but TLS does not come about: ${above.summary}.`,
			proves: isFine
				? `The network and the server's port${above ? ' and its certificate' : ''} work; what fails lies above them.`
				: isOpen
					? 'The network works; the failure is in the security layer.'
					: below.standing !== 'failing'
						? null
						: isNameless
							? 'The name leads nowhere, so nothing above it is reached.'
							: 'The failure is below the application: nothing takes the connection.',
			settles: isFine ? 'rules-out' : below.standing === 'untold' ? null : 'points-here',
			facts: {
				connect: below,
				handshake: above,
				protocol,
				certificateFault: fault,
				certificateExpiresAt: expiresAt
			}
		};
	}
};

function certificateOf(check: Check | null) {
	const tls = check?.evidence?.tls ?? null;
	return {
		protocol: tls?.protocol ?? /^TLSv[\d.]+/.exec(check?.summary ?? '')?.[0] ?? null,
		fault: tls?.authorizationError ?? null,
		expiresAt: tls?.validTo ?? check?.observed.certificateExpiresAt ?? null
	};
}
