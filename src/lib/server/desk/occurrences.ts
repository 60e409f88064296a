/** What befalls one occurrence of a maintenance window: moved, skipped, begun early, extended, ended, told about. */
import type { Facts, Trace } from '../../domain/audit.ts';
import { parseDuration } from '../../domain/duration.ts';
import {
	isExpected,
	type MaintenanceWindow,
	type Occurrence,
	type OccurrenceStatus
} from '../../domain/maintenance.ts';
import type { MaintenanceMoment } from '../../domain/notice.ts';
import { occurrencesOf } from '../calendar.ts';
import type { Db } from '../database.ts';
import { oweOfMaintenance } from '../maintenance-notices.ts';
import * as audit from '../stores/audit.ts';
import * as occurrences from '../stores/occurrences.ts';
import type { OccurrenceChange } from '../stores/occurrences.ts';
import * as windows from '../stores/windows.ts';
import type { MaintenanceHouse } from './desk-house.ts';
import type {
	OccurrenceExtension,
	OccurrenceMove,
	OccurrenceNote,
	OccurrenceUpdateInput
} from './maintenance-input.ts';
import { instantOf, lengthOf } from './maintenance-times.ts';
import { found, Refusal } from './refusal.ts';

/** One that is written down, or one that the rule gives later: what it gives is its identity (RFC 5545 RECURRENCE-ID). */
export type OccurrenceRef = { id: string } | { windowId: string; ruleAt: number };

/** Each returns the occurrence as it is afterwards. What the config file manages is the window; its occurrences are ours. */
export interface OccurrenceDesk {
	/** Another time for one that has not begun. */
	move(trace: Trace, which: OccurrenceRef, input: OccurrenceMove): Promise<Occurrence>;
	/** It does not take place, the others do. */
	skip(trace: Trace, which: OccurrenceRef, input: OccurrenceNote): Promise<Occurrence>;
	/** It takes place after all. */
	restore(trace: Trace, which: OccurrenceRef, input: OccurrenceNote): Promise<Occurrence>;
	/** It begins now, and lasts as long as was planned. */
	start(trace: Trace, which: OccurrenceRef, input: OccurrenceNote): Promise<Occurrence>;
	/** What runs ends at another time. Past the end that was announced it is overrun. */
	extend(trace: Trace, which: OccurrenceRef, input: OccurrenceExtension): Promise<Occurrence>;
	/** What runs is over now. */
	end(trace: Trace, which: OccurrenceRef, input: OccurrenceNote): Promise<Occurrence>;
	/** Something to say before, during or after it. */
	say(trace: Trace, which: OccurrenceRef, input: OccurrenceUpdateInput): Promise<Occurrence>;
}

interface Deed {
	/** For the audit log: `skip`. */
	action: string;
	fields: OccurrenceChange;
	/** What is said; null for nothing. */
	message: string | null;
	moment: MaintenanceMoment;
	/** Whether subscribers are told. */
	isTold: boolean;
}

const NOT_SCHEDULED = 'It has begun, is over or was cancelled: this is for one that is still to come.';
const NOT_RUNNING = 'It is not running: this is for maintenance that runs.';
/** Moments that come once in the life of an occurrence; the others are told apart by when they come. */
const ONCE: ReadonlySet<MaintenanceMoment> = new Set(['started', 'ended']);

