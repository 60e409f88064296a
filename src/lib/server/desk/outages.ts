/** Outages by hand: taken over by somebody, their checklist worked through, and their page taught as an error page. */
import type { Trace } from '../../domain/audit.ts';
import { learn } from '../../domain/diagnosis/learned.ts';
import { isTeachable, tellingEvidence } from '../../domain/outage-file.ts';
import type { Db } from '../database.ts';
import { outageFile } from '../outage-file.ts';
import * as audit from '../stores/audit.ts';
import * as checklists from '../stores/checklists.ts';
import * as learnedPages from '../stores/learned-pages.ts';
import * as outages from '../stores/outages.ts';
import type { DeskHouse } from './desk-house.ts';
import type { SettleStep } from './outage-input.ts';
import { found, Refusal } from './refusal.ts';

/** Enough for the error pages of one service; each is compared with every good answer. */
const PAGES_TAUGHT = 20;

export interface OutageDesk {
	/** Says that somebody has it in hand, or takes that back. */
	acknowledge(trace: Trace, id: string, isAcknowledged: boolean): Promise<void>;
	/** Ticks a step of the checklist, or writes at it. */
	settle(trace: Trace, id: string, input: SettleStep): Promise<void>;
	/** "This is our error page": from now on it counts as a failure, whatever its status says. */
	teach(trace: Trace, id: string): Promise<void>;
	/** Takes back what a monitor was taught. */
	forget(trace: Trace, pageId: string): Promise<void>;
}

export function outageDesk({ database, newId, afterSetup }: DeskHouse): OutageDesk {
	const fileOf = async (tx: Db, { workspaceId }: Trace, id: string) =>
		found(await outageFile(tx, workspaceId, id), 'outage');

	return {
		acknowledge: (trace, id, isAcknowledged) =>
			database.transaction(async (tx) => {
				const { outage } = await fileOf(tx, trace, id);
				if (isAcknowledged === (outage.acknowledged !== null)) return;
				const { at, actor } = trace;
				await outages.acknowledge(tx, id, isAcknowledged ? { at, by: actor } : null);
				await audit.record(tx, trace, {
					action: isAcknowledged ? 'outage.acknowledge' : 'outage.release',
					subject: nameOf(outage)
				});
			}),

		settle: (trace, id, { step, ticked, note }) =>
			database.transaction(async (tx) => {
				const { outage, verdict, ticks } = await fileOf(tx, trace, id);
				const before = ticks.find((one) => one.step === step);
				if (!before && !verdict?.fixes.some((fix) => fix.id === step)) {
					const sentence = 'This outage has no such step.';
					throw new Refusal('invalid', sentence, { step: sentence });
				}
				if ((before?.isTicked ?? false) === ticked && (before?.note ?? '') === note) return;
				const { at, actor } = trace;
				if (!ticked && note === '') await checklists.clear(tx, id, step);
				else await checklists.put(tx, id, { step, isTicked: ticked, note, at, by: actor });
				await audit.record(tx, trace, {
					action: 'outage.step',
					subject: nameOf(outage),
					...(before ? { before: { step, ticked: before.isTicked, note: before.note } } : {}),
					after: { step, ticked, note }
				});
			}),

		async teach(trace, id) {
			await database.transaction(async (tx) => {
				const file = await fileOf(tx, trace, id);
				const seen = tellingEvidence(file);
				const page = seen && isTeachable(seen) ? learn(seen) : null;
				if (!page) throw new Refusal('invalid', 'This outage showed no page that could be known again.');
				const { monitorId, monitor } = file.outage;
				const known = await learnedPages.ofMonitor(tx, monitorId);
				if (known.some(({ words, shape }) => words === page.words && shape === page.shape)) return;
				if (known.length >= PAGES_TAUGHT)
					throw new Refusal('full', 'This monitor knows as many error pages as it may. Take one back first.');
				const { at, actor } = trace;
				await learnedPages.keep(tx, { id: newId(), monitorId, ...page, at, by: actor });
				await audit.record(tx, trace, {
					action: 'monitor.teach',
					subject: monitor.key,
					after: { page: page.words }
				});
			});
			await afterSetup();
		},

		async forget(trace, pageId) {
			await database.transaction(async (tx) => {
				const page = found(await learnedPages.remove(tx, trace.workspaceId, pageId), 'page');
				await audit.record(tx, trace, {
					action: 'monitor.forget',
					subject: page.monitorKey,
					before: { page: page.words }
				});
			});
			await afterSetup();
		}
	};
}

function nameOf({ monitor, startedAt }: { monitor: { key: string }; startedAt: number }): string {
	return `${monitor.key}, ${new Date(startedAt).toISOString()}`;
}
