/** What Prometheus reads: blackbox_exporter's names for what a probe saw, `gatehouse_*` for Gatehouse itself. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Check, Outcome } from '../domain/check.ts';
import { OUTCOMES } from '../domain/check.ts';
import type { Verdict } from '../domain/stretch.ts';
import { addMonitorSeries } from './metrics/monitor-series.ts';

export interface MonitorMetrics {
	key: string;
	/** The probe's own words for what it asks, without credentials. */
	target: string;
	kind: string;
	verdict: Verdict;
	/** The newest check of this process; null before the first. */
	lastCheck: Check | null;
	/** Of the newest good check, also of an earlier process; epoch milliseconds. */
	certificateExpiresAt: number | null;
}

export interface MetricsState {
	version: string;
	monitors: MonitorMetrics[];
	/** Checks of this process by what they said. */
	checksTotal: Record<Outcome, number>;
	scheduler: { latenessP50Ms: number; latenessP99Ms: number; inFlight: number; waiting: number };
	notices: {
		owed: number;
		/** 0 while nothing is owed. */
		oldestAgeMs: number;
		/** Given up, and not sent again. */
		failed: number;
		/** Attempts of this process that failed, by channel or sort of subscriber. */
		failures: ReadonlyMap<string, number>;
	};
	databaseBytes: number;
}

/** The content type of the exposition format. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Its collectors watch the whole process, so there is one, from the first reading on. */
let processMetrics: Registry | null = null;

/** The whole exposition. A registry of its own each time: what is no longer watched leaves no series behind. */
export async function metricsText(state: MetricsState): Promise<string> {
	const registry = new Registry();
	addMonitorSeries(registry, state.monitors);
	addOwnSeries(registry, state);
	processMetrics ??= watchProcess();
	return `${await registry.metrics()}\n${await processMetrics.metrics()}`;
}

function watchProcess(): Registry {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	return registry;
}

function addOwnSeries(registry: Registry, state: MetricsState): void {
	const registers = [registry];
	const gauge = (name: string, help: string, labelNames: string[] = []) =>
		new Gauge({ name, help, labelNames, registers });
	const { latenessP50Ms, latenessP99Ms, inFlight, waiting } = state.scheduler;
	const lag = gauge('gatehouse_scheduler_lag_seconds', 'How late recent checks began after they were due', [
		'quantile'
	]);
	lag.set({ quantile: '0.5' }, latenessP50Ms / 1_000);
	lag.set({ quantile: '0.99' }, latenessP99Ms / 1_000);
	gauge('gatehouse_checks_in_flight', 'Checks under way').set(inFlight);
	gauge('gatehouse_checks_waiting', 'Checks that are due and wait for a place').set(waiting);
	const checks = new Counter({
		name: 'gatehouse_checks_total',
		help: 'Checks since the start by outcome',
		labelNames: ['outcome'],
		registers
	});
	for (const outcome of OUTCOMES) checks.inc({ outcome }, state.checksTotal[outcome]);
	gauge('gatehouse_notices_owed', 'Messages owed and not yet delivered').set(state.notices.owed);
	const age = gauge(
		'gatehouse_notices_oldest_age_seconds',
		'Age of the oldest message owed, 0 while none is'
	);
	age.set(state.notices.oldestAgeMs / 1_000);
	gauge('gatehouse_notices_failed', 'Messages given up and not sent again').set(state.notices.failed);
	const failures = new Counter({
		name: 'gatehouse_delivery_failures_total',
		help: 'Attempts to deliver that failed since the start, by channel or sort of subscriber',
		labelNames: ['channel'],
		registers
	});
	for (const [channel, count] of state.notices.failures) failures.inc({ channel }, count);
	gauge('gatehouse_database_size_bytes', 'Size of the database').set(state.databaseBytes);
	gauge('gatehouse_build_info', 'The version that runs', ['version']).set({ version: state.version }, 1);
}
