/**
 * What findings mean together: a table whose first line that holds decides, from what makes every other sign worthless
 * (our own line) down to what merely leans one way. Each line says which side failed and how surely.
 */
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { Cause, FailedSide, Kind } from './diagnosis/labels.ts';
import { factsOf, type Finding } from './finding.ts';
import { count, isFailing, isOnlyOursRefused, isPartlyGood, namesOf } from './signs.ts';

export interface Ruling {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
	/** How surely the line alone would say so, 0 to 1. */
	strength: number;
	/** For the team, in one sentence. */
	reason: string;
	/** For the public; null keeps the sentence that there is. */
	publicSentence: string | null;
}

interface Line {
	name: string;
	holds: (first: Diagnosis, findings: readonly Finding[]) => Ruling | null;
}

const BLIND = 'We cannot tell at the moment: the trouble may be on our side.';
const TURNED_AWAY =
	'Our check was turned away, so we cannot tell from here whether the service works for you.';
const FRONT_DOOR = 'The server behind this service works, but its front door has trouble.';
const SOME =
	'Some of the servers behind this service fail, so it works for some visitors and not for others.';

/** A failure is blamed on something behind a gateway with these; a line about one server makes them no more exact. */
const VAGUE: ReadonlySet<Cause> = new Set(['unknown', 'unavailable', 'upstream-failure', 'none']);

const FROM_ORIGIN: Partial<Record<Cause, Cause>> = {
	'tcp-refused': 'upstream-refused',
	'tcp-timeout': 'upstream-connect-timeout',
	'tcp-reset': 'upstream-reset',
	'http-closed-early': 'upstream-reset',
	'http-headers-timeout': 'upstream-timeout',
	'http-body-timeout': 'upstream-timeout',
	'http-malformed': 'upstream-bad-response',
	'host-unreachable': 'upstream-unreachable'
};

/** A gateway that says it cannot get through agrees with our own silence before the origin. */
const NO_WAY_THROUGH: ReadonlySet<Cause> = new Set([
	'upstream-connect-timeout',
	'upstream-unreachable',
	'tunnel-down'
]);

export const DECISION_TABLE: readonly Line[] = [
	{
		name: 'references fail',
		holds: (_, findings) =>
			factsOf(findings, 'own-line')?.isDown
				? monitor(
						'network-unreachable',
						0.95,
						'The reference targets do not answer either: our own line is down.'
					)
				: null
	},
	{
		name: 'captive portal',
		holds: (first, findings) =>
			first.cause === 'captive-portal' || factsOf(findings, 'own-line')?.isCaptive
				? {
						...monitor('captive-portal', 0.95, 'Something on our own line answers in place of those we ask.'),
						kind: 'soft-error'
					}
				: null
	},
	{
		name: 'only our resolver fails',
		holds: (_, findings) => {
			const names = namesOf(findings);
			if (!names || !isFailing(names.system) || !names.others.some(({ status }) => status === 'answered'))
				return null;
			return monitor(
				'dns-temporary',
				0.9,
				'Our own resolver does not find the name, and other resolvers do: the trouble is ours.'
			);
		}
	},
	{ name: 'the zone fails', holds: (_, findings) => zoneFails(findings) },
	{
		name: 'blocked',
		holds(first, findings) {
			if (first.kind === 'blocked')
				return kept(first, 0.8, 'The answer itself says that we were turned away.');
			if (!isOnlyOursRefused(findings)) return null;
			return {
				kind: 'blocked',
				failedSide: 'none',
				cause: 'waf-block',
				strength: 0.85,
				reason: 'Other browsers are served, only we are not: a rule turns our check away.',
				publicSentence: TURNED_AWAY
			};
		}
	},
	{
		name: 'maintenance',
		holds(first, findings) {
			const facts = factsOf(findings, 'maintenance');
			if (first.kind !== 'maintenance' && !facts?.window && !facts?.isMarked) return null;
			return {
				kind: 'maintenance',
				failedSide: 'origin',
				cause: 'maintenance',
				strength: facts?.window ? 0.95 : 0.8,
				reason: facts?.window
					? 'One of our own maintenance windows covers this time.'
					: 'The answer announces maintenance.',
				publicSentence: 'The service is down for planned work.'
			};
		}
	},
	{
		name: 'suspended or parked',
		holds: (first) =>
			first.cause === 'suspended' || first.cause === 'parked-domain'
				? kept(first, 0.9, 'The page is a placeholder of the provider.')
				: null
	},
	{
		name: 'origin answers, edge fails',
		holds(_, findings) {
			const facts = factsOf(findings, 'straight-to-origin');
			if (facts?.standing !== 'answers' || facts.edge.standing !== 'failing') return null;
			// one good answer in several would make this a matter of luck
			if (isPartlyGood(findings)) return null;
			return {
				kind: 'hard-error',
				failedSide: 'gateway',
				cause: 'gateway-internal',
				strength: 0.9,
				reason: 'Asked directly, the origin answers; through its gateway it does not.',
				publicSentence: FRONT_DOOR
			};
		}
	},
	{
		name: 'edge names the origin',
		holds: (first, findings) =>
			first.failedSide === 'origin' &&
			first.vendor !== null &&
			first.confidence >= 0.75 &&
			!isPartlyGood(findings)
				? kept(first, 0.8, 'The gateway itself names the server behind it as the one that failed.')
				: null
	},
	{
		name: 'origin fails too',
		holds(first, findings) {
			const facts = factsOf(findings, 'straight-to-origin');
			if (!facts || facts.edge.standing !== 'failing') return null;
			const isSilentForAll = facts.standing === 'silent' && NO_WAY_THROUGH.has(first.cause);
			if (facts.standing !== 'fails' && !isSilentForAll) return null;
			const own = FROM_ORIGIN[facts.origin.cause] ?? facts.origin.cause;
			const cause = !VAGUE.has(first.cause) ? first.cause : VAGUE.has(own) ? 'upstream-failure' : own;
			return {
				kind: 'hard-error',
				failedSide: 'origin',
				cause,
				strength: 0.9,
				reason: 'Asked directly, the origin fails as well.',
				publicSentence:
					first.failedSide === 'origin' && cause === first.cause
						? null
						: 'The front door of this service answers, but the server behind it does not.'
			};
		}
	},
	{
		name: 'some requests succeed',
		holds(first, findings) {
			const answers = factsOf(findings, 'ask-in-parallel')?.answers ?? [];
			const failing = count(answers, 'failing');
			if (failing === 0 || count(answers, 'good') === 0) return null;
			return oneOfSeveral(
				first,
				0.8,
				`${failing} of ${answers.length} requests at one time fail: one sick server among several.`
			);
		}
	},
	{
		name: 'some addresses fail',
		holds(first, findings) {
			const answers = factsOf(findings, 'each-address')?.answers ?? [];
			const failing = count(answers, 'failing');
			if (failing === 0 || count(answers, 'good') === 0) return null;
			return oneOfSeveral(
				first,
				0.8,
				`${failing} of ${answers.length} addresses of the name fail, the others answer.`
			);
		}
	},
	{
		name: 'a cache keeps the error',
		holds(_, findings) {
			const facts = factsOf(findings, 'past-cache');
			if (facts?.plain.standing !== 'failing' || facts.fresh.standing !== 'good') return null;
			return {
				kind: 'hard-error',
				failedSide: 'gateway',
				cause: 'gateway-internal',
				strength: 0.85,
				reason: 'Past the cache the answer is good: a cache on the way keeps an error.',
				publicSentence: FRONT_DOOR
			};
		}
	}
];

