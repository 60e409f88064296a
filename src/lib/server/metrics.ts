/** What Prometheus reads: blackbox_exporter's names for what a probe saw, `gatehouse_*` for Gatehouse itself. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Check } from '../domain/check.ts';
import type { Verdict } from '../domain/stretch.ts';

export interface MonitorMetrics {
	key: string;
	target: string;
	verdict: Verdict;
	/** The newest check of this process; null before the first. */
	lastCheck: Check | null;
	certificateExpiresAt: number | null;
}

export interface MetricsState {
	version: string;
	monitors: MonitorMetrics[];
	scheduler: { latenessP50Ms: number; latenessP99Ms: number; inFlight: number; waiting: number };
	notices: { owed: number; oldestAgeMs: number };
	databaseBytes: number;
}

const VERDICTS: Verdict[] = ['up', 'degraded', 'down', 'unknown'];

/** blackbox_exporter's phase names for ours. */
const PHASES = {
	resolve: 'resolveMs',
	connect: 'connectMs',
	tls: 'tlsMs',
	processing: 'firstByteMs',
	transfer: 'transferMs'
} as const;

const processMetrics = new Registry();
collectDefaultMetrics({ register: processMetrics });

/** The whole exposition. A registry of its own each time: what is no longer watched leaves no series behind. */
export async function metricsText(state: MetricsState): Promise<string> {
	const registry = new Registry();
	const gauge = (name: string, help: string, labelNames: string[] = []) =>
		new Gauge({ name, help, labelNames, registers: [registry] });
	const labels = ['monitor', 'target'];
	const success = gauge('probe_success', 'Whether the newest check was good', labels);
	const duration = gauge('probe_duration_seconds', 'How long the newest check took', labels);
	const status = gauge('probe_http_status_code', 'The status code of the newest check', labels);
	const phases = gauge('probe_http_duration_seconds', 'How long each phase of it took', [...labels, 'phase']);
	const expiry = gauge('probe_ssl_earliest_cert_expiry', 'When the certificate runs out, Unix time', labels);
	const verdict = gauge('gatehouse_monitor_verdict', 'The confirmed verdict, 1 for the one that holds', ['monitor', 'verdict']);
	for (const monitor of state.monitors) {
		const named = { monitor: monitor.key, target: monitor.target };
		for (const one of VERDICTS) verdict.set({ monitor: monitor.key, verdict: one }, Number(one === monitor.verdict));
		if (monitor.certificateExpiresAt !== null) expiry.set(named, monitor.certificateExpiresAt / 1_000);
		const check = monitor.lastCheck;
		if (!check) continue;
		success.set(named, Number(check.outcome === 'up'));
		duration.set(named, check.durationMs / 1_000);
		if (check.statusCode !== null) status.set(named, check.statusCode);
		for (const [phase, field] of Object.entries(PHASES)) {
			const ms = check.phases[field];
			if (ms !== null) phases.set({ ...named, phase }, ms / 1_000);
		}
	}
	const { latenessP50Ms, latenessP99Ms, inFlight, waiting } = state.scheduler;
	const lag = gauge('gatehouse_scheduler_lag_seconds', 'How late recent checks began', ['quantile']);
	lag.set({ quantile: '0.5' }, latenessP50Ms / 1_000);
	lag.set({ quantile: '0.99' }, latenessP99Ms / 1_000);
	gauge('gatehouse_checks_in_flight', 'Checks under way').set(inFlight);
	gauge('gatehouse_checks_waiting', 'Checks that are due and wait for a place').set(waiting);
	gauge('gatehouse_notices_owed', 'Messages owed and not yet delivered').set(state.notices.owed);
	gauge('gatehouse_notices_oldest_age_seconds', 'Age of the oldest of them').set(state.notices.oldestAgeMs / 1_000);
	gauge('gatehouse_database_size_bytes', 'Size of the database').set(state.databaseBytes);
	gauge('gatehouse_build_info', 'The version that runs', ['version']).set({ version: state.version }, 1);
	return `${await registry.metrics()}${await processMetrics.metrics()}`;
}
