/** One of everything that the examples of the API name, with fixed ids: an outage, checks, a notice, incidents. */
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../src/lib/domain/evidence.ts';
import type { Db } from '../../src/lib/server/database.ts';
import type { App } from '../../src/lib/server/gatehouse.ts';
import { newId } from '../../src/lib/server/new-id.ts';
import * as diagnoses from '../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../src/lib/server/stores/evidence.ts';
import * as incidentEdits from '../../src/lib/server/stores/incident-edits.ts';
import * as incidents from '../../src/lib/server/stores/incidents.ts';
import * as notices from '../../src/lib/server/stores/notices.ts';
import * as occurrences from '../../src/lib/server/stores/occurrences.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import * as subscribers from '../../src/lib/server/stores/subscribers.ts';
import * as windows from '../../src/lib/server/stores/windows.ts';
import { NOON } from './database.ts';

export const HOUR_MS = 3_600_000;

const REFUSED: Evidence = {
	url: 'http://127.0.0.1:9/',
	method: 'GET',
	status: 502,
	statusText: 'Bad Gateway',
	headers: { server: 'nginx/1.24.0' },
	body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.24.0</center></body></html>'
};

/** An outage of the shop that was, its evidence and diagnosis, checks, and a notice that could not be delivered. */
async function furnishOutage({ database, roster }: App, ours: string): Promise<void> {
	const db = database.client;
	const { id: monitorId = 0 } = roster().facts.monitors.find(({ key }) => key === 'shop') ?? {};
	const outageId = 'outage-of-the-shop';
	const [startedAt, endedAt] = [NOON - 2 * HOUR_MS, NOON - HOUR_MS];
	const diagnosis = diagnose(REFUSED);
	const { kind, cause, failedSide } = diagnosis;
	await outages.open(db, {
		id: outageId,
		workspaceId: ours,
		monitorId,
		startedAt,
		confirmedAt: startedAt + 10_000,
		endedAt,
		worst: 'down',
		kind,
		cause,
		failedSide,
		isFlapping: false,
		announcedAt: startedAt + 10_000,
		incidentId: null
	});
	await evidence.keep(db, { id: newId(), outageId, at: startedAt, evidence: REFUSED });
	await diagnoses.keep(db, { id: newId(), outageId, at: startedAt, stage: 'first', diagnosis });
	await db.stretch.deleteMany({ where: { monitorId } });
	for (const [verdict, from, to] of [
		['up', NOON - 72 * HOUR_MS, startedAt],
		['down', startedAt, endedAt],
		['up', endedAt, null]
	] as const) {
		await db.stretch.create({
			data: { monitorId, verdict, startedAt: new Date(from), endedAt: to === null ? null : new Date(to) }
		});
	}
	for (let minute = 1; minute <= 60; minute += 1) {
		await db.check.create({
			data: {
				monitorId,
				at: new Date(NOON - minute * 60_000),
				outcome: 0,
				statusCode: 200,
				durationMs: 40 + minute,
				latenessMs: 1
			}
		});
	}
	const channelId = roster().facts.channels[0]?.id ?? '';
	const document = {
		kind: 'outage-opened' as const,
		at: startedAt,
		monitor: null,
		outageId,
		verdict: 'down' as const,
		startedAt,
		endedAt: null,
		sentence: 'The shop is down.',
		cause,
		failedSide,
		confidence: 0.9
	};
	const owed = {
		id: 'a-notice',
		workspaceId: ours,
		recipient: `channel:${channelId}`,
		channelId,
		document,
		at: startedAt
	};
	await notices.owe(db, { ...owed, event: `outage:${outageId}:opened` });
	await db.notice.update({
		where: { id: 'a-notice' },
		data: { state: 'failed', attempts: 3, failure: 'HTTP 410', nextAttemptAt: null }
	});
}