/** The first line that holds; null when none does. */
export function rule(first: Diagnosis, findings: readonly Finding[]): (Ruling & { line: string }) | null {
	for (const { name, holds } of DECISION_TABLE) {
		const ruling = holds(first, findings);
		if (ruling) return { ...ruling, line: name };
	}
	return null;
}

function monitor(cause: Cause, strength: number, reason: string): Ruling {
	return { kind: 'network', failedSide: 'monitor', cause, strength, reason, publicSentence: BLIND };
}

function kept({ kind, failedSide, cause }: Diagnosis, strength: number, reason: string): Ruling {
	return { kind, failedSide, cause, strength, reason, publicSentence: null };
}

function oneOfSeveral(first: Diagnosis, strength: number, reason: string): Ruling {
	const isExact = first.failedSide === 'origin' && !VAGUE.has(first.cause);
	return {
		kind: first.kind === 'healthy' ? 'hard-error' : first.kind,
		failedSide: 'origin',
		cause: isExact ? first.cause : 'upstream-failure',
		strength,
		reason,
		publicSentence: SOME
	};
}

/** A name that our own resolver finds is not gone, whatever others say of it: it may be one of this house only. */
function zoneFails(findings: readonly Finding[]): Ruling | null {
	const names = namesOf(findings);
	if (!names || !isFailing(names.system)) return null;
	const authority = names.others.find(({ role }) => role === 'authoritative');
	const told = names.others.filter(({ status }) => status !== 'silent');
	const isTold = authority !== undefined && authority.status !== 'silent';
	// who knows no name at all proves nothing of this one: a closed network answers so
	if (!isTold && factsOf(findings, 'own-line')?.doesResolve === false) return null;
	const statuses = new Set(isTold ? [authority.status] : told.map(({ status }) => status));
	const [status] = statuses;
	if (statuses.size !== 1 || (status !== 'no-name' && status !== 'server-failure')) return null;
	return {
		kind: 'network',
		failedSide: 'domain',
		cause: status === 'no-name' ? 'dns-nxdomain' : 'dns-servfail',
		strength: isTold ? 0.95 : 0.85,
		reason: isTold
			? 'The servers of the zone itself say so: the trouble is with the name.'
			: 'Every resolver says the same: the trouble is with the name.',
		publicSentence:
			status === 'no-name'
				? 'The name of this service cannot be found at the moment.'
				: 'The directory that leads to this service has trouble.'
	};
}
