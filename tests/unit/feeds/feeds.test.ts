import ICAL from 'ical.js';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import type { IncidentView, PageSnapshot, WindowView } from '../../../src/lib/domain/snapshot.ts';
import { renderFeed, type FeedFormat } from '../../../src/lib/server/feeds/index.ts';
import { feedAnswer } from '../../../src/lib/server/http/feed-answer.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../support/snapshot.ts';

const HOSTILE = [
	'Subject: x\r\nBcc: all@a.example',
	']]>',
	'<b>bold</b> &amp; &lt;',
	'nul \u0000 bell \u0007',
	'\u202eevil',
	'🚦'.repeat(50),
	'x'.repeat(10_000)
];

function textOf(format: FeedFormat, snapshot: PageSnapshot, key: string | null = null): string {
	return renderFeed(format, snapshot, key)?.body.toString('utf8') ?? '';
}

function withIncident(change: Partial<IncidentView>, said: string[]): PageSnapshot {
	const snapshot = sampleSnapshot({ story: 'well' });
	const [component] = snapshot.groups.flatMap(({ components }) => components);
	const updates = said.map((message, index) => ({
		id: `u${index}`,
		status: 'investigating' as const,
		message,
		displayAt: SAMPLE_NOW + index * 60_000,
		createdAt: SAMPLE_NOW + index * 60_000,
		editedAt: null,
		components: []
	}));
	const incident: IncidentView = {
		id: 'abc',
		title: 'Checkout is down',
		impact: 'major',
		status: 'investigating',
		isAutomatic: false,
		startedAt: SAMPLE_NOW,
		resolvedAt: null,
		createdAt: SAMPLE_NOW,
		updatedAt: SAMPLE_NOW + said.length * 60_000,
		updates: updates.reverse(),
		components: component
			? [{ id: component.id, key: component.key, name: component.name, status: 'major_outage' }]
			: [],
		troubles: [],
		postmortem: null,
		postmortemAt: null,
		...change
	};
	return { ...snapshot, incidents: [incident], maintenances: [], windows: [] };
}

describe('an incident in the feeds', () => {
	it('is one entry that is revised in place', async () => {
		const parser = new RssParser();
		const first = withIncident({}, ['We look into it.']);
		const later = withIncident({ status: 'resolved', resolvedAt: SAMPLE_NOW + 240_000 }, [
			'We look into it.',
			'Found it.',
			'It is over.'
		]);
		for (const format of ['rss', 'atom'] as const) {
			const [before, after] = await Promise.all(
				[first, later].map((one) => parser.parseString(textOf(format, one)))
			);
			expect(before?.items).toHaveLength(1);
			expect(after?.items).toHaveLength(1);
			const idOf = (item: { guid?: string; id?: string } | undefined) => item?.guid ?? item?.id;
			expect(idOf(after?.items[0])).toBe(idOf(before?.items[0]));
			expect(after?.items[0]?.title).toBe('Checkout is down');
			for (const said of ['We look into it.', 'Found it.', 'It is over.']) {
				expect(after?.items[0]?.content).toContain(said);
			}
		}
		const [one, two] = [first, later].map(
			(snapshot) =>
				JSON.parse(textOf('json', snapshot)) as {
					version: string;
					items: { id: string; date_modified: string }[];
				}
		);
		expect(one?.version).toBe('https://jsonfeed.org/version/1.1');
		expect(two?.items.map(({ id }) => id)).toEqual(one?.items.map(({ id }) => id));
		expect(String(two?.items[0]?.date_modified) > String(one?.items[0]?.date_modified)).toBe(true);
	});

	it('comes back from every parser as it was typed', async () => {
		for (const typed of HOSTILE) {
			const snapshot = withIncident({ title: typed }, [typed]);
			const carried = typed.replaceAll('\u0000', '').replaceAll('\u0007', '');
			const xmlSpace = (text: string | undefined) => text?.replace(/\r\n?/g, '\n').trim();
			const parsed = await new RssParser().parseString(textOf('rss', snapshot));
			expect(parsed.items).toHaveLength(1);
			expect(xmlSpace(parsed.items[0]?.title)).toBe(xmlSpace(carried));
			const atom = await new RssParser().parseString(textOf('atom', snapshot));
			expect(xmlSpace(atom.items[0]?.title)).toBe(xmlSpace(carried));
			const feed = JSON.parse(textOf('json', snapshot)) as {
				items: { title: string; content_html: string }[];
			};
			expect(feed.items[0]?.title).toBe(typed);
			expect(feed.items[0]?.content_html).not.toContain('<b>bold</b>');
			const calendar = new ICAL.Component(ICAL.parse(textOf('calendar', snapshot)));
			const [event, ...others] = calendar.getAllSubcomponents('vevent');
			expect(others).toEqual([]);
			expect(event?.getFirstPropertyValue('summary')).toBe(carried.replace(/\r\n?/g, '\n'));
		}
	});

	it('is left out of the feed of a component it does not touch; a hidden component is like none', () => {
		const snapshot = withIncident({}, ['Hello.']);
		const [touched, other] = snapshot.groups.flatMap(({ components }) => components);
		const items = (key: string) => (JSON.parse(textOf('json', snapshot, key)) as { items: unknown[] }).items;
		expect(items(touched?.key ?? '')).toHaveLength(1);
		expect(items(other?.key ?? '')).toHaveLength(0);
		expect(renderFeed('json', snapshot, 'hidden')).toBeNull();
	});
});

