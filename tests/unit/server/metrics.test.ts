import { describe, expect, it } from 'vitest';
import { NOTHING_OBSERVED, type Check } from '../../../src/lib/domain/check.ts';
import {
	METRICS_TYPE,
	metricsText,
	type MetricsState,
	type MonitorMetrics
} from '../../../src/lib/server/metrics.ts';
import { metricsAccess } from '../../../src/lib/server/metrics/access.ts';
import { NOON } from '../../support/house.ts';

const PHASES = { resolveMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 40, transferMs: 5 };

function check(fields: Partial<Check> = {}): Check {
	return {
		at: NOON,
		outcome: 'up',
		durationMs: 51,
		latenessMs: 0,
		phases: PHASES,
		statusCode: 200,
		summary: '',
		warnings: [],
		observed: NOTHING_OBSERVED,
		evidence: null,
		answer: null,
		isNetworkShaped: false,
		...fields
	};
}

function monitor(fields: Partial<MonitorMetrics> = {}): MonitorMetrics {
	return {
		key: 'shop',
		target: 'https://shop.example/',
		kind: 'http',
		verdict: 'up',
		lastCheck: check(),
		certificateExpiresAt: null,
		...fields
	};
}

async function linesOf(monitors: MonitorMetrics[], state: Partial<MetricsState> = {}): Promise<string[]> {
	const text = await metricsText({
		version: '1.2.3',
		monitors,
		checksTotal: { up: 7, degraded: 1, down: 2, unknown: 0 },
		scheduler: { latenessP50Ms: 2, latenessP99Ms: 15, inFlight: 3, waiting: 4 },
		notices: { owed: 5, oldestAgeMs: 61_000, failed: 2, failures: new Map([['ops', 3]]) },
		databaseBytes: 4_096,
		...state
	});
	return text.split('\n');
}

