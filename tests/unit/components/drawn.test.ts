import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import ComponentList from '../../../src/lib/components/ComponentList.svelte';
import DayBars from '../../../src/lib/components/DayBars.svelte';
import DayList from '../../../src/lib/components/DayList.svelte';
import IncidentCard from '../../../src/lib/components/IncidentCard.svelte';
import Time from '../../../src/lib/components/Time.svelte';
import { recentDays } from '../../../src/lib/format/day-list.ts';
import { showGroups, showIncident, titlesOfDays } from '../../../src/lib/format/shown.ts';
import { SAMPLE_NOW, sampleSnapshot, type SampleOptions } from '../../support/snapshot.ts';
import Frame from './Frame.svelte';

function draw<Props extends Record<string, unknown>>(of: Component<Props>, props: Props): string {
	return render(Frame as unknown as Component<{ of: Component<Props>; props: Props }>, {
		props: { of, props }
	}).body;
}

function drawList(options: SampleOptions): string {
	const snapshot = sampleSnapshot(options);
	const titles = titlesOfDays(
		snapshot,
		snapshot.groups.flatMap(({ components }) => components)
	);
	return draw(ComponentList, { groups: showGroups(snapshot), titles });
}

const textOf = (html: string) =>
	html
		.replace(/<!--.*?-->/gs, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');

describe('the list of services', () => {
	it('says states in words, and uptime beside the rule it follows', () => {
		const text = textOf(drawList({ story: 'outage' }));
		expect(text).toContain('Checkout Down The server behind our front door does not answer. 99.99 % uptime');
		expect(text).toContain('Uptime counts time that was up or degraded');
		expect(text).toContain('Days are days in Europe/Berlin');
	});

	it('names in a group’s summary what is not well', () => {
		const summaries = drawList({ story: 'outage' }).match(/<summary.*?<\/summary>/gs) ?? [];
		expect(summaries.map(textOf).map((text) => text.trim())).toEqual([
			'Website Checkout: down, Images: degraded Down',
			'API 3 · Operational',
			'Operations 4 · Operational'
		]);
	});

	it('stands open on a short page; on a long one only groups with trouble do, and a search appears', () => {
		const groups = (html: string) => (html.match(/<details[^>]*>/g) ?? []).map((tag) => tag.includes('open'));
		expect(groups(drawList({ story: 'outage', components: 14 }))).toEqual([true, true, true]);
		const long = drawList({ story: 'outage', components: 15 });
		expect(groups(long)).toEqual([true, false, false]);
		expect(long).toContain('type="search"');
	});

	it('draws a row of 90 days with a handful of elements', () => {
		const list = drawList({ components: 100, isGrouped: false });
		const paths = list.match(/<path/g) ?? [];
		expect(paths.length / 100).toBeLessThan(8);
	});

	it('leads to each service below the path the app is served at, without scripts too', () => {
		expect(drawList({})).toContain('href="/status/components/service-1"');
	});

	it('has no style attribute and no handler, which the page’s policy would refuse', () => {
		for (const story of ['well', 'outage', 'hostile', 'no-data'] as const) {
			expect(drawList({ story, components: 30 })).not.toMatch(/<[^>]+\s(?:style|on\w+)=/);
		}
	});

	it('shows hostile names as text', () => {
		const list = drawList({ story: 'hostile' });
		expect(list).not.toContain('<script');
		expect(list).not.toContain('<img');
		expect(list).toContain('&lt;script>alert("name")');
	});
});

describe('a row of days', () => {
	it('is a picture with a sentence as long as no script runs', () => {
		const [shop] = sampleSnapshot().groups[0]?.components ?? [];
		const bars = draw(DayBars, { name: 'Shop', days: shop?.days ?? [], titles: {} });
		expect(bars).toContain('role="img"');
		expect(bars).toContain('aria-label="Shop: 90 days, 99.92 % uptime, 2 days with trouble"');
		expect(bars).not.toContain('slider');
	});
});

describe('an open incident', () => {
	const snapshot = sampleSnapshot({ story: 'outage' });
	const [open] = snapshot.incidents;

	it('shows its newest word in full and folds the older ones', () => {
		const card = open ? draw(IncidentCard, { incident: showIncident(open), now: SAMPLE_NOW }) : '';
		const [newest = '', older = ''] = card.split('<details');
		expect(textOf(newest)).toMatch(
			/Checkout is down .*since .*13:02.*\(12 minutes\).*Concerns.*Checkout.*Identified/
		);
		expect(newest).toContain('<strong>taking it back</strong>');
		expect(textOf(older)).toContain('1 earlier update Investigating');
	});
});

describe('the recent past', () => {
	it('folds quiet days into one line', () => {
		const text = textOf(draw(DayList, { days: recentDays(sampleSnapshot(), 14) }));
		expect(text).toMatch(/22 ?– ?24 November No incidents Saturday 21 November Search answers slowly/);
	});
});

describe('an instant', () => {
	it('is written in the page’s zone, exact for machines and on hover', () => {
		expect(draw(Time, { at: SAMPLE_NOW })).toContain(
			'<time datetime="2026-11-24T12:14:20.000Z" title="Tuesday, 24 November 2026 at 13:14:20 GMT+1">24 Nov, 13:14</time>'
		);
	});
});
