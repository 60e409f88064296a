/** What real gateways make of a backend that is broken in four ways, and what we make of theirs. */
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/lib/domain/check.ts';
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Cause, FailedSide } from '../../src/lib/domain/diagnosis/labels.ts';
import type { Evidence } from '../../src/lib/domain/evidence.ts';
import type { Vendor } from '../../src/lib/domain/diagnosis/vendors.ts';
import { gateway, isInstalled, type GatewayName } from '../support/servers/proxies.ts';
import { afterRequest, closedPort, rawServer } from '../support/servers/raw.ts';
import { ask } from './probes/ask.ts';

const BACKENDS = {
	stopped: null,
	hanging: (socket: Socket) => socket.resume(),
	resetting: (socket: Socket) => afterRequest(socket, () => socket.resetAndDestroy()),
	garbage: (socket: Socket) =>
		afterRequest(socket, () => socket.end('\x16\x03\x01 this is no answer\r\nat all\r\n\r\n'))
};

type Row = [backend: keyof typeof BACKENDS, vendor: Vendor | null, side: FailedSide, cause: Cause];

/** What can be known from outside: several say the same of different faults, and some pass on what is no answer. */
const TABLE: Record<GatewayName, Row[]> = {
	nginx: [
		['stopped', 'nginx', 'origin', 'upstream-failure'],
		['hanging', 'nginx', 'origin', 'upstream-timeout'],
		['resetting', 'nginx', 'origin', 'upstream-failure'],
		['garbage', null, 'origin', 'http-malformed']
	],
	'apache-httpd': [
		['stopped', 'apache-httpd', 'origin', 'unavailable'],
		['hanging', 'apache-httpd', 'origin', 'upstream-failure'],
		['resetting', 'apache-httpd', 'origin', 'upstream-failure'],
		['garbage', null, 'origin', 'upstream-bad-response']
	],
	haproxy: [
		['stopped', 'haproxy', 'origin', 'no-healthy-upstream'],
		['hanging', 'haproxy', 'origin', 'upstream-timeout'],
		['resetting', 'haproxy', 'origin', 'upstream-bad-response'],
		['garbage', 'haproxy', 'origin', 'upstream-bad-response']
	],
	varnish: [
		['stopped', 'varnish', 'origin', 'upstream-failure'],
		['hanging', 'varnish', 'origin', 'upstream-failure'],
		['resetting', 'varnish', 'origin', 'upstream-failure'],
		['garbage', 'varnish', 'origin', 'upstream-failure']
	],
	squid: [
		['stopped', 'squid', 'origin', 'upstream-unreachable'],
		['hanging', 'squid', 'origin', 'upstream-timeout'],
		['resetting', 'squid', 'origin', 'upstream-reset'],
		['garbage', 'squid', 'origin', 'upstream-bad-response']
	]
};

for (const [name, rows] of Object.entries(TABLE) as [GatewayName, Row[]][]) {
	const isHere = isInstalled(name);
	describe.skipIf(!isHere)(
		`${name}${isHere ? '' : ' (not installed here: its Debian package brings it)'}`,
		() => {
			it.each(rows)(
				'before a %s backend: %s, %s, %s',
				async (backend, vendor, failedSide, cause) => {
					const serve = BACKENDS[backend];
					await using origin = serve ? await rawServer(serve) : null;
					await using front = await gateway(name, origin?.port ?? (await closedPort()));
					const check = await ask('http', { url: front.url }, { timeoutMs: 10_000 });
					const diagnosis = diagnose(check.evidence ?? answerOf(check));
					expect(diagnosis).toMatchObject({ vendor, failedSide, cause });
					expect(diagnosis.kind).not.toBe('healthy');
				},
				40_000
			);
		}
	);
}

/** What a check of good status got: it becomes evidence when the diagnosis calls it bad. */
function answerOf({ answer }: Check): Evidence {
	if (!answer) throw new Error('The check kept no answer.');
	return answer;
}
