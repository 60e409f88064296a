/** Writes the consequences of one check: state, outage, evidence and the notices owed, in one transaction. */
import type { Change } from '../../domain/judge.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Announcement } from '../../domain/notice.ts';
import * as diagnoses from '../stores/diagnoses.ts';
import * as evidence from '../stores/evidence.ts';
import * as notices from '../stores/notices.ts';
import * as outages from '../stores/outages.ts';
import type { Consequences } from './consequences.ts';
import type { Standing, Write } from './recorder.ts';
import type { Watch } from './watch.ts';

export interface Telling {
	newId: () => string;
	hearers: (monitor: Monitor, announcement: Announcement) => { id: string; mustHaveHeard: boolean }[];
}

/**
 * What is to be written is fixed here and now, ids and times included, so that it can be written later or again
 * and come out the same.
 */
export function persist(
	watch: Watch,
	drawn: Partial<Consequences> & { change: Change | null },
	now: number,
	telling: Telling
): { write: Write; standing: Standing } {
	const { monitor, lastCheckAt, lastGood, warnings, firstFailure } = watch;
	const state = { standing: watch.standing, lastCheckAt, lastGood, warnings, firstFailure };
	const { change, opened, altered, worsened, closed } = drawn;
	const owed = (drawn.announcements ?? []).flatMap((announcement) => owedBy(announcement, monitor, telling));
	const ids = { evidence: telling.newId(), diagnosis: telling.newId() };
	const standing: Standing = {
		monitorId: monitor.id,
		state,
		stretch: change && { verdict: change.to, startedAt: change.at }
	};
	const write: Write = async (tx) => {
		if (opened) await outages.open(tx, opened.outage);
		if (altered) await outages.alter(tx, altered);
		const failure = opened ?? worsened;
		const outageId = opened?.outage.id ?? altered?.id;
		if (failure && outageId) {
			await evidence.keep(tx, { id: ids.evidence, outageId, ...failure.failure });
			await diagnoses.keep(tx, {
				id: ids.diagnosis,
				outageId,
				at: now,
				stage: 'first',
				diagnosis: failure.diagnosis
			});
		}
		if (closed) await outages.alter(tx, closed);
		for (const notice of owed) await notices.owe(tx, notice);
	};
	return { write, standing };

	function owedBy(announcement: Announcement, heardAbout: Monitor, { newId, hearers }: Telling) {
		return hearers(heardAbout, announcement).map(({ id, mustHaveHeard }) => ({
			id: newId(),
			workspaceId: heardAbout.workspaceId,
			event: announcement.event,
			recipient: `channel:${id}`,
			channelId: id,
			document: announcement.notice,
			mustHaveHeard,
			at: now
		}));
	}
}
