/** A month in review: how long each component was well, what broke and why, what was told, and which server errors came. */
import type { Cause, FailedSide } from './diagnosis/labels.ts';
import type { Impact, IncidentStatus } from './incident.ts';
import type { UptimeParts } from './snapshot.ts';
import { ratio, sum } from './uptime.ts';

export interface ReportedComponent {
	key: string;
	name: string;
	/** The name of its group. */
	group: string | null;
	isPublic: boolean;
	parts: UptimeParts;
	ratio: number | null;
	/** How many outages began or lasted in the month. */
	outages: number;
	/** Milliseconds; null where nothing answered. */
	medianMs: number | null;
	p95Ms: number | null;
}

export interface ReportedOutage {
	id: string;
	monitor: { key: string; name: string } | null;
	startedAt: number;
	endedAt: number | null;
	/** Of it within the month. */
	lastedMs: number;
	worst: 'degraded' | 'down';
	cause: Cause;
	failedSide: FailedSide;
	sentence: string;
	/** What the first failing request was answered; null without an HTTP answer. */
	status: number | null;
	incidentId: string | null;
}

export interface ReportedIncident {
	id: string;
	title: string;
	impact: Impact;
	status: IncidentStatus;
	startedAt: number;
	resolvedAt: number | null;
}

/** One status code of one monitor, over the month. */
export interface ServerErrors {
	status: number;
	monitor: string;
	outages: number;
	lastedMs: number;
	/** The causes that were found, most frequent first. */
	causes: Cause[];
}

export interface MonthReport {
	/** `2026-10` */
	month: string;
	title: string;
	timeZone: string;
	from: number;
	/** The end of the month, or now while it lasts. */
	to: number;
	isComplete: boolean;
	/** Of all components together. */
	ratio: number | null;
	components: ReportedComponent[];
	outages: ReportedOutage[];
	incidents: ReportedIncident[];
	serverErrors: ServerErrors[];
}

/** How well everything was, taken together. */
export function overallRatio(components: readonly Pick<ReportedComponent, 'parts'>[]): number | null {
	return ratio(sum(components.map(({ parts }) => parts)));
}

/** The 5xx review: which status codes came from where, the longest first. */
export function serverErrorsIn(outages: readonly ReportedOutage[]): ServerErrors[] {
	const found = new Map<string, ReportedOutage[]>();
	for (const outage of outages) {
		if (outage.status === null || outage.status < 500 || !outage.monitor) continue;
		const name = `${outage.status} ${outage.monitor.key}`;
		found.set(name, [...(found.get(name) ?? []), outage]);
	}
	return [...found.values()]
		.map((list) => ({
			status: list[0]?.status ?? 0,
			monitor: list[0]?.monitor?.name ?? '',
			outages: list.length,
			lastedMs: list.reduce((total, { lastedMs }) => total + lastedMs, 0),
			causes: byFrequency(list.map(({ cause }) => cause))
		}))
		.sort((a, b) => b.lastedMs - a.lastedMs || a.status - b.status);
}

function byFrequency(causes: readonly Cause[]): Cause[] {
	const counts = new Map<Cause, number>();
	for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a).map(([cause]) => cause);
}

/** Months as people write them; null for what is none. */
export function monthOf(text: string): { month: string; firstDay: string; nextMonth: string } | null {
	const match = /^([12]\d{3})-(0[1-9]|1[0-2])$/.exec(text);
	if (!match) return null;
	const [year, number] = [Number(match[1]), Number(match[2])];
	const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
	return { month: text, firstDay: `${text}-01`, nextMonth: next };
}

/** Every month from one day to another, the newest first. */
export function monthsBetween(firstDay: string, lastDay: string): string[] {
	const months: string[] = [];
	const last = lastDay.slice(0, 7);
	for (let month: string | undefined = firstDay.slice(0, 7); month !== undefined && month <= last;) {
		months.unshift(month);
		month = monthOf(month)?.nextMonth;
	}
	return months;
}
