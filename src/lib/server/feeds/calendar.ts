/**
 * Maintenance and incidents as a calendar (RFC 5545). A window that repeats is one event with its rule in its own zone;
 * an occurrence that was moved, shortened or cancelled is an exception of it, named by RECURRENCE-ID.
 */
import ical, {
	ICalCalendarMethod,
	ICalEventStatus,
	ICalEventTransparency,
	type ICalCalendar
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { IncidentView, PageSnapshot, WindowView } from '../../domain/snapshot.ts';
import { listInWords } from '../../domain/words.ts';
import { firstOccurrence, ruleInUtc } from '../calendar.ts';
import type { Entry } from './entries.ts';
import type { FeedPlace } from './place.ts';

/** RFC 5545 section 3.6.1: an event ends after it starts. */
const SHORTEST_MS = 60_000;

type Exception = WindowView['exceptions'][number];

/** @param entries what feeds tell; their texts describe the events */
export function calendar(
	{ page, windows, incidents, maintenances }: PageSnapshot,
	entries: readonly Entry[],
	componentKey: string | null,
	place: FeedPlace
): string {
	const made = ical({
		name: place.title,
		description: page.description,
		prodId: { company: 'Gatehouse', product: 'Status page', language: 'EN' },
		method: ICalCalendarMethod.PUBLISH,
		url: place.home,
		ttl: 900,
		timezone: { name: null, generator: zoneBlock }
	});
	const textOf = new Map(entries.map(({ url, text }) => [url, text]));
	const touches = ({ components }: { components: readonly { key: string }[] }) =>
		componentKey === null || components.some(({ key }) => key === componentKey);
	for (const window of windows.filter(touches)) {
		const latest = maintenances.findLast(({ windowId }) => windowId === window.id);
		const url = latest ? `${page.url}/maintenance/${encodeURIComponent(latest.id)}` : place.home;
		addWindow(made, window, url);
	}
	for (const incident of incidents.filter(touches)) {
		const url = `${page.url}/incidents/${encodeURIComponent(incident.id)}`;
		const text = textOf.get(url);
		if (text !== undefined) addIncident(made, incident, url, text);
	}
	return made.toString();
}

function addWindow(made: ICalCalendar, window: WindowView, url: string): void {
	const first = firstOccurrence(window);
	if (first === null) return;
	const moved = window.repeat === null ? window.exceptions.find(({ ruleAt }) => ruleAt === first) : undefined;
	addOccurrence(made, window, url, moved ?? asRuled(window, first), null);
	if (window.repeat === null) return;
	for (const exception of window.exceptions) addOccurrence(made, window, url, exception, exception.ruleAt);
}

function asRuled({ durationMs, updatedAt }: WindowView, at: number): Exception {
	return { ruleAt: at, startsAt: at, endsAt: at + durationMs, isCancelled: false, updatedAt };
}

/** @param recurrenceAt what the rule gave, for an exception; null for the event itself */
function addOccurrence(
	made: ICalCalendar,
	window: WindowView,
	url: string,
	occurrence: Exception,
	recurrenceAt: number | null
): void {
	const { timeZone, components, message, repeat } = window;
	const changedAt = new Date(Math.max(window.updatedAt, occurrence.updatedAt));
	const affected =
		components.length === 0 ? '' : `Affected: ${listInWords(components.map(({ name }) => name))}`;
	const event = made.createEvent({
		id: `maintenance-${window.id}@gatehouse`,
		start: inZone(occurrence.startsAt, timeZone),
		end: inZone(occurrence.endsAt, timeZone),
		timezone: timeZone === 'UTC' ? null : timeZone,
		summary: plain(window.title),
		description: plain([affected, message].filter((part) => part !== '').join('\n\n')),
		url,
		sequence: revisionOf(window.createdAt, changedAt.getTime()),
		created: new Date(window.createdAt),
		lastModified: changedAt,
		stamp: changedAt,
		status: occurrence.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
		transparency: ICalEventTransparency.TRANSPARENT,
		categories: [{ name: 'Maintenance' }]
	});
	if (recurrenceAt !== null) event.recurrenceId(inZone(recurrenceAt, timeZone));
	else if (repeat !== null) event.repeating(`RRULE:${ruleInUtc(repeat, timeZone)}`);
}

function addIncident(made: ICalCalendar, incident: IncidentView, url: string, text: string): void {
	const { id, title, startedAt, resolvedAt, updatedAt } = incident;
	made.createEvent({
		id: `incident-${id}@gatehouse`,
		start: new Date(startedAt),
		end: new Date(Math.max(resolvedAt ?? updatedAt, startedAt + SHORTEST_MS)),
		summary: plain(title),
		description: plain(text),
		url,
		sequence: revisionOf(incident.createdAt, incident.updatedAt),
		created: new Date(incident.createdAt),
		lastModified: new Date(incident.updatedAt),
		stamp: new Date(incident.updatedAt),
		status: ICalEventStatus.CONFIRMED,
		transparency: ICalEventTransparency.TRANSPARENT,
		categories: [{ name: 'Incident' }]
	});
}

/** SEQUENCE grows with every change (RFC 5545 section 3.8.7.4): the seconds that have gone by since it was made. */
function revisionOf(createdAt: number, changedAt: number): number {
	return Math.max(0, Math.floor((changedAt - createdAt) / 1_000));
}

function inZone(at: number, timeZone: string): Temporal.ZonedDateTime {
	return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function zoneBlock(name: string): string | null {
	const [block] = tzlib_get_ical_block(name);
	return typeof block === 'string' && block !== '' ? block : null;
}

/** RFC 5545 section 3.1: text holds no control characters but tab; line ends are escaped by the library. */
function plain(text: string): string {
	return text
		.toWellFormed()
		.replace(/\r\n?/g, '\n')
		.replace(/(?![\t\n])\p{Cc}/gu, '');
}
