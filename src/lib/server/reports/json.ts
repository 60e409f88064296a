/** A month as the API and `report --format json` give it. */
import type { MonthReport } from '../../domain/month-report.ts';

const iso = (at: number) => new Date(at).toISOString();

export function reportDocument(report: MonthReport) {
	const { month, title, timeZone, from, to, isComplete, ratio } = report;
	return {
		month,
		title,
		timezone: timeZone,
		from: iso(from),
		to: iso(to),
		complete: isComplete,
		ratio,
		components: report.components.map((one) => ({
			key: one.key,
			name: one.name,
			group: one.group,
			public: one.isPublic,
			seconds: {
				up: one.parts.upMs / 1_000,
				degraded: one.parts.degradedMs / 1_000,
				down: one.parts.downMs / 1_000,
				unknown: one.parts.unknownMs / 1_000,
				maintenance: one.parts.maintenanceMs / 1_000
			},
			ratio: one.ratio,
			outages: one.outages,
			median_ms: one.medianMs,
			p95_ms: one.p95Ms
		})),
		outages: report.outages.map((one) => ({
			id: one.id,
			monitor: one.monitor,
			started_at: iso(one.startedAt),
			ended_at: one.endedAt === null ? null : iso(one.endedAt),
			seconds: one.lastedMs / 1_000,
			worst: one.worst,
			cause: one.cause,
			failed_side: one.failedSide,
			sentence: one.sentence,
			status: one.status,
			incident_id: one.incidentId
		})),
		incidents: report.incidents.map((one) => ({
			id: one.id,
			title: one.title,
			impact: one.impact,
			status: one.status,
			started_at: iso(one.startedAt),
			resolved_at: one.resolvedAt === null ? null : iso(one.resolvedAt)
		})),
		server_errors: report.serverErrors.map(({ status, monitor, outages, lastedMs, causes }) => {
			return { status, monitor, outages, seconds: lastedMs / 1_000, causes };
		})
	};
}
