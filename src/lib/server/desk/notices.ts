/** Messages by hand: what was given up is owed again, one or all. */
import type { Trace } from '../../domain/audit.ts';
import * as audit from '../stores/audit.ts';
import * as notices from '../stores/notices.ts';
import type { DeskHouse } from './desk-house.ts';
import { found, Refusal } from './refusal.ts';

export interface NoticeDesk {
	/** Sends one again that was given up. */
	sendAgain(trace: Trace, id: string): Promise<void>;
	/** @returns how many are owed again: those whose recipients can be told */
	sendAllAgain(trace: Trace): Promise<number>;
}

export function noticeDesk({ database }: DeskHouse): NoticeDesk {
	return {
		sendAgain: (trace, id) =>
			database.transaction(async (tx) => {
				const { workspaceId, at } = trace;
				const { event, stopped } = found(await notices.failedOne(tx, workspaceId, id), 'message that failed');
				if (stopped !== null) throw new Refusal('conflict', stopped);
				await notices.oweAgain(tx, workspaceId, [id], at);
				await audit.record(tx, trace, { action: 'notice.send-again', subject: event });
			}),
		sendAllAgain: (trace) =>
			database.transaction(async (tx) => {
				const count = await notices.oweAgain(tx, trace.workspaceId, null, trace.at);
				if (count > 0) {
					await audit.record(tx, trace, {
						action: 'notice.send-again',
						subject: 'all that failed',
						after: { count }
					});
				}
				return count;
			})
	};
}