describe('the exposition', () => {
	it('names what a probe saw as blackbox_exporter does', async () => {
		const labels = 'monitor="shop",target="https://shop.example/"';
		expect(await linesOf([monitor({ certificateExpiresAt: NOON })])).toEqual(
			expect.arrayContaining([
				`probe_success{${labels}} 1`,
				`probe_duration_seconds{${labels}} 0.051`,
				`probe_http_status_code{${labels}} 200`,
				`probe_http_duration_seconds{${labels},phase="resolve"} 0.001`,
				`probe_http_duration_seconds{${labels},phase="connect"} 0.002`,
				`probe_http_duration_seconds{${labels},phase="tls"} 0.003`,
				`probe_http_duration_seconds{${labels},phase="processing"} 0.04`,
				`probe_http_duration_seconds{${labels},phase="transfer"} 0.005`,
				`probe_ssl_earliest_cert_expiry{${labels}} ${NOON / 1_000}`,
				'gatehouse_monitor_verdict{monitor="shop",verdict="up"} 1',
				'gatehouse_monitor_verdict{monitor="shop",verdict="down"} 0'
			])
		);
	});

	it('says of Gatehouse itself how late, how busy and how much it owes', async () => {
		expect(await linesOf([])).toEqual(
			expect.arrayContaining([
				'gatehouse_scheduler_lag_seconds{quantile="0.5"} 0.002',
				'gatehouse_scheduler_lag_seconds{quantile="0.99"} 0.015',
				'gatehouse_checks_in_flight 3',
				'gatehouse_checks_waiting 4',
				'gatehouse_checks_total{outcome="down"} 2',
				'gatehouse_notices_owed 5',
				'gatehouse_notices_oldest_age_seconds 61',
				'gatehouse_notices_failed 2',
				'gatehouse_delivery_failures_total{channel="ops"} 3',
				'gatehouse_database_size_bytes 4096',
				'gatehouse_build_info{version="1.2.3"} 1'
			])
		);
	});

	it.each<[string, Partial<MonitorMetrics>, string | null]>([
		['down', { lastCheck: check({ outcome: 'down', statusCode: 502 }) }, '0'],
		['slow, which is no failure of the probe', { lastCheck: check({ outcome: 'degraded' }) }, '1'],
		['unknown, which is neither', { lastCheck: check({ outcome: 'unknown' }) }, null],
		['not yet made', { lastCheck: null }, null]
	])('a check that is %s', async (_, fields, value) => {
		const success = (await linesOf([monitor(fields)])).find((line) => line.startsWith('probe_success{'));
		expect(success?.split(' ').at(-1) ?? null).toBe(value);
	});

	it('has HTTP series for HTTP alone', async () => {
		const lines = await linesOf([monitor({ kind: 'tcp' })]);
		expect(lines.filter((line) => /^probe_http_.*\{/.test(line))).toEqual([]);
	});

	it('forgets a monitor that is watched no longer', async () => {
		await linesOf([monitor()]);
		expect((await linesOf([])).filter((line) => line.includes('shop'))).toEqual([]);
	});

	it('lets no name break out of its label', async () => {
		const lines = await linesOf([monitor({ key: 'a"} 1\nevil 2\\' })]);
		expect(lines).toContain('probe_success{monitor="a\\"} 1\\nevil 2\\\\",target="https://shop.example/"} 1');
		expect(lines.some((line) => line.startsWith('evil'))).toBe(false);
	});

	it('is every line a comment or a sample, under Prometheus’ type', async () => {
		for (const line of await linesOf([monitor()])) {
			expect(line).toMatch(/^(?:$|# (?:HELP|TYPE) \w+ .*|[a-z_]\w*(?:\{.*\})? [-+\w.]+(?: \d+)?)$/);
		}
		expect(METRICS_TYPE).toMatch(/^text\/plain; version=0\.0\.4/);
	});
});

describe('who may read it', () => {
	const ask = (peerAddress: string, headers: Record<string, string>, token: string | null) => {
		const access = metricsAccess({ peerAddress, headers: new Headers(headers) }, token);
		return access.isAllowed ? 200 : access.status;
	};
	const local = { host: 'localhost:3000' };

	it.each<[string, string, Record<string, string>, number]>([
		['this machine', '127.0.0.1', local, 200],
		['this machine by its number', '127.0.0.1', { host: '127.0.0.1:3000' }, 200],
		['this machine over IPv6', '::1', { host: '[::1]:3000' }, 200],
		['this machine, mapped', '::ffff:127.0.0.1', local, 200],
		['the network', '10.0.0.7', local, 403],
		['anywhere', '203.0.113.9', local, 403],
		['no address', '', local, 403],
		['a proxy here', '127.0.0.1', { ...local, 'x-forwarded-for': '203.0.113.9' }, 403],
		[
			'a proxy here that says so by the standard',
			'127.0.0.1',
			{ ...local, forwarded: 'for=203.0.113.9' },
			403
		],
		['a page whose name was changed to our address', '127.0.0.1', { host: 'evil.example' }, 403],
		['no name', '127.0.0.1', {}, 403],
		['a name that begins like ours', '127.0.0.1', { host: 'localhost.evil.example' }, 403]
	])('without a token, %s', (_, peer, headers, status) => {
		expect(ask(peer, headers, null)).toBe(status);
	});

	it.each<[string, Record<string, string>, number]>([
		['the token', { authorization: 'Bearer s3cret' }, 200],
		['the token, in other letters before it', { authorization: 'bearer  s3cret' }, 200],
		['none', {}, 401],
		['another', { authorization: 'Bearer s3cres' }, 401],
		['a part of it', { authorization: 'Bearer s3cre' }, 401],
		['another scheme', { authorization: 'Basic s3cret' }, 401]
	])('with a token set and %s given', (_, headers, status) => {
		expect(ask('203.0.113.9', headers, 's3cret')).toBe(status);
		expect(ask('127.0.0.1', { ...local, ...headers }, 's3cret')).toBe(status);
	});
});
