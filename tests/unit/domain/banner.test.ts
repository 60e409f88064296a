import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { banner, bannerSentence, lastedInWords } from '../../../src/lib/domain/banner.ts';
import { COMPONENT_STATUSES, type ComponentStatus } from '../../../src/lib/domain/component.ts';
import { indicatorOf } from '../../../src/lib/domain/status-page.ts';

const MINUTE_MS = 60_000;
const one = (name: string, status: ComponentStatus, since: number | null = null) => ({ name, status, since });
const shop = one('Shop', 'operational', 5);
type Case = [string, Parameters<typeof banner>[0], number, string, number | null];

describe('the banner', () => {
	it.each<Case>([
		['nothing at all', [], 0, 'Nothing is watched here yet', null],
		['all well', [shop], 0, 'All systems operational', null],
		['all well, one incident', [shop], 1, 'All systems operational, one matter is being looked at', null],
		['all well, two incidents', [shop], 2, 'All systems operational, 2 matters are being looked at', null],
		['nothing measured', [one('A', 'unknown')], 0, 'We have no current measurements', null],
		['something measured', [one('A', 'unknown'), shop], 0, 'All systems operational', null],
		['one down', [shop, one('Checkout', 'major_outage', 70)], 1, 'Checkout is down', 70],
		['one set down by hand', [shop, one('Checkout', 'major_outage')], 0, 'Checkout is down', null],
		['one only', [one('Checkout', 'major_outage', 70)], 0, 'Checkout is down', 70],
		['one degraded', [shop, one('A', 'degraded_performance', 9)], 0, 'A is not working as it should', 9],
		[
			'two degraded',
			[shop, one('A', 'degraded_performance'), one('B', 'degraded_performance')],
			0,
			'A and B are not working as they should',
			null
		],
		['maintenance', [shop, one('A', 'under_maintenance', 9)], 0, 'A is under maintenance', 9],
		[
			'the worst speaks',
			[one('A', 'degraded_performance', 1), one('B', 'major_outage', 9)],
			0,
			'B is down',
			9
		],
		['together', [shop, one('A', 'major_outage', 9), one('B', 'major_outage', 8)], 0, 'A and B are down', 8],
		[
			'apart',
			[shop, one('A', 'major_outage', 9), one('B', 'major_outage', 3 * MINUTE_MS)],
			0,
			'A and B are down',
			null
		],
		[
			'one without a time',
			[shop, one('A', 'major_outage', 9), one('B', 'major_outage')],
			0,
			'A and B are down',
			null
		],
		['everything', [one('A', 'major_outage', 9), one('B', 'major_outage', 9)], 0, 'Everything is down', 9],
		[
			'many',
			[shop, ...['A', 'B', 'C', 'D'].map((name) => one(name, 'partial_outage'))],
			0,
			'4 of 5 services are partly down',
			null
		]
	])('%s', (_, components, open, text, since) => {
		expect(banner(components, open)).toEqual({ text, since });
	});

	it('never says that all is well while the indicator says otherwise', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...COMPONENT_STATUSES), { maxLength: 12 }), (statuses) => {
				const { text } = banner(
					statuses.map((status, index) => one(`C${index}`, status)),
					0
				);
				expect(/operational|Nothing|no current/.test(text)).toBe(indicatorOf(statuses) === 'none');
			})
		);
	});
});

describe('the banner as a sentence', () => {
	const clock = (at: number) => `at ${at}`;
	it('says since when, and for how long', () => {
		const said = { text: 'Checkout is down', since: 1_000 };
		expect(bannerSentence(said, 1_000 + 12 * MINUTE_MS, clock)).toBe(
			'Checkout is down since at 1000 (12 minutes)'
		);
	});
	it('leaves out what is not known', () => {
		expect(bannerSentence({ text: 'Checkout is down', since: null }, 5, clock)).toBe('Checkout is down');
	});
	it('never counts backwards, where a clock was set', () => {
		expect(lastedInWords(2_000, 1_000)).toBe('less than a second');
	});
});
