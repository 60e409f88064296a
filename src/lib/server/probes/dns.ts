/** Asks a resolver for one record of a name and holds the answers against what is expected. */
import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { z } from 'zod';
import { guard } from './address.ts';
import { within } from './deadline.ts';
import { host, listOf, matches, pattern, texts } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind, ProbeOptions } from './probe.ts';

const RECORDS = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'] as const;
/** One lost packet is no outage: the question goes out so often within the deadline. */
const TRIES = 3;

/** `192.0.2.53`, `192.0.2.53:5353` or `[2001:db8::53]:5353`. */
export const resolverAddress = z
	.string({ error: 'takes the address of a resolver' })
	.refine((text) => serverOf(text) !== null, {
		error: 'takes the address of a resolver, such as 192.0.2.53 or [2001:db8::53]:5353'
	});

const dnsTarget = z.strictObject({
	name_to_resolve: host.meta({
		title: 'Name to resolve',
		description: 'The name that is asked for.',
		example: 'acme.example'
	}),
	record: z
		.enum(RECORDS, { error: `takes one of ${RECORDS.join(', ')}` })
		.default('A')
		.meta({ title: 'Sort of record' }),
	resolver: resolverAddress.optional().meta({
		title: 'Resolver',
		description: "Asked in place of this machine's own one.",
		example: '192.0.2.53'
	}),
	expect: z
		.strictObject({
			answer: z
				.strictObject({
					contains: texts.optional().meta({
						title: 'Contains',
						description: 'Each of these stands in one of the answers, one a line.'
					}),
					excludes: texts
						.optional()
						.meta({ title: 'Does not contain', description: 'None of these stands in any, one a line.' }),
					equals: texts.optional().meta({
						title: 'Is exactly',
						description: 'These are all the answers, in any order, one a line.'
					}),
					matches: pattern.optional().meta({
						title: 'Matches',
						description: 'One of the answers is like this regular expression (RE2 syntax).',
						isRare: true
					}),
					count: z
						.int({ error: 'takes a number of answers' })
						.min(1, { error: 'takes at least 1' })
						.optional()
						.meta({ title: 'Answers at least', description: 'How many there have to be.', isRare: true })
				})
				.optional()
				.meta({ title: 'The answer' })
		})
		.prefault({})
		.meta({ title: 'What is expected' })
});
type DnsTarget = z.infer<typeof dnsTarget>;

export const dns: ProbeKind<DnsTarget> = {
	kind: 'dns',
	label: 'DNS record',
	schema: dnsTarget,
	secrets: [],
	host: (target) => target.resolver ?? null,
	describe,
	async probe(target, options) {
		const at = options.now();
		const startedAt = performance.now();
		let answers: string[] = [];
		const error = await within(
			options,
			() => 'resolve',
			async (hangup) => {
				const asking = resolverFor(target, options);
				hangup.add({ destroy: () => asking.cancel() });
				answers = (await ask(asking, target)).sort();
			}
		);
		const durationMs = performance.now() - startedAt;
		const many = `${answers.length} ${target.record} answer${answers.length === 1 ? '' : 's'}`;
		return checkOf({
			at,
			durationMs,
			url: describe(target),
			phases: { resolveMs: durationMs },
			address: target.resolver === undefined ? null : (serverOf(target.resolver)?.address ?? null),
			addresses: answers,
			answer: answers.join('\n'),
			error,
			unmet: error ? null : unmet(target.expect.answer ?? {}, answers),
			summary: `${many}: ${answers.join(', ').slice(0, 200)}`
		});
	}
};

function resolverFor(target: DnsTarget, { timeoutMs, privateTargets }: ProbeOptions): Resolver {
	const asking = new Resolver({ timeout: Math.ceil(timeoutMs / TRIES), tries: TRIES });
	const server = target.resolver === undefined ? null : serverOf(target.resolver);
	if (server) {
		guard(server.address, privateTargets);
		asking.setServers([
			net.isIPv6(server.address) ? `[${server.address}]:${server.port}` : `${server.address}:${server.port}`
		]);
	}
	return asking;
}

function unmet(
	{ contains, excludes, equals, matches: like, count }: NonNullable<DnsTarget['expect']['answer']>,
	answers: readonly string[]
): string | null {
	const got = `answered ${answers.join(', ').slice(0, 200)}`;
	if (count !== undefined && answers.length !== count) {
		return `${answers.length} answer${answers.length === 1 ? '' : 's'}, not ${count}`;
	}
	for (const wanted of listOf(contains)) {
		if (!answers.some((answer) => answer.includes(wanted))) return `${got}, none with "${wanted}"`;
	}
	for (const unwanted of listOf(excludes)) {
		if (answers.some((answer) => answer.includes(unwanted))) return `${got}, one with "${unwanted}"`;
	}
	if (equals !== undefined && [...listOf(equals)].sort().join('\n') !== answers.join('\n')) {
		return `${got}, not ${listOf(equals).join(', ')}`;
	}
	if (like !== undefined && !answers.some((answer) => matches(answer, like)))
		return `${got}, none like ${like}`;
	return null;
}

/** The answers as they stand in a zone file (RFC 1035, section 5), one text each. */
async function ask(asking: Resolver, { name_to_resolve: name, record }: DnsTarget): Promise<string[]> {
	switch (record) {
		case 'PTR':
			return net.isIP(name) ? asking.reverse(name) : asking.resolvePtr(name);
		case 'MX':
			return (await asking.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
		case 'TXT':
			return (await asking.resolveTxt(name)).map((pieces) => pieces.join(''));
		case 'SRV':
			return (await asking.resolveSrv(name)).map(
				(one) => `${one.priority} ${one.weight} ${one.port} ${one.name}`
			);
		case 'SOA': {
			const { nsname, hostmaster, serial, refresh, retry, expire, minttl } = await asking.resolveSoa(name);
			return [[nsname, hostmaster, serial, refresh, retry, expire, minttl].join(' ')];
		}
		case 'CAA':
			return (await asking.resolveCaa(name)).map(({ critical, ...tags }) => {
				const [tag, value] = Object.entries(tags).find(([key]) => key !== 'type') ?? [];
				return `${critical} ${tag} "${String(value)}"`;
			});
		case 'NAPTR':
			return (await asking.resolveNaptr(name)).map(
				(one) =>
					`${one.order} ${one.preference} "${one.flags}" "${one.service}" "${one.regexp}" ${one.replacement || '.'}`
			);
		default:
			return asking.resolve(name, record);
	}
}

function describe({ name_to_resolve: name, record, resolver: server }: DnsTarget): string {
	return `dns://${server ?? ''}/${name}?type=${record}`;
}

/** `ip`, `ip:port` or `[ipv6]:port`; null where it is none of them. */
function serverOf(text: string): { address: string; port: number } | null {
	if (net.isIP(text) !== 0) return { address: text, port: 53 };
	const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
	const address = match?.[1] ?? match?.[2] ?? '';
	const port = Number(match?.[3] ?? 53);
	return net.isIP(address) !== 0 && port > 0 && port < 65_536 ? { address, port } : null;
}
