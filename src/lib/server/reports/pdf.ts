/** A month on paper: the same that the admin area shows, to be sent on and filed. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { MonthReport } from '../../domain/month-report.ts';
import { formatRatio } from '../../domain/uptime.ts';
import { count, durationInWords } from '../../domain/words.ts';
import { formatMonth, formatTime } from '../../format/times.ts';

const MARGIN = 50;
const INK = '#1d2126';
const SOFT = '#5b6169';
const HAIRLINE = '#dfdcd5';
const SIZE = { title: 20, heading: 13, text: 9.5 };
const ROW_GAP = 5;

/** A font with Latin, Greek and Cyrillic letters: the built-in ones of PDF have Latin alone. */
const fontFile = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

interface Column {
	title: string;
	/** Its share of the width. */
	share: number;
	align?: 'right';
}

export async function pdfOf(report: MonthReport): Promise<Uint8Array<ArrayBuffer>> {
	const { timeZone } = report;
	const document = new PDFDocument({
		size: 'A4',
		margin: MARGIN,
		bufferPages: true,
		info: {
			Title: `${report.title}, ${report.month}`,
			Creator: 'Gatehouse',
			CreationDate: new Date(report.to)
		}
	});
	const chunks: Uint8Array[] = [];
	const whole = new Promise<void>((resolve, reject) => {
		document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
		document.on('end', resolve);
		document.on('error', reject);
	});
	document.registerFont('text', fontFile('DejaVuSans'));
	document.registerFont('strong', fontFile('DejaVuSans-Bold'));
	const at = (instant: number) => formatTime(instant, 'moment', 'en', timeZone);

	document.font('strong').fontSize(SIZE.title).fillColor(INK).text(shown(report.title));
	document.font('text').fontSize(SIZE.heading).text(formatMonth(report.month, 'en'));
	document.moveDown(0.4).fontSize(SIZE.text).fillColor(SOFT).text(summaryOf(report));

	section(document, 'Components');
	table(
		document,
		[
			{ title: 'Component', share: 0.33 },
			{ title: 'Uptime', share: 0.13, align: 'right' },
			{ title: 'Down', share: 0.19, align: 'right' },
			{ title: 'Outages', share: 0.13, align: 'right' },
			{ title: 'Median', share: 0.11, align: 'right' },
			{ title: '95 %', share: 0.11, align: 'right' }
		],
		report.components.map((one) => [
			one.name + (one.isPublic ? '' : ' (for the team)'),
			formatRatio(one.ratio, 3),
			one.parts.downMs > 0 ? durationInWords(one.parts.downMs) : 'never',
			String(one.outages),
			milliseconds(one.medianMs),
			milliseconds(one.p95Ms)
		]),
		'No component was watched.'
	);
	section(document, 'Outages');
	table(
		document,
		[
			{ title: 'Since', share: 0.17 },
			{ title: 'What', share: 0.22 },
			{ title: 'For', share: 0.17 },
			{ title: 'Why', share: 0.44 }
		],
		report.outages.map((one) => [
			at(one.startedAt),
			`${one.monitor?.name ?? 'A former monitor'} (${one.worst})`,
			durationInWords(one.lastedMs) + (one.endedAt === null ? ', lasting' : ''),
			one.sentence + (one.status === null ? '' : ` HTTP ${one.status}.`)
		]),
		'Nothing was out.'
	);
	section(document, 'Incidents');
	table(
		document,
		[
			{ title: 'Began', share: 0.17 },
			{ title: 'Incident', share: 0.5 },
			{ title: 'Impact', share: 0.12 },
			{ title: 'Over', share: 0.21 }
		],
		report.incidents.map((one) => [
			at(one.startedAt),
			one.title,
			one.impact,
			one.resolvedAt === null ? one.status : at(one.resolvedAt)
		]),
		'There was nothing to tell.'
	);
	section(document, 'Server errors');
	table(
		document,
		[
			{ title: 'Status', share: 0.12 },
			{ title: 'From', share: 0.3 },
			{ title: 'Outages', share: 0.13, align: 'right' },
			{ title: 'In all', share: 0.2, align: 'right' },
			{ title: 'Causes', share: 0.25 }
		],
		report.serverErrors.map((one) => [
			String(one.status),
			one.monitor,
			String(one.outages),
			durationInWords(one.lastedMs),
			one.causes.join(', ')
		]),
		'No outage began with an answer of 500 or above.'
	);
	footers(document, report);
	document.end();
	await whole;
	return new Uint8Array(Buffer.concat(chunks));
}