export function occurrenceDesk(house: MaintenanceHouse): OccurrenceDesk {
	const { database, newId, roster } = house;

	async function occurrenceOf(tx: Db, { workspaceId, at }: Trace, which: OccurrenceRef): Promise<Occurrence> {
		const written = await occurrences.find(tx, workspaceId, which);
		if (written || 'id' in which) return found(written, 'occurrence');
		const window = await windows.find(tx, workspaceId, which.windowId);
		const { ruleAt } = which;
		const span = window && occurrencesOf(window, ruleAt, ruleAt + 1).find(({ from }) => from === ruleAt);
		if (!window || !span || window.archivedAt !== null || span.to <= at) {
			throw new Refusal('missing', 'There is no such occurrence.');
		}
		const fresh = { id: newId(), ruleAt, startsAt: span.from, endsAt: span.to };
		await occurrences.write(tx, window.id, [fresh], at);
		return found(await occurrences.find(tx, workspaceId, which), 'occurrence');
	}

	async function act(
		trace: Trace,
		which: OccurrenceRef,
		decide: (window: MaintenanceWindow, occurrence: Occurrence) => Deed
	): Promise<Occurrence> {
		const { workspaceId, at } = trace;
		const changed = await database.transaction(async (tx) => {
			const before = await occurrenceOf(tx, trace, which);
			const window = found(await windows.find(tx, workspaceId, before.windowId), 'maintenance window');
			const { action, fields, message, moment, isTold } = decide(window, before);
			await occurrences.change(tx, before.id, fields, at);
			const status = fields.status ?? before.status;
			const updateId = message === null ? null : await write(tx, trace, before.id, status, message);
			const after = found(await occurrences.find(tx, workspaceId, { id: before.id }), 'occurrence');
			await audit.record(tx, trace, {
				action: `maintenance.${action}`,
				subject: window.title,
				before: factsOf(before),
				after: { ...factsOf(after), ...(message === null ? {} : { message }) }
			});
			if (isTold) {
				const mark = ONCE.has(moment) ? {} : { mark: updateId ?? String(at) };
				const occasion = { occurrenceId: before.id, moment, at, updateId, ...mark };
				await oweOfMaintenance(tx, roster(), window, occasion);
			}
			return after;
		});
		await house.afterSetup();
		return changed;
	}

	async function write(
		tx: Db,
		{ actor, at }: Trace,
		occurrenceId: string,
		status: OccurrenceStatus,
		message: string
	): Promise<string> {
		const id = newId();
		await occurrences.addUpdate(tx, occurrenceId, { id, status, message, displayAt: at, authorId: actor });
		return id;
	}

	return {
		move: (trace, which, input) =>
			act(trace, which, (window, before) => {
				const { startsAt, endsAt } = movedTo(window, before, input, trace.at);
				const lead = window.notifyBeforeMs;
				const after = {
					startsAt,
					endsAt,
					remindedAt: lead !== null && startsAt - lead <= trace.at ? trace.at : null
				};
				const isTold = input.notify ?? [before, after].some((one) => isExpected(window, one, trace.at));
				return { action: 'move', fields: after, message: said(input), moment: 'moved', isTold };
			}),
		skip: (trace, which, input) =>
			act(trace, which, (window, before) => {
				if (before.status !== 'scheduled') throw new Refusal('conflict', NOT_SCHEDULED);
				const isTold = input.notify ?? isExpected(window, before, trace.at);
				const fields = { status: 'cancelled' } as const;
				return { action: 'skip', fields, message: said(input), moment: 'cancelled', isTold };
			}),
		restore: (trace, which, input) =>
			act(trace, which, (window, before) => {
				if (before.status !== 'cancelled' || before.endsAt <= trace.at || window.archivedAt !== null) {
					throw new Refusal(
						'conflict',
						'Only a skipped occurrence that is still to come can take place after all.'
					);
				}
				const isTold = input.notify ?? isExpected(window, before, trace.at);
				const fields = { status: 'scheduled' } as const;
				return { action: 'restore', fields, message: said(input), moment: 'announced', isTold };
			}),
		start: (trace, which, input) =>
			act(trace, which, (_, before) => {
				if (before.status !== 'scheduled') throw new Refusal('conflict', NOT_SCHEDULED);
				const endsAt = trace.at + (before.endsAt - before.startsAt);
				const fields = { status: 'in_progress', startsAt: trace.at, endsAt } as const;
				const isTold = input.notify !== false;
				return { action: 'start', fields, message: said(input), moment: 'started', isTold };
			}),
		extend: (trace, which, input) =>
			act(trace, which, (window, before) => {
				if (before.status !== 'in_progress') throw new Refusal('conflict', NOT_RUNNING);
				const endsAt = extendedTo(window, before, input, trace.at);
				const fields = { endsAt, plannedEndsAt: before.plannedEndsAt ?? before.endsAt };
				const later =
					endsAt > before.endsAt ? 'This takes longer than planned.' : 'This ends sooner than planned.';
				const isTold = input.notify === true;
				return { action: 'extend', fields, message: said(input) ?? later, moment: 'updated', isTold };
			}),
		end: (trace, which, input) =>
			act(trace, which, (_, before) => {
				if (before.status !== 'in_progress') throw new Refusal('conflict', NOT_RUNNING);
				const fields = { status: 'completed', endsAt: trace.at } as const;
				const isTold = input.notify !== false;
				return { action: 'end', fields, message: said(input), moment: 'ended', isTold };
			}),
		say: (trace, which, { message, notify }) =>
			act(trace, which, () => {
				return { action: 'update', fields: {}, message, moment: 'updated', isTold: notify === true };
			})
	};
}

function said({ message }: OccurrenceNote): string | null {
	const text = message?.trim() ?? '';
	return text === '' ? null : text;
}

function movedTo(
	{ timeZone }: MaintenanceWindow,
	before: Occurrence,
	{ starts, ends, duration }: OccurrenceMove,
	now: number
): { startsAt: number; endsAt: number } {
	if (before.status !== 'scheduled') throw new Refusal('conflict', NOT_SCHEDULED);
	const startsAt = starts === undefined ? before.startsAt : instantOf(starts, timeZone);
	const lengthMs =
		ends === undefined
			? ((duration === undefined ? null : parseDuration(duration)) ?? before.endsAt - before.startsAt)
			: instantOf(ends, timeZone) - startsAt;
	const endsAt = startsAt + lengthOf(lengthMs);
	if (endsAt > now) return { startsAt, endsAt };
	const sentence = 'That would be over by now: give a later time.';
	throw new Refusal('invalid', sentence, { starts: sentence });
}

function extendedTo(
	{ timeZone }: MaintenanceWindow,
	before: Occurrence,
	{ by, ends }: OccurrenceExtension,
	now: number
): number {
	const byMs = by === undefined ? null : parseDuration(by);
	const endsAt =
		byMs === null ? (ends === undefined ? null : instantOf(ends, timeZone)) : before.endsAt + byMs;
	const refuse = (sentence: string) => new Refusal('invalid', sentence, { ends: sentence });
	if (endsAt === null) throw refuse('Give a new end, or how much longer it takes.');
	if (endsAt <= now) throw refuse('That is over by now: give a later end, or end it.');
	lengthOf(endsAt - before.startsAt);
	return endsAt;
}

function factsOf({ startsAt, endsAt, status }: Occurrence): Facts {
	return { status, starts: new Date(startsAt).toISOString(), ends: new Date(endsAt).toISOString() };
}
