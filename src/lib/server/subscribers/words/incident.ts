/** The words of a mail about an incident: one update of it, or what was learnt of it afterwards. */
import type { IncidentView, PageSnapshot, UpdateView } from '../../../domain/snapshot.ts';
import { worst } from '../../../domain/component.ts';
import { isLasting } from '../../../domain/trouble.ts';
import { durationInWords } from '../../../domain/words.ts';
import { failingInWords, pathInText } from '../../../format/path-words.ts';
import { incidentStatusInWords, stateOf, statusInWords } from '../../../format/states.ts';
import { formatTime } from '../../../format/times.ts';
import type { LetterPart, PageLetter } from './page-letter.ts';
import { withoutFormatting } from './render.ts';

type Page = PageSnapshot['page'];

/** While people look for the reason, what is measured helps; afterwards it is history. */
const UNRESOLVED = new Set(['investigating', 'identified']);

export function incidentLetter(incident: IncidentView, update: UpdateView, page: Page): PageLetter {
	const word = incidentStatusInWords(update.status);
	const isOver = update.status === 'resolved';
	const isNewest = incident.updates[0]?.id === update.id;
	const affected = incident.components.map(({ name, status }) =>
		isNewest && !isOver ? `${name} (${statusInWords(status).toLowerCase()})` : name
	);
	const state = isOver ? 'operational' : stateOf(worst(incident.components.map(({ status }) => status)));
	return {
		subject: `${word}: ${incident.title}`,
		preview: withoutFormatting(update.message) || `${word}: ${incident.title}`,
		title: incident.title,
		word,
		state: state === 'operational' && !isOver ? 'degraded' : state,
		parts: [
			{ kind: 'typed', markdown: update.message },
			...line('Affected', affected.join(', ')),
			...(UNRESOLVED.has(update.status) ? troubleParts(incident, update.message) : []),
			...line('Since', `${inZone(incident.startedAt, page)}${isOver ? `, for ${lasted(incident)}` : ''}`),
			...line('Posted', update.displayAt === incident.startedAt ? '' : inZone(update.displayAt, page)),
			linkTo(incident, page)
		]
	};
}

export function postmortemLetter(incident: IncidentView, page: Page): PageLetter | null {
	if (incident.postmortem === null) return null;
	return {
		subject: `Postmortem: ${incident.title}`,
		preview: withoutFormatting(incident.postmortem),
		title: incident.title,
		word: 'Postmortem',
		state: 'operational',
		parts: [
			{ kind: 'line', text: 'What happened, why, and what changes because of it.' },
			{ kind: 'typed', markdown: incident.postmortem },
			linkTo(incident, page)
		]
	};
}

/** What is measured at this moment, where the text does not say it already. */
function troubleParts({ troubles }: IncidentView, message: string): LetterPart[] {
	const lasting = troubles.filter(isLasting);
	const sentences = [...new Set(lasting.map(({ sentence }) => sentence))];
	const advice = [...new Set(lasting.flatMap((trouble) => trouble.advice))];
	const [first] = lasting;
	return [
		...line('Measured', sentences.filter((sentence) => !message.includes(sentence)).join(' ')),
		...(first ? line('Where', `${failingInWords(first.path)}\n${pathInText(first.path)}`) : []),
		...line('What you can do', advice.join(' '))
	];
}

function lasted({ startedAt, resolvedAt, updatedAt }: IncidentView): string {
	return durationInWords(Math.max(0, (resolvedAt ?? updatedAt) - startedAt));
}

function linkTo({ id }: IncidentView, page: Page): LetterPart {
	return { kind: 'link', label: 'Read on', url: `${page.url}/incidents/${encodeURIComponent(id)}` };
}

function line(label: string, text: string): LetterPart[] {
	return text === '' ? [] : [{ kind: 'line', label, text }];
}

/** An instant in the page's zone, with the zone's name. */
export function inZone(at: number, { locale, timeZone }: Pick<Page, 'locale' | 'timeZone'>): string {
	return `${formatTime(at, 'dated', locale, timeZone)} (${timeZone.replaceAll('_', ' ')})`;
}
