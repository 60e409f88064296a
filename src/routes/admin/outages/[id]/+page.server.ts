import { actorMay } from '$lib/domain/actor';
import { changesSince, checklistIn, isTeachable, tellingEvidence } from '$lib/domain/outage-file';
import { pathOf } from '$lib/domain/path';
import { outageMarkdown } from '$lib/format/outage-markdown';
import { ticketText } from '$lib/format/ticket';
import { requireMember } from '../../guard';
import { acknowledgeIt, forgetIt, lookOnceMore, settleIt, teachIt } from './acts';
import { addressOf, fileFor } from './file';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'outages:read');
	event.depends('gatehouse:outage');
	const file = await fileFor(event, member);
	const now = event.locals.app.clock.now();
	const { outage, verdict } = file;
	const { affected, roster } = event.locals.app;
	return {
		...file,
		now,
		affected: roster()
			.facts.components.filter(
				({ key, workspaceId }) => key === outage.monitor.key && workspaceId === member.workspaceId
			)
			.reduce((sum, { id }) => sum + affected.count(id), 0),
		path: pathOf(verdict ?? outage),
		checklist: checklistIn(file),
		changes: changesSince(file),
		isTeachable: isTeachable(tellingEvidence(file)),
		isRunning: file.investigations.some(({ endedAt }) => endedAt === null),
		ticket: ticketText(file, now),
		markdown: outageMarkdown(file, now, addressOf(event.locals, outage.id)),
		mayWrite: actorMay(member, 'outages:write'),
		mayTeach: actorMay(member, 'monitors:write')
	};
};

export const actions: Actions = {
	acknowledge: acknowledgeIt,
	look: lookOnceMore,
	step: settleIt,
	teach: teachIt,
	forget: forgetIt
};
