/** A month as one table (RFC 4180): a row a component, outage, incident and server error, told apart by its first column. */
import type { MonthReport } from '../../domain/month-report.ts';
import { formatRatio } from '../../domain/uptime.ts';

const COLUMNS = [
	'record',
	'key',
	'name',
	'group',
	'from',
	'to',
	'seconds',
	'up_seconds',
	'degraded_seconds',
	'down_seconds',
	'unknown_seconds',
	'maintenance_seconds',
	'uptime',
	'outages',
	'median_ms',
	'p95_ms',
	'state',
	'http_status',
	'cause',
	'explanation'
] as const;

type Cell = string | number | null;
type Row = Partial<Record<(typeof COLUMNS)[number], Cell>>;

export function csvOf(report: MonthReport): string {
	const lines = [
		COLUMNS.map(String),
		...rowsOf(report).map((row) => COLUMNS.map((name) => row[name] ?? null))
	];
	// the mark tells spreadsheets that this is UTF-8
	return `\ufeff${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function rowsOf({ from, to, components, outages, incidents, serverErrors }: MonthReport): Row[] {
	const span = { from: written(from), to: written(to) };
	return [
		...components.map(({ key, name, group, parts, ratio, outages: count, medianMs, p95Ms }): Row => ({
			record: 'component',
			key,
			name,
			group,
			...span,
			up_seconds: parts.upMs / 1_000,
			degraded_seconds: parts.degradedMs / 1_000,
			down_seconds: parts.downMs / 1_000,
			unknown_seconds: parts.unknownMs / 1_000,
			maintenance_seconds: parts.maintenanceMs / 1_000,
			uptime: formatRatio(ratio, 3),
			outages: count,
			median_ms: medianMs,
			p95_ms: p95Ms
		})),
		...outages.map((one): Row => ({
			record: 'outage',
			key: one.monitor?.key ?? null,
			name: one.monitor?.name ?? null,
			from: written(one.startedAt),
			to: one.endedAt === null ? null : written(one.endedAt),
			seconds: one.lastedMs / 1_000,
			state: one.worst,
			http_status: one.status,
			cause: one.cause,
			explanation: one.sentence
		})),
		...incidents.map((one): Row => ({
			record: 'incident',
			key: one.id,
			name: one.title,
			from: written(one.startedAt),
			to: one.resolvedAt === null ? null : written(one.resolvedAt),
			state: one.status,
			cause: one.impact
		})),
		...serverErrors.map((one): Row => ({
			record: 'server error',
			name: one.monitor,
			...span,
			seconds: one.lastedMs / 1_000,
			outages: one.outages,
			http_status: one.status,
			cause: one.causes.join(' ')
		}))
	];
}

function written(at: number): string {
	return new Date(at).toISOString();
}

/** Text is quoted where it has to be, and what a spreadsheet would take for a formula is kept from being one. */
function cell(value: Cell): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
