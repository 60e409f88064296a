/** Asks a resolver for one record of a name and holds the answers against what is expected. */
import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { z } from 'zod';
import { guard } from './address.ts';
import { within } from './deadline.ts';
import { host, mismatch, textMatcher } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind } from './probe.ts';

const RECORDS = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'] as const;

const resolver = z.string().refine((text) => serverOf(text) !== null, {
	error: 'takes the address of a resolver, such as 192.0.2.53 or [2001:db8::53]:5353'
});

const dnsTarget = z.strictObject({
	name_to_resolve: host,
	record: z.enum(RECORDS).default('A'),
	resolver: resolver.optional(),
	expect: z
		.strictObject({ answer: textMatcher.optional(), count: z.int().min(1).optional() })
		.prefault({})
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
		const asking = new Resolver({ timeout: options.timeoutMs, tries: 1 });
		let answers: string[] = [];
		const work = async () => {
			if (target.resolver) {
				guard(serverOf(target.resolver)?.address ?? '', options.privateTargets);
				asking.setServers([target.resolver]);
			}
			answers = (await ask(asking, target)).map(lineOf).sort();
		};
		const error = await within(options, () => 'resolve', work(), () => asking.cancel());
		const durationMs = performance.now() - startedAt;
		const text = answers.join('\n');
		return checkOf({
			at,
			durationMs,
			url: describe(target),
			phases: { resolveMs: durationMs },
			addresses: answers,
			answer: text,
			error,
			unmet: error ? null : unmet(target, answers),
			summary: `${answers.length} ${target.record} answer${answers.length === 1 ? '' : 's'}: ${answers.join(', ').slice(0, 200)}`
		});
	}
};

function unmet({ expect }: DnsTarget, answers: readonly string[]): string | null {
	if (expect.count !== undefined && answers.length < expect.count) {
		return `${answers.length} answers, at least ${expect.count} are expected`;
	}
	if (!expect.answer) return null;
	const faults = answers.map((answer) => mismatch(answer, expect.answer ?? {}));
	const whole = expect.answer.excludes === undefined ? faults : [mismatch(answers.join('\n'), expect.answer)];
	return whole.includes(null) ? null : `no answer fits: ${answers.join(', ') || 'none came'} ${whole[0] ?? ''}`.trim();
}

async function ask(resolver: Resolver, { name_to_resolve: name, record }: DnsTarget): Promise<unknown[]> {
	if (record === 'PTR' && net.isIP(name)) return resolver.reverse(name);
	const found = (await resolver.resolve(name, record)) as unknown;
	return Array.isArray(found) ? (found as unknown[]) : [found];
}

/** One answer on one line: `10 mx1.example`, `v=spf1 -all`. */
function lineOf(answer: unknown): string {
	if (typeof answer === 'string') return answer;
	if (Array.isArray(answer)) return answer.join('');
	return Object.values(answer as Record<string, unknown>)
		.map(String)
		.join(' ');
}

function describe({ name_to_resolve: name, record, resolver: server }: DnsTarget): string {
	return `dns://${server ?? ''}/${name}?type=${record}`;
}

function serverOf(text: string): { address: string; port: number } | null {
	const match = /^(?:\[([^\]]+)\]|([^:[\]]+)|([0-9a-fA-F:]+))(?::(\d{1,5}))?$/.exec(text);
	const address = match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
	const port = Number(match?.[4] ?? 53);
	return net.isIP(address) !== 0 && port > 0 && port < 65_536 ? { address, port } : null;
}
