/** Asks the server behind the CDN by its own address, under the public name: which of the two fails is then plain. */
import net from 'node:net';
import type { Check } from '../../domain/check.ts';
import type { Brief, OriginStanding } from '../../domain/finding.ts';
import { briefOf } from './brief.ts';
import type { Remedy } from './remedy.ts';
import { mustNotVary } from './when.ts';

/** What a server says that takes questions from its CDN only, or from those who signed in. */
const LOCKED_STATUS: ReadonlySet<number | null> = new Set([401, 403, 407, 421, 444]);
const LOCKED_CAUSES: ReadonlySet<Brief['cause']> = new Set(['tls-client-cert', 'client-cert-required']);
const SILENT_CAUSES: ReadonlySet<Brief['cause']> = new Set([
	'tcp-timeout',
	'host-unreachable',
	'network-unreachable'
]);

export const straightToOrigin: Remedy<'straight-to-origin'> = {
	id: 'straight-to-origin',
	requestsAtMost: 2,
	asksTarget: true,
	whyNot(occasion) {
		if (occasion.origin === null) return 'The monitor does not name its origin.';
		return mustNotVary(occasion);
	},
	async run({ ask, origin, place }) {
		const connectTo = placeOf(origin ?? '', place?.port ?? 443);
		const [usual, direct] = await Promise.all([
			ask({}),
			ask({ connectTo, isAnonymous: true, takesAnyCertificate: true })
		]);
		const [edge, own] = [briefOf(usual), briefOf(direct)];
		const standing = standingOf(direct, own);
		const certificateFault = (direct.answer ?? direct.evidence)?.tls?.authorizationError ?? null;
		const facts = { edge, origin: own, standing, certificateFault };
		const note =
			certificateFault === null
				? ''
				: ` Its certificate does not hold for the public name (${certificateFault}).`;
		return {
			did: 'Asked the origin directly, under the public name, and the public address beside it.',
			showed: `Through the public address: ${edge.summary}; directly: ${own.summary}.${note}`,
			proves: provenBy(edge, standing),
			settles:
				edge.standing !== 'failing' || standing === 'silent' || standing === 'locked'
					? null
					: standing === 'answers'
						? 'rules-out'
						: 'points-here',
			facts
		};
	}
};

function placeOf(origin: string, port: number): { host: string; port: number } {
	if (net.isIP(origin) !== 0) return { host: origin, port };
	const match = /^(.+):(\d{1,5})$/.exec(origin);
	return match?.[1] ? { host: match[1], port: Number(match[2]) } : { host: origin, port };
}

function standingOf({ statusCode }: Check, brief: Brief): OriginStanding {
	if (brief.standing === 'good') return 'answers';
	if (LOCKED_STATUS.has(statusCode) || LOCKED_CAUSES.has(brief.cause) || brief.standing === 'turned-away') {
		return 'locked';
	}
	return brief.standing === 'untold' || SILENT_CAUSES.has(brief.cause) ? 'silent' : 'fails';
}

function provenBy({ standing: edge }: Brief, origin: OriginStanding): string | null {
	if (origin === 'locked')
		return 'The origin is alive and turns away everybody but its CDN, which is no failure.';
	if (origin === 'silent') return null;
	if (origin === 'answers') {
		return edge === 'failing' ? 'The origin works; what stands before it fails.' : null;
	}
	return edge === 'failing'
		? 'The origin itself fails, not what stands before it.'
		: 'The origin fails directly, while the public address is served.';
}