function summaryOf({ components, outages, ratio, from, to, timeZone, isComplete }: MonthReport): string {
	const span = `${formatTime(from, 'dated', 'en', timeZone)} to ${formatTime(to, 'dated', 'en', timeZone)}, ${timeZone}`;
	const unfinished = isComplete ? '' : ' The month is not over.';
	return (
		`${formatRatio(ratio, 3)} uptime over ${count(components.length, 'component')}, ${count(outages.length, 'outage')}. ` +
		`${span}.${unfinished} Degraded counts as up; unknown and maintenance count on neither side.`
	);
}

function section(document: PDFKit.PDFDocument, title: string): void {
	if (document.y > document.page.height - MARGIN - 80) document.addPage();
	document.moveDown(1.4).font('strong').fontSize(SIZE.heading).fillColor(INK).text(title, MARGIN);
	document.moveDown(0.4).fontSize(SIZE.text);
}

/** Rows that break to the next page as a whole; the titles of the columns stand on each. */
function table(
	document: PDFKit.PDFDocument,
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	nothing: string
): void {
	if (rows.length === 0) {
		document.font('text').fillColor(SOFT).text(nothing, MARGIN);
		return;
	}
	const width = document.page.width - 2 * MARGIN;
	const draw = (cells: readonly string[], font: string, color: string) => {
		document.font(font).fillColor(color);
		const options = columns.map(({ share, align }) => ({
			width: share * width - 8,
			align: align ?? ('left' as const)
		}));
		const texts = cells.map(shown);
		const height = Math.max(...texts.map((text, index) => document.heightOfString(text, options[index])));
		const isBroken = document.y + height > document.page.height - MARGIN - 20;
		if (isBroken) {
			document.addPage();
			if (font === 'text') titles();
			document.font(font).fillColor(color);
		}
		const top = document.y;
		let left = MARGIN;
		for (const [index, text] of texts.entries()) {
			document.text(text, left, top, options[index]);
			left += (columns[index]?.share ?? 0) * width;
		}
		const bottom = top + height + ROW_GAP / 2;
		document
			.moveTo(MARGIN, bottom)
			.lineTo(MARGIN + width, bottom)
			.lineWidth(0.5)
			.strokeColor(HAIRLINE)
			.stroke();
		document.x = MARGIN;
		document.y = bottom + ROW_GAP / 2;
	};
	const titles = () =>
		draw(
			columns.map(({ title }) => title),
			'strong',
			SOFT
		);
	titles();
	for (const row of rows) draw(row, 'text', INK);
}

function footers(document: PDFKit.PDFDocument, { title, month }: MonthReport): void {
	const { start, count: pages } = document.bufferedPageRange();
	for (let page = start; page < start + pages; page += 1) {
		document.switchToPage(page);
		// below the margin, where text would begin a new page
		document.page.margins.bottom = 0;
		document
			.font('text')
			.fontSize(8)
			.fillColor(SOFT)
			.text(shown(`${title}, ${month}: page ${page + 1} of ${pages}`), MARGIN, document.page.height - 35, {
				lineBreak: false
			});
	}
}

function milliseconds(ms: number | null): string {
	return ms === null ? 'no data' : `${Math.round(ms)} ms`;
}

/** One line, without what is no letter. */
function shown(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
