/** Whatever somebody types into an incident is text, for everybody and in every form; what only the team reads is nowhere. */
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { showIncident, WHOLE } from '../../../src/lib/format/shown.ts';
import { notesInput, openInput } from '../../../src/lib/server/desk/incident-input.ts';
import { renderFeed } from '../../../src/lib/server/feeds/index.ts';
import { documents } from '../../../src/lib/server/feeds/statuspage/index.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import { watch } from '../../support/database.ts';
import { deskStory } from '../../support/desk.ts';
import { typed } from '../../support/typed.ts';

const TAG = /<\/?([a-z][a-z0-9]*)[^>]*>/gi;
const HARMLESS = new Set(
	'p em strong s code pre blockquote ul ol li h3 h4 h5 h6 table thead tbody tr th td br hr a'.split(' ')
);
const NOTE = 'quasar7 is for the team';

it('what is hostile is text on the page, in feeds and documents, and notes are in none of them', async () => {
	const { desk, trace, database, roster, clock } = await deskStory((db) => watch(db, { key: 'shop' }));
	const [page] = roster().facts.pages;
	if (!page) throw new Error('There is no page.');
	await fc.assert(
		fc.asyncProperty(typed, typed, async (title, message) => {
			const parsed = openInput.safeParse({ title, message, components: { shop: 'major_outage' } });
			if (!parsed.success) {
				for (const { message: sentence } of parsed.error.issues) expect(sentence).toMatch(/^[A-Z].*\.$/);
				return;
			}
			await database.client.incident.deleteMany();
			const made = await desk.incidents.open(trace(), parsed.data);
			await desk.incidents.note(trace(), made.id, notesInput.parse({ text: NOTE }));
			expect(made.title).not.toMatch(/[\r\n]/);
			const all = await incidents.list(database.client, 'ours', 1_000);
			const snapshot = buildSnapshot({
				version: 1,
				now: clock.now(),
				page,
				url: 'https://status.example',
				roster: roster(),
				watches: new Map(),
				incidents: all,
				told: new Map()
			});
			const [shown] = snapshot.incidents.map((one) => showIncident(one, WHOLE));
			for (const [, name = ''] of shown?.updates[0]?.html.matchAll(TAG) ?? []) {
				expect(HARMLESS).toContain(name.toLowerCase());
			}
			for (const format of ['rss', 'atom'] as const) {
				const text = String(renderFeed(format, snapshot, null)?.body);
				const faults: string[] = [];
				new DOMParser({
					onError: (level, fault) => void (level === 'warning' || faults.push(fault))
				}).parseFromString(text, 'text/xml');
				expect(faults, text).toEqual([]);
				expect(text).not.toContain(NOTE);
			}
			const feed = JSON.parse(String(renderFeed('json', snapshot, null)?.body)) as { items: unknown[] };
			expect(feed.items.length).toBeGreaterThan(0);
			const calendar = String(renderFeed('calendar', snapshot, null)?.body);
			for (const line of calendar.split('\r\n')) expect(line).not.toMatch(/[\r\n]/);
			const summary = JSON.stringify(documents.summary(snapshot));
			expect(JSON.stringify(feed) + calendar + summary).not.toContain(NOTE);
		}),
		{ numRuns: 40 }
	);
});
