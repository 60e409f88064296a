/** What was measured of a monitor, over the API: its checks, and its uptime over any span. */
import { z } from 'zod';
import { OUTCOMES, type CheckRow } from '../../../domain/check.ts';
import type { Monitor } from '../../../domain/monitor.ts';
import type { Span } from '../../../domain/stretch.ts';
import * as uptime from '../../../domain/uptime.ts';
import { Refusal } from '../../desk/refusal.ts';
import type { App } from '../../gatehouse.ts';
import * as checks from '../../stores/checks.ts';
import * as stretches from '../../stores/stretches.ts';
import { excusedSpans } from '../../reports/excused.ts';
import { instant, iso, time } from '../fields.ts';
import { monitorOf } from '../lookups.ts';
import { operation } from '../operation.ts';
import { listOf, onePage, paging, timeIn } from '../paging.ts';

const GROUP = 'Monitors';
const DAY_MS = 86_400_000;

const span = {
	from: instant.optional().describe('A day before "to" unless given.'),
	to: instant.optional().describe('Now unless given; the end is not part of the span.')
};

const milliseconds = z.number().nullable();

const check = z
	.strictObject({
		at: time,
		outcome: z.enum(OUTCOMES as [string, ...string[]]),
		status_code: z.number().nullable(),
		duration_ms: z.number(),
		lateness_ms: z.number().describe('How late it began after it was due.'),
		phases: z.strictObject({
			resolve_ms: milliseconds,
			connect_ms: milliseconds,
			tls_ms: milliseconds,
			first_byte_ms: milliseconds,
			transfer_ms: milliseconds
		})
	})
	.meta({ id: 'Check' });

const seconds = z.number().min(0);

const uptimeAnswer = z
	.strictObject({
		from: time,
		to: time.describe('Not beyond now.'),
		seconds: z
			.strictObject({ up: seconds, degraded: seconds, down: seconds, unknown: seconds, maintenance: seconds })
			.describe('They add up to the length of the span.'),
		ratio: z
			.number()
			.min(0)
			.max(1)
			.nullable()
			.describe('(up + degraded) / (up + degraded + down); null where nothing was measured.'),
		percent: z.string().describe('The ratio for people, rounded down.')
	})
	.meta({ id: 'Uptime' });

export const measurementOperations = [
	operation({
		id: 'monitors.checks',
		group: GROUP,
		method: 'GET',
		path: '/monitors/{key}/checks',
		permission: 'monitors:read',
		summary: 'The checks of a monitor, oldest first',
		description:
			'Single checks are kept for as long as "retention" in the config file says, a week unless set.',
		query: z.strictObject({ ...span, ...paging }),
		answer: listOf(check),
		examples: [
			{
				name: 'An hour',
				path: { key: 'shop' },
				query: { from: '2026-11-24T11:00:00Z', to: '2026-11-24T12:00:00Z' }
			},
			{ name: 'No time', path: { key: 'shop' }, query: { from: 'yesterday' }, status: 400 }
		],
		async handle(ask) {
			const { limit, cursor } = ask.query;
			const monitor = monitorOf(ask, ask.path.key);
			const { from, to } = spanOf(ask.query, ask.app.clock.now());
			const begin = Math.max(from, cursor ? timeIn(cursor) + 1 : 0);
			const rows = await checks.between(ask.app.database.client, monitor.id, begin, to, limit + 1);
			return onePage(rows, limit, checkDocument, ({ at }) => [at]);
		}
	}),
	operation({
		id: 'monitors.uptime',
		group: GROUP,
		method: 'GET',
		path: '/monitors/{key}/uptime',
		permission: 'monitors:read',
		summary: 'How long a monitor was up, degraded, down, unknown and in maintenance',
		query: z.strictObject(span),
		answer: uptimeAnswer,
		examples: [
			{ name: 'A day', path: { key: 'shop' }, query: { from: '2026-11-23', to: '2026-11-24' } },
			{
				name: 'The wrong way round',
				path: { key: 'shop' },
				query: { from: '2026-11-24', to: '2026-11-23' },
				status: 400
			}
		],
		async handle(ask) {
			const now = ask.app.clock.now();
			const asked = spanOf(ask.query, now);
			const measured = { from: asked.from, to: Math.max(asked.from, Math.min(asked.to, now)) };
			return { body: await uptimeOf(ask.app, monitorOf(ask, ask.path.key), measured, now) };
		}
	})
];

async function uptimeOf({ database, roster }: App, monitor: Monitor, span: Span, now: number) {
	const { client } = database;
	const lived = (await stretches.since(client, [monitor.id], span.from)).get(monitor.id) ?? [];
	const componentIds = roster()
		.componentsOf(monitor.id)
		.map(({ id }) => id);
	const excused = await excusedSpans(client, monitor.workspaceId, componentIds, span);
	const parts = uptime.measure(lived, span, excused, now);
	const ratio = uptime.ratio(parts);
	return {
		from: iso(span.from),
		to: iso(span.to),
		seconds: {
			up: parts.upMs / 1_000,
			degraded: parts.degradedMs / 1_000,
			down: parts.downMs / 1_000,
			unknown: parts.unknownMs / 1_000,
			maintenance: parts.maintenanceMs / 1_000
		},
		ratio,
		percent: uptime.formatRatio(ratio, 3)
	};
}

function spanOf({ from, to }: { from?: number | undefined; to?: number | undefined }, now: number): Span {
	const end = to ?? now;
	const begin = from ?? end - DAY_MS;
	if (begin < end) return { from: begin, to: end };
	throw new Refusal('invalid', '"from" has to be before "to", and before now where "to" is not given.');
}

function checkDocument({ at, outcome, statusCode, durationMs, latenessMs, phases }: CheckRow) {
	return {
		at: iso(at),
		outcome,
		status_code: statusCode,
		duration_ms: durationMs,
		lateness_ms: latenessMs,
		phases: {
			resolve_ms: phases.resolveMs,
			connect_ms: phases.connectMs,
			tls_ms: phases.tlsMs,
			first_byte_ms: phases.firstByteMs,
			transfer_ms: phases.transferMs
		}
	};
}
