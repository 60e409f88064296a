import { describe, expect, it } from 'vitest';
import { unpackDays } from '../../../src/lib/domain/day-pack.ts';
import {
	showBriefly,
	showComponent,
	showGroups,
	showIncident,
	showMaintenance,
	titlesOfDays,
	WHOLE
} from '../../../src/lib/format/shown.ts';
import { sampleSnapshot } from '../../support/snapshot.ts';

const snapshot = sampleSnapshot({ story: 'outage' });
const components = snapshot.groups.flatMap((group) => group.components);
const [open] = snapshot.incidents;
if (!open) throw new Error('The sample has an open incident.');
const long = {
	...open,
	updates: open.updates.map((one) => ({ ...one, message: 'Word and word. '.repeat(700) }))
};

describe('what a page sends of a component', () => {
	it('is the fields that it shows, its days packed without loss', () => {
		const [component] = components;
		if (!component) throw new Error('The sample has components.');
		const shown = showComponent(component);
		expect(Object.keys(shown).sort()).toEqual([
			'advice',
			'days',
			'key',
			'name',
			'since',
			'status',
			'uptime',
			'why'
		]);
		expect(unpackDays(shown.days)).toEqual(component.days);
	});

	it('keeps groups and their order', () => {
		expect(showGroups(snapshot).map(({ name, components: members }) => [name, members.length])).toEqual([
			['Website', 4],
			['API', 3],
			['Operations', 4]
		]);
	});
});

describe('what a page sends of an incident', () => {
	it('is harmless HTML, the newest update first', () => {
		const { updates, isOpen } = showIncident(open);
		expect(isOpen).toBe(true);
		expect(updates.map(({ status }) => status)).toEqual(['identified', 'investigating']);
		expect(updates[0]?.html).toContain('<strong>taking it back</strong>');
	});

	it('is bounded on the front page, shorter in lists, and whole on its own page', () => {
		const lengthOf = ({ updates }: { updates: { html: string; isCut: boolean }[] }) =>
			updates.map(({ html, isCut }) => [Math.ceil(html.length / 500), isCut]);
		expect(lengthOf(showIncident(long))).toEqual([
			[4, true],
			[4, true]
		]);
		expect(lengthOf(showBriefly(long))).toEqual([[1, true]]);
		expect(lengthOf(showIncident(long, WHOLE))).toEqual([
			[22, false],
			[22, false]
		]);
	});

	it('has its postmortem on its own page, not in lists', () => {
		const told = snapshot.incidents.find(({ postmortem }) => postmortem !== null);
		if (!told) throw new Error('The sample has a postmortem.');
		expect(showIncident(told, WHOLE).postmortemHtml).toContain('<h3>What happened</h3>');
		expect(showBriefly(told).postmortemHtml).toBeNull();
	});
});

it('a maintenance window is bounded as well', () => {
	const [window] = snapshot.maintenances;
	if (!window) throw new Error('The sample has maintenance.');
	const wordy = { ...window, message: 'We move house. '.repeat(700) };
	expect(showMaintenance(wordy).isCut).toBe(true);
	expect(showMaintenance(wordy, WHOLE).isCut).toBe(false);
});

it('the titles are those of incidents that some day names, and no other', () => {
	expect(Object.keys(titlesOfDays(snapshot, components)).sort()).toEqual([
		'checkout-down',
		'mail-late',
		'search-slow',
		'shop-down'
	]);
	expect(titlesOfDays(snapshot, components.slice(4, 5))).toEqual({});
});