/** Fills a fresh house. */
export async function furnish(app: App, ours: string): Promise<void> {
	const { facts } = app.roster();
	await furnishOutage(app, ours);
	const pageId = facts.pages.find(({ workspaceId }) => workspaceId === ours)?.id ?? '';
	const componentId = facts.components.find(({ key }) => key === 'shop')?.id ?? '';
	const place = { workspaceId: ours, pageId, componentId };
	const db = app.database.client;
	await openIncident(db, { ...place, id: 'open-incident', updateId: 'first-update' });
	await openIncident(db, { ...place, id: 'other-incident' });
	await openIncident(db, { ...place, id: 'draft-incident', isDraft: true });
	await openIncident(db, { ...place, id: 'past-incident' });
	await incidents.addUpdate(db, ours, 'past-incident', {
		id: newId(),
		status: 'resolved',
		message: 'It works again.',
		displayAt: NOON - HOUR_MS / 2,
		createdAt: NOON - HOUR_MS / 2,
		isAutomatic: false
	});
	await openIncident(db, { ...place, id: 'discarded-incident' });
	await incidentEdits.discard(db, 'discarded-incident', NOON);
	// of what no monitor measures, so that it excuses nothing
	const phone = facts.components.find(({ key }) => key === 'phone')?.id ?? '';
	await planWindow(db, { ...place, componentId: phone }, NOON);
	await windows.create(
		db,
		ours,
		'managed-window',
		{ ...windowFields(place), key: 'managed', isManaged: true },
		NOON
	);
	await subscribers.ask(db, {
		id: 'a-subscriber',
		workspaceId: ours,
		pageId,
		kind: 'email',
		address: 'ada@client.example',
		locale: 'en',
		secret: null,
		isByHand: true,
		componentIds: [componentId],
		at: NOON - HOUR_MS
	});
	await subscribers.confirm(db, 'a-subscriber', NOON);
	const trace = { workspaceId: ours, at: NOON, actor: 'a test', address: null };
	const byHand = { name: 'By hand', type: 'http', url: 'http://127.0.0.1:9/', auth: { bearer: 'hunter2' } };
	await app.desk.monitors.create(trace, { ...byHand, key: 'by-hand' });
	await app.desk.monitors.create(trace, { ...byHand, key: 'paused', name: 'Paused' });
	await app.desk.monitors.pause(trace, ['paused']);
	await app.refresh();
}

/** An incident of an hour ago that somebody wrote. */
export async function openIncident(
	db: Db,
	one: {
		workspaceId: string;
		pageId: string;
		componentId: string;
		id: string;
		updateId?: string;
		isDraft?: boolean;
	}
): Promise<void> {
	const { workspaceId, pageId, componentId, id, updateId = newId(), isDraft = false } = one;
	const at = NOON - HOUR_MS;
	await incidents.create(db, workspaceId, {
		id,
		pageId,
		title: 'Orders cannot be placed',
		impact: 'major',
		status: 'investigating',
		isDraft,
		isAutomatic: false,
		cause: null,
		startedAt: at,
		createdAt: at,
		components: [{ componentId, status: 'partial_outage' }],
		update: { id: updateId, message: 'We are looking into it.', displayAt: at, isAutomatic: false }
	});
}

const windowFields = ({ pageId, componentId }: { pageId: string; componentId: string }) => ({
	key: null as string | null,
	isManaged: false,
	pageId,
	title: 'Monthly patching',
	message: '',
	startsLocal: '2026-12-01T02:00',
	timeZone: 'UTC',
	durationMs: 2 * HOUR_MS,
	repeat: 'FREQ=MONTHLY',
	notifyBeforeMs: null,
	componentIds: [componentId]
});

/** A monthly window with a time to come, one that was skipped, and one that runs. */
export async function planWindow(
	db: Db,
	place: { workspaceId: string; pageId: string; componentId: string },
	now: number
): Promise<void> {
	await windows.create(db, place.workspaceId, 'a-window', windowFields(place), now);
	const span = (id: string, startsAt: number) => {
		return { id, ruleAt: startsAt, startsAt, endsAt: startsAt + 2 * HOUR_MS };
	};
	const spans = [
		span('a-running-occurrence', now - HOUR_MS),
		span('an-occurrence', Date.UTC(2026, 11, 1, 2)),
		span('a-skipped-occurrence', Date.UTC(2027, 0, 1, 2))
	];
	await occurrences.write(db, 'a-window', spans, now);
	await occurrences.change(db, 'a-running-occurrence', { status: 'in_progress' }, now);
	await occurrences.change(db, 'a-skipped-occurrence', { status: 'cancelled' }, now);
}
