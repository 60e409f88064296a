/** Sends ICMP echoes by the system's own `ping`, which has the rights that a process without root lacks. */
import { execFile } from 'node:child_process';
import net from 'node:net';
import { z } from 'zod';
import { ForbiddenAddress, refusal } from './address.ts';
import { within } from './deadline.ts';
import { ProbeFailure } from './failure.ts';
import { family, host } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind } from './probe.ts';
import { resolveHost } from './resolve.ts';

const pingTarget = z.strictObject({
	host,
	family: family.optional(),
	count: z
		.int({ error: 'takes 1 to 10' })
		.min(1, { error: 'takes 1 to 10' })
		.max(10, { error: 'takes 1 to 10' })
		.default(1)
		.meta({ title: 'Echoes', description: 'How many are asked for; one of them has to come back.' })
});
type PingTarget = z.infer<typeof pingTarget>;

export const ping: ProbeKind<PingTarget> = {
	kind: 'ping',
	label: 'Ping',
	schema: pingTarget,
	secrets: [],
	host: (target) => target.host,
	describe,
	async probe(target, options) {
		const at = options.now();
		const startedAt = performance.now();
		let phase: 'resolve' | 'connect' = 'resolve';
		let resolveMs: number | null = null;
		let addresses: string[] = [];
		let address: string | null = null;
		let roundTripMs: number | null = null;
		const error = await within(
			options,
			() => phase,
			async (hangup) => {
				const isAddress = net.isIP(target.host) !== 0;
				addresses = isAddress ? [target.host] : await resolveHost(target.host, target.family ?? 0);
				if (!isAddress) resolveMs = performance.now() - startedAt;
				address = allowed(addresses, options.privateTargets);
				phase = 'connect';
				if (hangup.isOver) return;
				const child = new AbortController();
				hangup.add({ destroy: () => child.abort() });
				roundTripMs = await echo(address, target.count, options.timeoutMs, child.signal);
			}
		);
		const durationMs = roundTripMs ?? performance.now() - startedAt;
		return checkOf({
			at,
			durationMs,
			url: describe(target),
			phases: { resolveMs, firstByteMs: roundTripMs },
			address,
			addresses,
			error,
			summary: `answered in ${Math.round(durationMs * 100) / 100} ms`
		});
	}
};

function describe(target: PingTarget): string {
	return `icmp://${target.host.includes(':') ? `[${target.host}]` : target.host}`;
}

function allowed(addresses: readonly string[], privateTargets: 'allow' | 'deny'): string {
	const found = addresses.find((address) => refusal(address, privateTargets) === null);
	if (found !== undefined) return found;
	throw new ForbiddenAddress(refusal(addresses[0] ?? '', privateTargets) ?? '');
}

/**
 * The round trip of the first echo that comes back, milliseconds. The address is numeric, so that it is no option.
 * @throws ProbeFailure when none comes back, and with the code `ENOPING` when nothing can be sent from here
 */
function echo(address: string, count: number, timeoutMs: number, signal: AbortSignal): Promise<number> {
	const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1_000)));
	// Not every `ping` knows -4, and a numeric address says it already.
	const family = net.isIPv6(address) ? ['-6'] : [];
	const args = ['-n', '-c', String(count), '-w', seconds, ...family, address];
	const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' };
	return new Promise((resolve, reject) => {
		execFile('ping', args, { signal, env }, (error, stdout, stderr) => {
			const roundTripMs = roundTripOf(stdout);
			if (roundTripMs !== null) resolve(roundTripMs);
			else reject(echoFailure((error as NodeJS.ErrnoException | null)?.code, `${stdout}\n${stderr}`));
		});
	});
}

/** The first round trip in what `ping` says, milliseconds; null where there is none. */
export function roundTripOf(output: string): number | null {
	const found = /\btime[=<] ?(\d+(?:\.\d+)?) ?ms/.exec(output)?.[1];
	return found === undefined ? null : Number(found);
}

/**
 * Why no echo came back.
 * @param code of the program that did not start (`ENOENT`), or its exit code: 1 is silence, 2 is trouble of its own
 */
export function echoFailure(code: string | number | undefined, output: string): ProbeFailure {
	if (code === 'ENOENT') {
		return new ProbeFailure(
			'ENOPING',
			'The program "ping" is not installed here (Debian: apt install iputils-ping)'
		);
	}
	if (/not permitted|permission denied|cap_net_raw|privilege/i.test(output)) {
		const lack = 'it needs the capability cap_net_raw, or this group in the sysctl net.ipv4.ping_group_range';
		return new ProbeFailure('ENOPING', `The program "ping" may not send from here: ${lack}`);
	}
	if (/network is unreachable/i.test(output))
		return new ProbeFailure('ENETUNREACH', 'No route to that network');
	if (/unreachable|prohibited|time to live exceeded/i.test(output)) {
		return new ProbeFailure('EHOSTUNREACH', 'A router on the way says that the address cannot be reached');
	}
	if (typeof code === 'string')
		return new ProbeFailure(code, `The program "ping" could not be started (${code})`);
	if (/\btransmitted\b/i.test(output)) return new ProbeFailure('ETIMEDOUT', 'No echo came back');
	const said = output.trim().split('\n')[0] ?? '';
	return new ProbeFailure('ENOPING', `The program "ping" does not work here: ${said || `exit code ${code}`}`);
}
