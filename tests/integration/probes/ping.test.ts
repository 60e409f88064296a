/** Ping monitors: what the system's `ping` says, as root and not; and what is said where it is missing or may not send. */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { echoFailure, roundTripOf } from '../../../src/lib/server/probes/ping.ts';
import { ask } from './ask.ts';

const hasPing = spawnSync('ping', ['-V']).error === undefined;
if (!hasPing) console.warn('There is no "ping" here: what asks the real one is skipped.');
const isRoot = process.getuid?.() === 0;
const ANSWER = '64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=12.3 ms';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-ping-'))));
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

/** Puts a program named `ping` in front of the system's; it notes what it was called with. */
function pingThat(script: string): () => string {
	const file = path.join(folder, 'ping');
	writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> "${folder}/asked"\n${script}\n`);
	chmodSync(file, 0o755);
	vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
	return () => readFileSync(path.join(folder, 'asked'), 'utf8').trim();
}

describe('an echo', () => {
	it('comes back', async () => {
		const asked = pingThat(`echo '${ANSWER}'`);
		const check = await ask('ping', { host: '192.0.2.1' });
		expect(check).toMatchObject({
			outcome: 'up',
			durationMs: 12.3,
			summary: 'answered in 12.3 ms',
			observed: { address: '192.0.2.1', addresses: ['192.0.2.1'] },
			phases: { firstByteMs: 12.3 }
		});
		expect(asked()).toBe('-n -c 1 -w 2 192.0.2.1');
	});

	it('is asked over IPv6, and as often as wanted', async () => {
		const asked = pingThat(`echo '${ANSWER}'`);
		await ask('ping', { host: '2001:db8::1', count: 3 }, { timeoutMs: 4_500 });
		expect(asked()).toBe('-n -c 3 -w 5 -6 2001:db8::1');
	});

	it('goes to the address of the name', async () => {
		const asked = pingThat(`echo '${ANSWER}'`);
		const check = await ask('ping', { host: 'localhost', family: 4 });
		expect(check.phases.resolveMs).toBeGreaterThanOrEqual(0);
		expect(asked()).toMatch(/ 127\.0\.0\.1$/);
	});

	it('counts when one of several comes back', async () => {
		pingThat(`echo 'Request timeout'; echo '${ANSWER}'; exit 1`);
		expect((await ask('ping', { host: '192.0.2.1', count: 2 })).outcome).toBe('up');
	});

	it('is given up at the deadline, and its program with it', async () => {
		pingThat('echo $$ > "$(dirname "$0")/pid"; exec sleep 600');
		const check = await ask('ping', { host: '192.0.2.1' }, { timeoutMs: 300 });
		expect(check).toMatchObject({
			outcome: 'down',
			isNetworkShaped: true,
			evidence: { error: { code: 'ETIMEDOUT' } }
		});
		const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'));
		await expect.poll(() => isRunning(pid)).toBe(false);
	});
});

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

describe('no echo', () => {
	it.each([
		[
			'silence',
			'1 packets transmitted, 0 received, 100% packet loss, time 0ms',
			1,
			'ETIMEDOUT',
			'No echo came back'
		],
		[
			'a router',
			'From 192.0.2.254 icmp_seq=1 Destination Host Unreachable\n1 packets transmitted',
			1,
			'EHOSTUNREACH',
			'router'
		],
		['no route', 'ping: connect: Network is unreachable', 2, 'ENETUNREACH', 'No route']
	])('%s', async (_, output, exitCode, code, sentence) => {
		pingThat(`printf '${output}\\n'; exit ${exitCode}`);
		const check = await ask('ping', { host: '192.0.2.1' });
		expect(check).toMatchObject({
			outcome: 'down',
			isNetworkShaped: true,
			evidence: { url: 'icmp://192.0.2.1', error: { code } }
		});
		expect(check.summary).toContain(sentence);
	});

	it('and a name that is not known', async () => {
		const check = await ask('ping', { host: 'nowhere.invalid' });
		expect(check).toMatchObject({ outcome: 'down', evidence: { error: { phase: 'resolve' } } });
	});
});

describe('what it lacks', () => {
	it('is named, and counts for neither side, where the program is missing', async () => {
		vi.stubEnv('PATH', folder);
		const check = await ask('ping', { host: '192.0.2.1' });
		expect(check).toMatchObject({
			outcome: 'unknown',
			isNetworkShaped: false,
			evidence: { error: { code: 'ENOPING' } }
		});
		expect(check.summary).toBe('The program "ping" is not installed here (Debian: apt install iputils-ping)');
	});

	it.each([
		'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\nping: => missing cap_net_raw+p capability or setuid?',
		'ping: permission denied (are you root?)',
		'ping: Lacking privilege for icmp socket.'
	])('is named where the program may not send: %s', async (output) => {
		pingThat(`printf '${output}\\n' >&2; exit 2`);
		const check = await ask('ping', { host: '192.0.2.1' });
		expect(check).toMatchObject({ outcome: 'unknown', isNetworkShaped: false });
		expect(check.summary).toContain('needs the capability cap_net_raw');
	});

	it('is quoted where the program says something else', async () => {
		pingThat('echo "ping: invalid option -- n" >&2; exit 2');
		const check = await ask('ping', { host: '192.0.2.1' });
		expect(check).toMatchObject({
			outcome: 'unknown',
			summary: 'The program "ping" does not work here: ping: invalid option -- n'
		});
	});

	it('is our own where no program can be started', () => {
		expect(echoFailure('EMFILE', '').code).toBe('EMFILE');
		expect(echoFailure(3, '').message).toContain('exit code 3');
	});
});

describe('without root', () => {
	it.skipIf(!isRoot)('asks as before', async () => {
		pingThat(`echo "as $(id -u)" >> "${folder}/who"; echo '${ANSWER}'`);
		chmodSync(folder, 0o777);
		const { stdout } = await askAsNobody('192.0.2.1');
		expect(JSON.parse(stdout)).toMatchObject({ outcome: 'up', summary: 'answered in 12.3 ms' });
		expect(readFileSync(path.join(folder, 'who'), 'utf8')).toBe('as 65534\n');
	});

	it.skipIf(!isRoot || !hasPing)(
		'reaches this machine with the system’s ping, or says what it lacks',
		async () => {
			const check = JSON.parse((await askAsNobody('127.0.0.1')).stdout) as {
				outcome: string;
				summary: string;
			};
			expect(check.outcome === 'up' || /cap_net_raw/.test(check.summary)).toBe(true);
		}
	);
});

/** A process of its own that gives up root before it asks. */
function askAsNobody(host: string): Promise<{ stdout: string }> {
	const probe = path.resolve(import.meta.dirname, '../../../src/lib/server/probes/ping.ts');
	const script = `
		const { ping } = await import(${JSON.stringify(probe)});
		process.setgroups([]); process.setgid(65534); process.setuid(65534);
		const options = { signal: new AbortController().signal, timeoutMs: 4000, privateTargets: 'allow', now: Date.now };
		console.log(JSON.stringify(await ping.probe(ping.schema.parse({ host: ${JSON.stringify(host)} }), options)));`;
	return promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
		env: { PATH: process.env['PATH'] ?? '' },
		cwd: path.resolve(import.meta.dirname, '../../..')
	});
}

describe('the system’s own', () => {
	it.skipIf(!hasPing)('reaches this machine, over both families', async () => {
		for (const host of ['127.0.0.1', '::1']) {
			const check = await ask('ping', { host });
			expect(check.outcome === 'up' || /cap_net_raw/.test(check.summary), check.summary).toBe(true);
		}
	});
});

describe('round trips', () => {
	it.each([
		[ANSWER, 12.3],
		['64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.031 ms', 0.031],
		['64 bytes from 192.0.2.1: seq=0 ttl=64 time<1 ms', 1],
		['64 bytes from ::1: icmp_seq=1 ttl=64 time=3 ms', 3],
		['1 packets transmitted, 0 received, 100% packet loss, time 0ms', null],
		['', null]
	])('%s', (output, ms) => {
		expect(roundTripOf(output)).toBe(ms);
	});
});
