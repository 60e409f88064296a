/** The words of a mail about maintenance: announced, soon, begun, over, moved, called off, or something to add. */
import type { MaintenanceMoment } from '../../../domain/notice.ts';
import type { MaintenanceView, PageSnapshot } from '../../../domain/snapshot.ts';
import { durationInWords } from '../../../domain/words.ts';
import { inZone } from './incident.ts';
import type { LetterPart, PageLetter } from './page-letter.ts';
import { withoutFormatting } from './render.ts';

const WORD: Record<MaintenanceMoment, string> = {
	announced: 'Planned maintenance',
	reminded: 'Maintenance soon',
	started: 'Maintenance has begun',
	ended: 'Maintenance is over',
	cancelled: 'Maintenance is called off',
	moved: 'Maintenance is at another time',
	updated: 'About the maintenance'
};

export function maintenanceLetter(
	maintenance: MaintenanceView,
	moment: MaintenanceMoment,
	updateId: string | null,
	page: PageSnapshot['page']
): PageLetter {
	const { title, message, startsAt, endsAt, components } = maintenance;
	const update = maintenance.updates.find(({ id }) => id === updateId);
	const word = WORD[moment];
	const when = `${inZone(startsAt, page)} to ${inZone(endsAt, page)}, ${durationInWords(endsAt - startsAt)}`;
	const isAhead = moment === 'announced' || moment === 'reminded' || moment === 'moved';
	const facts: [label: string, text: string][] = [
		[moment === 'cancelled' ? 'Was planned' : 'When', when],
		['Affected', components.map(({ name }) => name).join(', ')]
	];
	const about = update?.message ?? (moment === 'ended' || moment === 'cancelled' ? '' : message);
	// what is called off has no page any more
	const own = `${page.url}/maintenance/${encodeURIComponent(maintenance.id)}`;
	return {
		subject: `${word}: ${title}`,
		preview: update ? withoutFormatting(update.message) : `${word}. ${when}.`,
		title,
		word,
		state: moment === 'ended' ? 'operational' : 'maintenance',
		parts: [
			...facts
				.filter(([, text]) => text !== '')
				.map(([label, text]): LetterPart => ({ kind: 'line', label, text })),
			...(about === '' ? [] : [{ kind: 'typed' as const, markdown: about }]),
			...(isAhead
				? [{ kind: 'line' as const, text: 'It begins and ends by itself; you need not do anything.' }]
				: []),
			{ kind: 'link', label: 'Read on', url: moment === 'cancelled' ? page.url : own }
		]
	};
}
