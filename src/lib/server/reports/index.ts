/** The forms that a month's report comes in. */
import type { MonthReport } from '../../domain/month-report.ts';
import { csvOf } from './csv.ts';
import { reportDocument } from './json.ts';
import { pdfOf } from './pdf.ts';

export const REPORT_FORMATS = ['pdf', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportFile {
	bytes: Uint8Array<ArrayBuffer>;
	/** Its media type. */
	type: string;
	/** `gatehouse-2026-10.pdf` */
	name: string;
}

const TYPES: Record<ReportFormat, string> = {
	pdf: 'application/pdf',
	csv: 'text/csv; charset=utf-8',
	json: 'application/json; charset=utf-8'
};

export async function reportFile(report: MonthReport, format: ReportFormat): Promise<ReportFile> {
	const name = `gatehouse-${report.month}.${format}`;
	return { bytes: await bytesOf(report, format), type: TYPES[format], name };
}

async function bytesOf(report: MonthReport, format: ReportFormat): Promise<Uint8Array<ArrayBuffer>> {
	if (format === 'pdf') return pdfOf(report);
	const text = format === 'csv' ? csvOf(report) : `${JSON.stringify(reportDocument(report), null, '\t')}\n`;
	return new Uint8Array(Buffer.from(text));
}

export function isReportFormat(text: string): text is ReportFormat {
	return (REPORT_FORMATS as readonly string[]).includes(text);
}
