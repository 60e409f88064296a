/** Asks other resolvers for the name, and the servers of its zone: which of them are wrong tells whose trouble it is. */
import net from 'node:net';
import type { EvidenceError } from '../../domain/evidence.ts';
import type { NameStatus, ResolverAnswer } from '../../domain/finding.ts';
import { counted } from './brief.ts';
import { NotAsked, type Remedy, type Situation } from './remedy.ts';
import { mustNotAsk } from './when.ts';

const PUBLIC_AT_MOST = 3;
/** The name itself and what it stands in: more would walk up to the registries. */
const ZONES_ASKED = 2;

/** Names that only this house knows (RFC 6761, RFC 6762, RFC 8375, RFC 9476): nobody outside must be told of them. */
const OF_THIS_HOUSE = /(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)$/i;

const STATUS_OF: Readonly<Record<string, NameStatus>> = {
	ENOTFOUND: 'no-name',
	ENODATA: 'no-data',
	EAI_NODATA: 'no-data',
	ESERVFAIL: 'server-failure',
	EAI_FAIL: 'server-failure'
};

/** Where the target is an address there is nothing to ask, and that settles it. */
const NO_NAME = {
	did: 'Nothing was asked.',
	showed: 'The target is an address, so there is no name to look up.',
	proves: null,
	settles: 'rules-out' as const,
	facts: { record: 'A' as const, answers: [] }
};

export const otherResolvers: Remedy<'other-resolvers'> = {
	id: 'other-resolvers',
	requestsAtMost: 1 + PUBLIC_AT_MOST + ZONES_ASKED + 2,
	asksTarget: false,
	whyNot(occasion) {
		const host = occasion.place?.host ?? '';
		if (host === '') return 'There is no name to look up.';
		if (net.isIP(host) !== 0) return null;
		if (!host.includes('.') || OF_THIS_HOUSE.test(host)) {
			return 'The name belongs to this network alone, so no resolver outside is asked for it.';
		}
		return occasion.kind === 'heartbeat' ? mustNotAsk(occasion) : null;
	},
	async run(situation) {
		const host = situation.place?.host ?? '';
		if (net.isIP(host) !== 0) return NO_NAME;
		const system = await askSystem(situation, host);
		const record = recordFor(situation, system.addresses);
		const own: ResolverAnswer = { ...system, addresses: ofFamily(system.addresses, record) };
		const others = await Promise.all([
			...situation.resolvers
				.slice(0, PUBLIC_AT_MOST)
				.map((resolver) => askOne(situation, host, record, resolver, 'public')),
			askAuthority(situation, host, record, own.status === 'answered')
		]);
		const answers = [own, ...others.filter((one) => one !== null)];
		return { ...told(answers), facts: { record, answers } };
	}
};

/** What the checks themselves use: the machine's own way of finding names. */
async function askSystem({ addresses }: Situation, host: string): Promise<ResolverAnswer> {
	const asked = { resolver: 'system', role: 'system' } as const;
	try {
		return { ...asked, status: 'answered', addresses: (await addresses(host)).sort() };
	} catch (error) {
		if (error instanceof NotAsked) throw error;
		return { ...asked, status: statusOf(error as EvidenceError), addresses: [] };
	}
}

async function askOne(
	{ lookUp }: Situation,
	host: string,
	record: 'A' | 'AAAA',
	resolver: string,
	role: ResolverAnswer['role']
): Promise<ResolverAnswer> {
	const { answers, error } = await lookUp(host, record, resolver);
	return { resolver, role, status: error ? statusOf(error) : 'answered', addresses: [...answers].sort() };
}

/** Asks the zone's own server; null where it is not found. */
async function askAuthority(
	situation: Situation,
	host: string,
	record: 'A' | 'AAAA',
	doesSystemWork: boolean
): Promise<ResolverAnswer | null> {
	const { lookUp, resolvers, nameServerPort } = situation;
	const guide = doesSystemWork ? null : (resolvers[0] ?? null);
	for (const zone of zonesOf(host)) {
		const { answers } = await lookUp(zone, 'NS', guide);
		const [server] = [...answers].sort();
		if (server === undefined) continue;
		const found = (await lookUp(server, 'A', guide)).answers[0];
		return found === undefined
			? null
			: askOne(situation, host, record, `${found}:${nameServerPort}`, 'authoritative');
	}
	return null;
}

function zonesOf(host: string): string[] {
	const labels = host.replace(/\.$/, '').split('.');
	return labels
		.map((_, index) => labels.slice(index).join('.'))
		.filter((zone) => zone.includes('.'))
		.slice(0, ZONES_ASKED);
}

function recordFor({ place }: Situation, system: readonly string[]): 'A' | 'AAAA' {
	if (place?.family === 6) return 'AAAA';
	return system.length > 0 && system.every((address) => net.isIPv6(address)) ? 'AAAA' : 'A';
}

function ofFamily(addresses: readonly string[], record: 'A' | 'AAAA'): string[] {
	return addresses.filter((address) => net.isIPv6(address) === (record === 'AAAA'));
}

function statusOf({ code = '' }: Pick<EvidenceError, 'code'>): NameStatus {
	return STATUS_OF[code] ?? 'silent';
}

function told(answers: readonly ResolverAnswer[]) {
	const [system, ...others] = answers;
	const heard = others.filter(({ status }) => status !== 'silent');
	const did = `Asked ${counted(answers.length, 'resolver')} for the name: ${answers.map(named).join(', ')}.`;
	const showed = `${answers.map((one) => `${named(one)}: ${said(one)}`).join('; ')}.`;
	if (!system || heard.length === 0) {
		const reason = 'No other resolver could be reached, so there is nothing to compare.';
		return { did, showed: `${showed} ${reason}`, proves: null, settles: null };
	}
	const found = heard.filter(({ status }) => status === 'answered');
	if (system.status !== 'answered') {
		const isOurs = found.length > 0;
		const proves = isOurs
			? 'Only our own resolver does not find the name: the trouble is on our side.'
			: heard.some(({ status }) => status === 'no-name' || status === 'server-failure')
				? 'The name cannot be found elsewhere either: the trouble is with the name or its zone.'
				: null;
		return { did, showed, proves, settles: proves === null ? null : ('points-here' as const) };
	}
	const differing = found.filter(
		(one) => !one.addresses.some((address) => system.addresses.includes(address))
	);
	if (differing.length > 0) {
		const proves = `${differing.map(named).join(', ')} ${differing.length === 1 ? 'leads' : 'lead'} elsewhere than our own resolver: a change under way, an answer by region, or a stale one.`;
		return { did, showed, proves, settles: null };
	}
	const isAgreed = found.length === heard.length;
	return {
		did,
		showed,
		proves: isAgreed ? 'All resolvers lead to the same place, so changing the resolver does not help.' : null,
		settles: isAgreed ? ('rules-out' as const) : null
	};
}

function named({ resolver, role }: ResolverAnswer): string {
	return role === 'system' ? 'our own' : role === 'authoritative' ? `the zone's own (${resolver})` : resolver;
}

const SAID: Readonly<Record<Exclude<NameStatus, 'answered'>, string>> = {
	'no-name': 'there is no such name',
	'no-data': 'the name has no such address',
	'server-failure': 'it cannot say (SERVFAIL)',
	silent: 'no answer'
};

function said({ status, addresses }: ResolverAnswer): string {
	return status === 'answered'
		? addresses.slice(0, 4).join(', ') || 'another family of addresses'
		: SAID[status];
}
