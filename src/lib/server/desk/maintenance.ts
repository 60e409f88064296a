/** Planned maintenance by hand: a window is planned, changed and cancelled here; what befalls one occurrence is beside it. */
import { difference, type Trace } from '../../domain/audit.ts';
import { limitsOf } from '../../domain/limits.ts';
import { isExpected, type MaintenanceWindow, type Occurrence } from '../../domain/maintenance.ts';
import type { Span } from '../../domain/stretch.ts';
import { nextOccurrences, occurrencesOf } from '../calendar.ts';
import type { Db } from '../database.ts';
import { oweOfMaintenance } from '../maintenance-notices.ts';
import * as audit from '../stores/audit.ts';
import * as occurrences from '../stores/occurrences.ts';
import * as windows from '../stores/windows.ts';
import { spansAhead, writeAhead } from '../unroll.ts';
import type { MaintenanceHouse } from './desk-house.ts';
import { changedFields, factsOf, isSameTime, newFields } from './maintenance-fields.ts';
import type { MaintenanceChange, MaintenanceInput } from './maintenance-input.ts';
import { occurrenceDesk, type OccurrenceDesk } from './occurrences.ts';
import { found, Refusal, unchanged, unmanaged } from './refusal.ts';

export interface MaintenanceDesk extends OccurrenceDesk {
	/** Plans a window and announces its first time to subscribers. */
	plan(trace: Trace, input: MaintenanceInput): Promise<MaintenanceWindow>;
	/**
	 * Changes a window. Where its times change, what was moved by hand and is still given by the rule stays.
	 * @param seen the version that the writer had before them; null does not ask
	 */
	change(trace: Trace, id: string, input: MaintenanceChange, seen: number | null): Promise<MaintenanceWindow>;
	/** Takes place no more: what runs ends now, what was announced is cancelled. */
	cancel(trace: Trace, id: string, options: { notify?: boolean | undefined }): Promise<void>;
	/** When a window would take place, the next times first; nothing is saved. */
	preview(workspaceId: string, input: MaintenanceInput, now: number, count: number): Span[];
}

