/** The series of each monitor, under the names that blackbox_exporter's dashboards and alerts already use. */
import { Gauge, type Registry } from 'prom-client';
import type { Check } from '../../domain/check.ts';
import type { Verdict } from '../../domain/stretch.ts';
import type { MonitorMetrics } from '../metrics.ts';

const VERDICTS: readonly Verdict[] = ['up', 'degraded', 'down', 'unknown'];

/** blackbox_exporter's phase names for ours. */
const PHASES = {
	resolve: 'resolveMs',
	connect: 'connectMs',
	tls: 'tlsMs',
	processing: 'firstByteMs',
	transfer: 'transferMs'
} as const;

/** A check that could not tell, or none at all, leaves no `probe_*` series: no data is neither good nor bad. */
export function addMonitorSeries(registry: Registry, monitors: readonly MonitorMetrics[]): void {
	const gauge = (name: string, help: string, labelNames: string[]) =>
		new Gauge({ name, help, labelNames, registers: [registry] });
	const probe = ['monitor', 'target'];
	const success = gauge('probe_success', 'Whether the newest check was good, slow answers included', probe);
	const duration = gauge('probe_duration_seconds', 'How long the newest check took', probe);
	const status = gauge(
		'probe_http_status_code',
		'HTTP status code of the newest check, 0 without an answer',
		probe
	);
	const phases = gauge('probe_http_duration_seconds', 'Duration of the newest HTTP check by phase', [
		...probe,
		'phase'
	]);
	const expiry = gauge('probe_ssl_earliest_cert_expiry', 'When the certificate runs out, Unix time', probe);
	const verdict = gauge('gatehouse_monitor_verdict', 'The confirmed verdict: 1 for the one that holds', [
		'monitor',
		'verdict'
	]);
	for (const { key, target, kind, lastCheck, ...monitor } of monitors) {
		const labels = { monitor: key, target };
		for (const one of VERDICTS) verdict.set({ monitor: key, verdict: one }, Number(one === monitor.verdict));
		const expiresAt = expiryOf(lastCheck) ?? monitor.certificateExpiresAt;
		if (expiresAt !== null) expiry.set(labels, expiresAt / 1_000);
		if (!lastCheck || lastCheck.outcome === 'unknown') continue;
		success.set(labels, Number(lastCheck.outcome !== 'down'));
		duration.set(labels, lastCheck.durationMs / 1_000);
		if (kind !== 'http') continue;
		status.set(labels, lastCheck.statusCode ?? 0);
		for (const [phase, field] of Object.entries(PHASES)) {
			phases.set({ ...labels, phase }, (lastCheck.phases[field] ?? 0) / 1_000);
		}
	}
}

/** A certificate that has run out is known from the failing check alone. */
function expiryOf(check: Check | null): number | null {
	return check?.observed.certificateExpiresAt ?? check?.evidence?.tls?.validTo ?? null;
}
