/** Deletes what is past its retention, a little at a time, so that years of history never hold up a check. */
import type { Retention } from '../../domain/config.ts';
import { SIGN_UPS_COUNT_FOR_MS } from '../../domain/subscriber.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { monitorsWithChecks, pruneNotices } from '../database/prune.ts';
import { forgetDiscarded } from '../stores/incident-edits.ts';
import * as signUps from '../stores/sign-ups.ts';
import * as subscribers from '../stores/subscribers.ts';

/** Rows deleted at once: a few milliseconds of work. */
const CHUNK = 2_000;
/** The store works on the thread that checks; after so much of it everybody else has a turn. */
const WORK_MS = 20;
const PAUSE_MS = 50;

/** How long an undo is possible. */
const DISCARDED_KEPT_MS = 30 * 86_400_000;

/** How long it can be seen what was sent; what was given up can be sent again for longer. */
const SENT_KEPT_MS = 90 * 86_400_000;
const FAILED_KEPT_MS = 365 * 86_400_000;

/**
 * Deletes checks and hours past their retention, old notices, what was discarded, and addresses that nobody confirmed in time. Days and
 * stretches are kept for ever.
 */
export async function prune(
	{ database, clock, retention }: { database: Database; clock: Clock; retention: () => Retention },
	isStopped: () => boolean
): Promise<void> {
	const { client } = database;
	const { checksMs, hoursMs } = retention();
	const [checksBefore, hoursBefore] = [clock.now() - checksMs, clock.now() - hoursMs];
	let workedSince = clock.monotonic();

	const inChunks = async (remove: () => Promise<number>) => {
		for (let isMore = true; isMore && !isStopped();) {
			isMore = (await remove()) === CHUNK;
			if (!isMore && clock.monotonic() - workedSince < WORK_MS) return;
			await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
			workedSince = clock.monotonic();
		}
	};
	for (const id of await monitorsWithChecks(client)) {
		await inChunks(() => database.pruneChecks(client, id, checksBefore, CHUNK));
	}
	await inChunks(() => database.pruneHours(client, hoursBefore, CHUNK));
	const sentBefore = clock.now() - SENT_KEPT_MS;
	const failedBefore = clock.now() - FAILED_KEPT_MS;
	await inChunks(() => pruneNotices(client, { sentBefore, failedBefore }, CHUNK));
	await signUps.forget(client, clock.now() - SIGN_UPS_COUNT_FOR_MS);
	await subscribers.forgetWaiting(client, clock.now());
	await forgetDiscarded(client, clock.now() - DISCARDED_KEPT_MS);
}