export function maintenanceDesk(house: MaintenanceHouse): MaintenanceDesk {
	const { database, newId, roster } = house;

	async function windowOf(tx: Db, trace: Trace, id: string): Promise<MaintenanceWindow> {
		const window = found(await windows.find(tx, trace.workspaceId, id), 'maintenance window');
		if (window.archivedAt !== null) throw new Refusal('conflict', 'This maintenance window was cancelled.');
		return unmanaged(window);
	}

	/** The next time that has not begun, as it is written down. */
	async function nextOf(tx: Db, { id, workspaceId }: MaintenanceWindow, now: number) {
		const written = await occurrences.ofWindow(tx, workspaceId, id);
		return written.find(({ status, startsAt }) => status === 'scheduled' && startsAt > now) ?? null;
	}

	/** A reminder whose time has gone by is not caught up on: the announcement says it all. */
	async function settleReminders(tx: Db, window: MaintenanceWindow, now: number): Promise<void> {
		const lead = window.notifyBeforeMs;
		if (lead === null) return;
		for (const one of await occurrences.ofWindow(tx, window.workspaceId, window.id)) {
			if (one.status !== 'scheduled' || one.remindedAt !== null || one.startsAt - lead > now) continue;
			await occurrences.change(tx, one.id, { remindedAt: now }, one.updatedAt);
		}
	}

	async function retime(
		tx: Db,
		before: MaintenanceWindow,
		after: MaintenanceWindow,
		now: number
	): Promise<void> {
		const written = await occurrences.ofWindow(tx, after.workspaceId, after.id);
		const isRunning = written.some(({ status }) => status === 'in_progress');
		const spans = spansAhead(after, isRunning, now);
		if (before.repeat === null && after.repeat === null) {
			if (isRunning) throw new Refusal('conflict', 'It is running: extend it or end it instead.');
			const [only, [span]] = [written.find(({ status }) => status !== 'completed'), spans];
			if (only && span) {
				const times = { ruleAt: span.from, startsAt: span.from, endsAt: span.to };
				await occurrences.change(tx, only.id, { ...times, status: 'scheduled', remindedAt: null }, now);
			}
		} else {
			const kept = written.filter(({ ruleAt }) => isGiven(after, ruleAt));
			await occurrences.dropFuture(
				tx,
				after.id,
				kept.map(({ id }) => id),
				now
			);
			for (const one of kept.filter((kept) => isAsRuled(kept, before.durationMs) && kept.startsAt > now)) {
				await occurrences.change(tx, one.id, { endsAt: one.startsAt + after.durationMs }, now);
			}
		}
		await writeAhead(tx, after, spans, newId, now);
	}

	async function plan(trace: Trace, input: MaintenanceInput): Promise<MaintenanceWindow> {
		const { workspaceId, at } = trace;
		const fields = newFields(workspaceId, input, roster(), at);
		const id = newId();
		const window = await database.transaction(async (tx) => {
			await refuseTooMany(tx, workspaceId);
			await windows.create(tx, workspaceId, id, fields, at);
			const made = found(await windows.find(tx, workspaceId, id), 'maintenance window');
			await writeAhead(tx, made, spansAhead(made, false, at), newId, at);
			await audit.record(tx, trace, {
				action: 'maintenance.plan',
				subject: made.title,
				after: factsOf(made, roster())
			});
			const first = await nextOf(tx, made, at);
			if (first && input.notify !== false) {
				await oweOfMaintenance(tx, roster(), made, { occurrenceId: first.id, moment: 'announced', at });
			}
			await settleReminders(tx, made, at);
			return made;
		});
		await house.afterSetup();
		return window;
	}

	async function refuseTooMany(tx: Db, workspaceId: string): Promise<void> {
		const limits = limitsOf({ isDefaultWorkspace: roster().isDefaultWorkspace(workspaceId) });
		const alive = (await windows.list(tx, workspaceId)).filter(({ archivedAt }) => archivedAt === null);
		if (alive.length < limits.windows) return;
		throw new Refusal(
			'full',
			'This workspace has as many maintenance windows as it may have. Cancel one first.'
		);
	}

	return {
		...occurrenceDesk(house),
		plan,
		async change(trace, id, input, seen) {
			const { at } = trace;
			const window = await database.transaction(async (tx) => {
				const before = await windowOf(tx, trace, id);
				unchanged(before.version, seen);
				const next = await nextOf(tx, before, at);
				await windows.change(tx, id, changedFields(before, input, roster(), at), at);
				const after = found(await windows.find(tx, trace.workspaceId, id), 'maintenance window');
				if (!isSameTime(before, after)) await retime(tx, before, after, at);
				await audit.record(tx, trace, {
					action: 'maintenance.change',
					subject: after.title,
					...difference(factsOf(before, roster()), factsOf(after, roster()))
				});
				const nextNow = await nextOf(tx, after, at);
				if (nextNow && (input.notify ?? isMoved(before, next, nextNow, at))) {
					const moment = { occurrenceId: nextNow.id, moment: 'moved', at, mark: String(at) } as const;
					await oweOfMaintenance(tx, roster(), after, moment);
				}
				await settleReminders(tx, after, at);
				return after;
			});
			await house.afterSetup();
			return window;
		},
		async cancel(trace, id, { notify }) {
			const { at } = trace;
			await database.transaction(async (tx) => {
				const window = await windowOf(tx, trace, id);
				const next = await nextOf(tx, window, at);
				for (const one of await occurrences.ofWindow(tx, trace.workspaceId, id)) {
					const occasion = { occurrenceId: one.id, at };
					if (one.status === 'in_progress') {
						await occurrences.change(tx, one.id, { status: 'completed', endsAt: at }, at);
						if (notify !== false) {
							await oweOfMaintenance(tx, roster(), window, { ...occasion, moment: 'ended' });
						}
					} else if (one.status === 'scheduled') {
						await occurrences.change(tx, one.id, { status: 'cancelled' }, at);
						if (one.id === next?.id && (notify ?? isExpected(window, one, at))) {
							const mark = String(at);
							await oweOfMaintenance(tx, roster(), window, { ...occasion, moment: 'cancelled', mark });
						}
					}
				}
				await windows.archive(tx, id, at);
				await audit.record(tx, trace, {
					action: 'maintenance.cancel',
					subject: window.title,
					before: factsOf(window, roster())
				});
			});
			await house.afterSetup();
		},
		preview(workspaceId, input, now, count) {
			return nextOccurrences(newFields(workspaceId, input, roster(), now), now, count);
		}
	};
}

function isGiven(window: MaintenanceWindow, ruleAt: number): boolean {
	return occurrencesOf(window, ruleAt, ruleAt + 1).some(({ from }) => from === ruleAt);
}

function isAsRuled({ ruleAt, startsAt, endsAt }: Occurrence, durationMs: number): boolean {
	return startsAt === ruleAt && endsAt - startsAt === durationMs;
}

/** Whether subscribers counted on another time than the one that comes now. */
function isMoved(before: MaintenanceWindow, was: Occurrence | null, is: Occurrence, now: number): boolean {
	const isOther = was?.startsAt !== is.startsAt || was.endsAt !== is.endsAt;
	return isOther && was !== null && isExpected(before, was, now);
}
