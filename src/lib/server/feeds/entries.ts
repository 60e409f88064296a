/**
 * What feeds tell of: one entry per incident and per maintenance, with all of its updates. The id never changes, the
 * entry is revised in place at each update. Reads nothing but the snapshot, so that hidden things cannot appear.
 */
import { isOpen } from '../../domain/incident.ts';
import { TOLD_AHEAD_MS } from '../../domain/maintenance.ts';
import type { IncidentView, MaintenanceView, PageSnapshot } from '../../domain/snapshot.ts';
import { isLasting } from '../../domain/trouble.ts';
import { listInWords } from '../../domain/words.ts';
import { incidentStatusInWords, occurrenceStatusInWords } from '../../format/states.ts';
import { formatTime } from '../../format/times.ts';
import { renderMarkdown } from '../../markdown.ts';
import { escapeHtml } from './escape-html.ts';

export interface Entry {
	/** A tag URI (RFC 4151): the same for ever, also when the page moves. */
	id: string;
	title: string;
	url: string;
	/** `incident` or `maintenance`. */
	category: 'incident' | 'maintenance';
	publishedAt: number;
	updatedAt: number;
	/** Every update as plain text, newest first. */
	text: string;
	/** The same as harmless HTML. */
	html: string;
}

/** Enough for a reader that looks once a week in a bad month. */
const ENTRIES = 50;

interface Said {
	word: string;
	message: string;
	at: number;
}

/**
 * The entries of a page, the latest revised first; open incidents are always among them.
 * @param componentKey only what touches this component; null for all
 */
export function entriesOf(snapshot: PageSnapshot, componentKey: string | null): Entry[] {
	const touches = ({ components }: { components: readonly { key: string }[] }) =>
		componentKey === null || components.some(({ key }) => key === componentKey);
	const incidents = snapshot.incidents.filter(touches);
	const open = incidents.filter(({ status }) => isOpen({ status, isDraft: false }));
	const all = [
		...incidents.map((incident) => incidentEntry(incident, snapshot.page)),
		...snapshot.maintenances.filter(touches).flatMap((one) => maintenanceEntry(one, snapshot))
	].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
	const openIds = new Set(open.map(({ id }) => tagOf('incident', id)));
	return all.filter(({ id }, index) => index < ENTRIES || openIds.has(id));
}

/** When anything in these entries last changed; 0 where there are none. */
export function newestOf(entries: readonly Entry[]): number {
	return Math.max(0, ...entries.map(({ updatedAt }) => updatedAt));
}

function incidentEntry(incident: IncidentView, page: PageSnapshot['page']): Entry {
	const { id, title, postmortem, postmortemAt, components } = incident;
	const said: Said[] = incident.updates.map(({ status, message, displayAt }) => ({
		word: incidentStatusInWords(status),
		message,
		at: displayAt
	}));
	if (postmortem !== null && postmortemAt !== null) {
		said.unshift({ word: 'Postmortem', message: postmortem, at: postmortemAt });
	}
	return {
		id: tagOf('incident', id),
		title,
		url: `${page.url}/incidents/${encodeURIComponent(id)}`,
		category: 'incident',
		publishedAt: incident.createdAt,
		updatedAt: Math.max(incident.updatedAt, postmortemAt ?? 0),
		...told(troubleLines(incident), components, said, page)
	};
}

/**
 * What is measured while it lasts, and what a visitor can do. Not when it was last looked at: that would make every
 * visit of a reader a new document.
 */
function troubleLines({ troubles }: IncidentView): string[] {
	const lasting = troubles.filter(isLasting);
	const sentences = [...new Set(lasting.map(({ sentence }) => sentence))];
	const advice = [...new Set(lasting.flatMap((trouble) => trouble.advice))];
	return [...sentences, ...(advice.length > 0 ? [`What you can do: ${advice.join(' ')}`] : [])];
}

function maintenanceEntry(one: MaintenanceView, { page, windows, builtAt }: PageSnapshot): Entry[] {
	const isRepeated = windows.some(({ id, repeat }) => id === one.windowId && repeat !== null);
	const publishedAt = isRepeated ? Math.max(one.createdAt, one.startsAt - TOLD_AHEAD_MS) : one.createdAt;
	if (publishedAt > builtAt) return [];
	const when = (at: number) => formatTime(at, 'dated', page.locale, page.timeZone);
	const said = one.updates.map(({ status, message, displayAt }) => ({
		word: occurrenceStatusInWords(status),
		message,
		at: displayAt
	}));
	const facts = [
		`${occurrenceStatusInWords(one.status)}: ${when(one.startsAt)} to ${when(one.endsAt)} (${page.timeZone})`
	];
	const about = one.message === '' ? [] : [{ word: 'About', message: one.message, at: one.createdAt }];
	return [
		{
			id: tagOf('maintenance', one.id),
			title: one.title,
			url: `${page.url}/maintenance/${encodeURIComponent(one.id)}`,
			category: 'maintenance',
			publishedAt,
			updatedAt: Math.max(one.updatedAt, publishedAt),
			...told(facts, one.components, [...said, ...about], page)
		}
	];
}

function told(
	facts: readonly string[],
	components: readonly { name: string }[],
	said: readonly Said[],
	page: PageSnapshot['page']
): Pick<Entry, 'text' | 'html'> {
	const affected =
		components.length === 0 ? [] : [`Affected: ${listInWords(components.map(({ name }) => name))}`];
	const lines = [...facts, ...affected];
	const headOf = ({ word, at }: Said) =>
		`${word}, ${formatTime(at, 'dated', page.locale, page.timeZone)} (${page.timeZone})`;
	return {
		text: [...lines, ...said.map((one) => `${headOf(one)}\n${one.message}`)].join('\n\n'),
		html: [
			...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
			...said.map((one) => `<p><strong>${escapeHtml(headOf(one))}</strong></p>${renderMarkdown(one.message)}`)
		].join('\n')
	};
}

function tagOf(noun: 'incident' | 'maintenance', id: string): string {
	return `tag:gatehouse,2026:${noun}:${encodeURIComponent(id)}`;
}