describe('a calendar', () => {
	const window: WindowView = {
		id: 'w1',
		title: 'Monthly patching; with, commas',
		message: 'Line one\nLine two',
		startsLocal: '2026-12-01T02:00',
		timeZone: 'Europe/Berlin',
		durationMs: 2 * 3_600_000,
		repeat: 'FREQ=MONTHLY;BYDAY=1TU',
		version: 1,
		createdAt: SAMPLE_NOW,
		updatedAt: SAMPLE_NOW,
		components: [],
		exceptions: []
	};
	const calendarOf = (change: Partial<WindowView>) =>
		new ICAL.Component(
			ICAL.parse(
				textOf('calendar', { ...sampleSnapshot({ story: 'no-data' }), windows: [{ ...window, ...change }] })
			)
		);

	it('carries the rule in its own zone, so that 02:00 stays 02:00 through summer time', () => {
		const calendar = calendarOf({});
		expect(
			calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))
		).toEqual(['Europe/Berlin']);
		for (const zone of calendar.getAllSubcomponents('vtimezone'))
			ICAL.TimezoneService.register(new ICAL.Timezone(zone));
		const [component] = calendar.getAllSubcomponents('vevent');
		const event = new ICAL.Event(component as ICAL.Component);
		const times = event.iterator();
		const starts = Array.from({ length: 6 }, () => times.next());
		expect(starts.map((at) => at?.toString())).toEqual([
			'2026-12-01T02:00:00',
			'2027-01-05T02:00:00',
			'2027-02-02T02:00:00',
			'2027-03-02T02:00:00',
			'2027-04-06T02:00:00',
			'2027-05-04T02:00:00'
		]);
		expect(starts[4]?.toJSDate().toISOString()).toBe('2027-04-06T00:00:00.000Z');
		expect(event.duration.toSeconds()).toBe(7_200);
		expect(event.summary).toBe(window.title);
	});

	it('keeps its uid when an occurrence is moved or cancelled, and says which one', () => {
		const ruleAt = Date.parse('2027-01-05T01:00:00Z');
		const exception = {
			ruleAt,
			startsAt: ruleAt + 3_600_000,
			endsAt: ruleAt + 7_200_000,
			isCancelled: false,
			updatedAt: SAMPLE_NOW + 5_000
		};
		const moved = calendarOf({ exceptions: [exception] }).getAllSubcomponents('vevent');
		expect(new Set(moved.map((event) => event.getFirstPropertyValue('uid'))).size).toBe(1);
		expect(String(moved[1]?.getFirstPropertyValue('recurrence-id'))).toBe('2027-01-05T02:00:00');
		expect(String(moved[1]?.getFirstPropertyValue('dtstart'))).toBe('2027-01-05T03:00:00');
		expect(Number(moved[1]?.getFirstPropertyValue('sequence'))).toBeGreaterThan(
			Number(moved[0]?.getFirstPropertyValue('sequence'))
		);
		const cancelled = calendarOf({ exceptions: [{ ...exception, isCancelled: true }] }).getAllSubcomponents(
			'vevent'
		);
		expect(cancelled.map((event) => event.getFirstPropertyValue('status'))).toEqual([
			'CONFIRMED',
			'CANCELLED'
		]);
	});

	it('is the same bytes when nothing changed, in lines of at most 75 bytes', () => {
		const snapshot = () => ({ ...sampleSnapshot({ story: 'hostile' }), windows: [window] });
		const text = textOf('calendar', snapshot());
		expect(textOf('calendar', snapshot())).toBe(text);
		for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	});
});

describe('the answer to a feed reader', () => {
	const ask = (headers: Record<string, string>, query = '') =>
		feedAnswer(new Request(`http://localhost/history.rss${query}`, { headers }), snapshot, 'rss');
	const snapshot = sampleSnapshot({ story: 'outage' });

	it('is 304 for who holds it, by tag or by date', () => {
		const first = ask({});
		expect(first.status).toBe(200);
		expect(first.headers.get('content-type')).toContain('application/rss+xml');
		expect(ask({ 'if-none-match': String(first.headers.get('etag')) }).status).toBe(304);
		expect(ask({ 'if-modified-since': String(first.headers.get('last-modified')) }).status).toBe(304);
		expect(
			ask({ 'if-none-match': '"other"', 'if-modified-since': String(first.headers.get('last-modified')) })
				.status
		).toBe(200);
		expect(ask({ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }).status).toBe(200);
	});

	it('is the same 404 for a component that is hidden or does not exist', () => {
		expect(ask({}, '?component=nobody').status).toBe(404);
	});
});
