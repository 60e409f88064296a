/** Months in review over the API. */
import { z } from 'zod';
import { IMPACTS, INCIDENT_STATUSES } from '../../../domain/incident.ts';
import { monthOf } from '../../../domain/month-report.ts';
import { Refusal } from '../../desk/refusal.ts';
import { REPORT_FORMATS, reportFile } from '../../reports/index.ts';
import { reportDocument } from '../../reports/json.ts';
import { monthReport, reportedMonths } from '../../reports/month.ts';
import { time } from '../fields.ts';
import { operation, type Ask } from '../operation.ts';

const GROUP = 'Reports';

const seconds = z.number().min(0);
const ratio = z.number().min(0).max(1).nullable();

const report = z
	.strictObject({
		month: z.string(),
		title: z.string().describe('Of the status page.'),
		timezone: z.string().describe('Whose days and months these are.'),
		from: time,
		to: time.describe('The end of the month, or now while it lasts.'),
		complete: z.boolean(),
		ratio: ratio.describe('Of all components together.'),
		components: z.array(
			z.strictObject({
				key: z.string(),
				name: z.string(),
				group: z.string().nullable(),
				public: z.boolean(),
				seconds: z.strictObject({
					up: seconds,
					degraded: seconds,
					down: seconds,
					unknown: seconds,
					maintenance: seconds
				}),
				ratio,
				outages: z.number(),
				median_ms: z.number().nullable(),
				p95_ms: z.number().nullable()
			})
		),
		outages: z.array(
			z.strictObject({
				id: z.string(),
				monitor: z.strictObject({ key: z.string(), name: z.string() }).nullable(),
				started_at: time,
				ended_at: time.nullable(),
				seconds: seconds.describe('Of it within the month.'),
				worst: z.enum(['degraded', 'down']),
				cause: z.string(),
				failed_side: z.string(),
				sentence: z.string(),
				status: z.number().nullable().describe('What the first failing request was answered.'),
				incident_id: z.string().nullable()
			})
		),
		incidents: z.array(
			z.strictObject({
				id: z.string(),
				title: z.string(),
				impact: z.enum(IMPACTS),
				status: z.enum(INCIDENT_STATUSES),
				started_at: time,
				resolved_at: time.nullable()
			})
		),
		server_errors: z.array(
			z.strictObject({
				status: z.number(),
				monitor: z.string(),
				outages: z.number(),
				seconds,
				causes: z.array(z.string())
			})
		)
	})
	.meta({ id: 'Report' });

export const reportOperations = [
	operation({
		id: 'reports.list',
		group: GROUP,
		method: 'GET',
		path: '/reports',
		permission: 'reports:read',
		summary: 'The months of which there is a report, the newest first',
		answer: z.strictObject({ data: z.array(z.strictObject({ month: z.string() })), next: z.null() }),
		examples: [{ name: 'All of them' }],
		async handle(ask) {
			const months = await reportedMonths(factsOf(ask));
			return { body: { data: months.map((month) => ({ month })), next: null } };
		}
	}),
	operation({
		id: 'reports.get',
		group: GROUP,
		method: 'GET',
		path: '/reports/{month}',
		permission: 'reports:read',
		summary: 'A month in review',
		description:
			'How long each component was up, outages with their cause, incidents, response times, and where answers of 500 and above came from.',
		query: z.strictObject({
			format: z.enum(REPORT_FORMATS, { error: 'takes pdf, csv or json' }).default('json')
		}),
		answer: report,
		downloads: ['application/pdf', 'text/csv'],
		examples: [
			{ name: 'As a document', path: { month: '2026-11' } },
			{ name: 'On paper', path: { month: '2026-11' }, query: { format: 'pdf' } },
			{ name: 'For a spreadsheet', path: { month: '2026-11' }, query: { format: 'csv' } },
			{ name: 'Still to come', path: { month: '2027-01' }, status: 404 },
			{ name: 'No month', path: { month: 'november' }, status: 400 }
		],
		async handle(ask) {
			const { month } = ask.path;
			if (!monthOf(month)) throw new Refusal('invalid', 'A month is written like 2026-10.');
			const found = await monthReport(factsOf(ask), month);
			if (!found) throw new Refusal('missing', 'This month has not begun.');
			const { format } = ask.query;
			return format === 'json' ? { body: reportDocument(found) } : { file: await reportFile(found, format) };
		}
	})
];

function factsOf({ app, actor }: Pick<Ask<never, unknown, unknown>, 'app' | 'actor'>) {
	const { database, clock } = app;
	return { db: database.client, roster: app.roster(), workspaceId: actor.workspaceId, now: clock.now() };
}
