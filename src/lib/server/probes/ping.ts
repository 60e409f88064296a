/** Sends ICMP echoes by the system's own `ping`, which has the rights that a process without root lacks. */
import { execFile } from 'node:child_process';
import dnsModule from 'node:dns/promises';
import net from 'node:net';
import { z } from 'zod';
import type { EvidenceError } from '../../domain/evidence.ts';
import { guard } from './address.ts';
import { failureOf } from './failure.ts';
import { host } from './fields.ts';
import { checkOf } from './outcome.ts';
import type { ProbeKind, ProbeOptions } from './probe.ts';

const pingTarget = z.strictObject({ host, count: z.int().min(1).max(10).default(1) });
type PingTarget = z.infer<typeof pingTarget>;

interface Echo {
	roundTripMs: number | null;
	error: EvidenceError | null;
}

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
		let address: string | null = null;
		let resolveMs: number | null = null;
		let echo: Echo;
		try {
			address = net.isIP(target.host) ? target.host : (await dnsModule.lookup(target.host)).address;
			if (address !== target.host) resolveMs = performance.now() - startedAt;
			guard(address, options.privateTargets);
			echo = await send(address, target.count, options);
		} catch (error) {
			echo = { roundTripMs: null, error: failureOf(error, 'resolve') };
		}
		const durationMs = echo.roundTripMs ?? performance.now() - startedAt;
		const check = checkOf({
			at,
			durationMs,
			url: describe(target),
			phases: { resolveMs, firstByteMs: echo.roundTripMs },
			address,
			addresses: address ? [address] : [],
			error: echo.error,
			summary: `answered in ${Math.round(durationMs * 10) / 10} ms`
		});
		return echo.error?.code === 'ENOPING' ? { ...check, outcome: 'unknown', isNetworkShaped: false } : check;
	}
};

function describe(target: PingTarget): string {
	return `icmp://${target.host}`;
}

/** Asks so many times within the deadline; one answer is enough. The address is numeric, so that it is no option. */
function send(address: string, count: number, { timeoutMs, signal }: ProbeOptions): Promise<Echo> {
	const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1_000)));
	const args = ['-n', '-c', String(count), '-w', seconds, net.isIPv6(address) ? '-6' : '-4', address];
	const env = { ...process.env, LC_ALL: 'C' };
	return new Promise((resolve) => {
		execFile('ping', args, { timeout: timeoutMs, signal, env }, (error, stdout, stderr) => {
			const roundTrip = /time[=<]([\d.]+) ?ms/.exec(stdout)?.[1];
			if (roundTrip !== undefined) return resolve({ roundTripMs: Number(roundTrip), error: null });
			resolve({ roundTripMs: null, error: echoFailure(error, `${stdout}\n${stderr}`, timeoutMs) });
		});
	});
}

function echoFailure(error: Error | null, output: string, timeoutMs: number): EvidenceError {
	const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
	const isForbidden = /not permitted|permission denied|missing cap_net_raw/i.test(output);
	if (isMissing || isForbidden) {
		const lack = isMissing
			? 'The program "ping" is not installed here (Debian: iputils-ping)'
			: 'The program "ping" may not send here; it needs cap_net_raw or net.ipv4.ping_group_range';
		return { name: 'Error', code: 'ENOPING', message: lack, phase: 'connect' };
	}
	if (/unreachable/i.test(output)) {
		const code = /network is unreachable/i.test(output) ? 'ENETUNREACH' : 'EHOSTUNREACH';
		return { name: 'Error', code, message: 'The address cannot be reached', phase: 'connect' };
	}
	return { name: 'Error', code: 'ETIMEDOUT', message: `No echo came back within ${timeoutMs} ms`, phase: 'connect' };
}
