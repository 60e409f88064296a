import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/lib/domain/component.ts';
import { daySpans } from '../../../src/lib/domain/days.ts';
import type { UptimeParts } from '../../../src/lib/domain/snapshot.ts';
import type { Span, Stretch, Verdict } from '../../../src/lib/domain/stretch.ts';
import {
	days,
	measure,
	merge,
	NOTHING_MEASURED,
	sum,
	total,
	type ComponentStretch
} from '../../../src/lib/domain/uptime.ts';

const VERDICT: Record<string, Verdict> = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' };

/** A story of stretches, one letter a unit of time: `u` up, `g` degraded, `d` down, `?` unknown, `.` no stretch. */
function story(text: string): Stretch[] {
	return [...text].flatMap((letter, at) => {
		const verdict = VERDICT[letter];
		return verdict ? [{ verdict, startedAt: at, endedAt: at + 1 }] : [];
	});
}

/** The same letters back, `p` for partly down, one per unit of time up to `until`. */
function told(stretches: readonly ComponentStretch[], until: number): string {
	const letters: Record<string, string> = { up: 'u', degraded: 'g', down: 'd', unknown: '?', partial: 'p' };
	return Array.from({ length: until }, (_, at) => {
		const here = stretches.filter((one) => one.startedAt <= at && at < (one.endedAt ?? Infinity));
		return here.map(({ verdict }) => letters[verdict]).join('') || '.';
	}).join('');
}

const part = (parts: Partial<UptimeParts>): UptimeParts => ({ ...NOTHING_MEASURED, ...parts });

describe('measuring a span', () => {
	const up = (startedAt: number, endedAt: number | null): Stretch => ({ verdict: 'up', startedAt, endedAt });
	const down = (startedAt: number, endedAt: number | null): Stretch => ({
		verdict: 'down',
		startedAt,
		endedAt
	});

	it.each<[string, ComponentStretch[], Span, Span[], number, Partial<UptimeParts>]>([
		['nothing known', [], { from: 0, to: 100 }, [], 100, { unknownMs: 100 }],
		['before the first stretch', [up(60, null)], { from: 0, to: 100 }, [], 100, { unknownMs: 60, upMs: 40 }],
		['what is to come', [up(0, null)], { from: 0, to: 100 }, [], 30, { upMs: 30 }],
		['all still to come', [up(0, null)], { from: 50, to: 100 }, [], 30, {}],
		['a gap', [up(0, 40), up(60, null)], { from: 0, to: 100 }, [], 100, { upMs: 80, unknownMs: 20 }],
		[
			'partly down',
			[{ verdict: 'partial', startedAt: 0, endedAt: null }],
			{ from: 0, to: 9 },
			[],
			9,
			{ degradedMs: 9 }
		],
		['outside', [down(0, 10), up(10, null)], { from: 10, to: 20 }, [], 99, { upMs: 10 }],
		[
			'overlap: the later start',
			[up(0, 100), down(90, null)],
			{ from: 0, to: 100 },
			[],
			100,
			{ upMs: 90, downMs: 10 }
		],
		[
			'one inside another',
			[up(0, 100), down(40, 50)],
			{ from: 0, to: 100 },
			[],
			100,
			{ upMs: 90, downMs: 10 }
		],
		['begun together: the worse', [down(0, 10), up(0, 10)], { from: 0, to: 10 }, [], 10, { downMs: 10 }],
		[
			'maintenance',
			[down(0, null)],
			{ from: 0, to: 100 },
			[{ from: 20, to: 30 }],
			100,
			{ downMs: 90, maintenanceMs: 10 }
		],
		[
			'maintenance over nothing',
			[],
			{ from: 0, to: 10 },
			[{ from: -5, to: 4 }],
			10,
			{ maintenanceMs: 4, unknownMs: 6 }
		],
		[
			'windows that overlap count once',
			[up(0, null)],
			{ from: 0, to: 100 },
			[
				{ from: 50, to: 70 },
				{ from: 10, to: 60 }
			],
			100,
			{ upMs: 40, maintenanceMs: 60 }
		],
		[
			'maintenance to come',
			[up(0, null)],
			{ from: 0, to: 100 },
			[{ from: 40, to: 90 }],
			50,
			{ upMs: 40, maintenanceMs: 10 }
		]
	])('%s', (_, stretches, span, maintenance, now, expected) => {
		expect(measure(stretches, span, maintenance, now)).toEqual(part(expected));
		expect(measure([...stretches].reverse(), span, [...maintenance].reverse(), now)).toEqual(part(expected));
	});
});

const NOW = Date.UTC(2027, 3, 1);
const instant = fc.integer({ min: NOW - 10 * 86_400_000, max: NOW + 86_400_000 });
const stretch: fc.Arbitrary<ComponentStretch> = fc
	.record({
		verdict: fc.constantFrom<ComponentStretch['verdict']>('up', 'degraded', 'down', 'unknown', 'partial'),
		startedAt: instant,
		lengthMs: fc.option(fc.integer({ min: 0, max: 3 * 86_400_000 }))
	})
	.map(({ verdict, startedAt, lengthMs }) => ({
		verdict,
		startedAt,
		endedAt: lengthMs === null ? null : startedAt + lengthMs
	}));
const span: fc.Arbitrary<Span> = fc
	.tuple(instant, fc.integer({ min: 0, max: 2 * 86_400_000 }))
	.map(([from, lengthMs]) => ({ from, to: from + lengthMs }));
const facts = fc.record({
	stretches: fc.array(stretch, { maxLength: 12 }),
	maintenance: fc.array(span, { maxLength: 4 }),
	whole: span
});

/** The rule in its plainest form, for one instant: what uptime.ts must agree with however it gets there. */
function partAt(at: number, stretches: readonly ComponentStretch[], maintenance: readonly Span[]): string {
	if (maintenance.some(({ from, to }) => from <= at && at < to)) return 'maintenance';
	const covering = stretches.filter(
		({ startedAt, endedAt }) => startedAt <= at && at < (endedAt ?? Infinity)
	);
	const latest = Math.max(...covering.map(({ startedAt }) => startedAt));
	const order = ['unknown', 'up', 'degraded', 'partial', 'down'];
	const worst = covering
		.filter(({ startedAt }) => startedAt === latest)
		.sort((a, b) => order.indexOf(b.verdict) - order.indexOf(a.verdict))[0];
	return worst?.verdict ?? 'unknown';
}

describe('whatever happened', () => {
	it('the parts add up to the whole, as far as it has come', () => {
		fc.assert(
			fc.property(facts, ({ stretches, maintenance, whole }) => {
				const parts = measure(stretches, whole, maintenance, NOW);
				expect(total(parts)).toBe(Math.max(0, Math.min(whole.to, NOW) - whole.from));
				for (const ms of Object.values(parts)) expect(ms).toBeGreaterThanOrEqual(0);
			})
		);
	});

	it('the order of arrival does not matter', () => {
		const shuffled = facts.chain((one) =>
			fc.record({
				one: fc.constant(one),
				stretches: fc.shuffledSubarray(one.stretches, { minLength: one.stretches.length }),
				maintenance: fc.shuffledSubarray(one.maintenance, { minLength: one.maintenance.length })
			})
		);
		fc.assert(
			fc.property(shuffled, ({ one, stretches, maintenance }) => {
				expect(measure(stretches, one.whole, maintenance, NOW)).toEqual(
					measure(one.stretches, one.whole, one.maintenance, NOW)
				);
			})
		);
	});

	it('two halves measure as much as the whole', () => {
		fc.assert(
			fc.property(
				facts,
				fc.double({ min: 0, max: 1, noNaN: true }),
				({ stretches, maintenance, whole }, share) => {
					const middle = Math.round(whole.from + share * (whole.to - whole.from));
					const halves = [
						{ from: whole.from, to: middle },
						{ from: middle, to: whole.to }
					].map((half) => measure(stretches, half, maintenance, NOW));
					expect(sum(halves)).toEqual(measure(stretches, whole, maintenance, NOW));
				}
			)
		);
	});

	it('maintenance never adds downtime', () => {
		fc.assert(
			fc.property(facts, ({ stretches, maintenance, whole }) => {
				const charged = measure(stretches, whole, maintenance, NOW).downMs;
				expect(charged).toBeLessThanOrEqual(measure(stretches, whole, [], NOW).downMs);
			})
		);
	});

	it('each instant is what the plain rule says', () => {
		const small = fc.integer({ min: 0, max: 30 });
		const smallStretch = fc.tuple(stretch, small, fc.option(small)).map(([one, startedAt, endedAt]) => ({
			...one,
			startedAt,
			endedAt
		}));
		const window = fc.tuple(small, small).map(([from, to]) => ({ from, to }));
		fc.assert(
			fc.property(fc.array(smallStretch), fc.array(window), small, (stretches, maintenance, at) => {
				const measured = measure(stretches, { from: at, to: at + 1 }, maintenance, 1_000);
				const expected = partAt(at, stretches, maintenance).replace('partial', 'degraded');
				expect(measured).toEqual(part({ [`${expected}Ms`]: 1 }));
			}),
			{ numRuns: 500 }
		);
	});

	it('days, of 23 and 25 hours too, measure as much as the time they cover, each as if alone', () => {
		const zone = fc.constantFrom(
			'Europe/Berlin',
			'America/New_York',
			'Australia/Lord_Howe',
			'Asia/Kathmandu',
			'UTC'
		);
		fc.assert(
			fc.property(facts, zone, ({ stretches, maintenance }, timeZone) => {
				const spans = daySpans(12, NOW, timeZone);
				const views = days(stretches, spans, maintenance, NOW, new Map());
				const whole = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
				expect(sum(views)).toEqual(measure(stretches, whole, maintenance, NOW));
				views.forEach((view, index) => {
					expect(view).toMatchObject(measure(stretches, spans[index] as Span, maintenance, NOW));
				});
			})
		);
	});
});

describe('a row of days', () => {
	const spans = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day, index) => ({
		day,
		from: index * 4,
		to: index * 4 + 4
	}));
	const row = days(
		story('uuuuuddguuuu....uu'),
		spans,
		[{ from: 9, to: 10 }],
		18,
		new Map([['tue', ['i1', 'i2']]])
	);

	it('shows the worst of each day', () => {
		expect(row.map(({ day, state }) => `${day} ${state}`)).toEqual([
			'mon operational',
			'tue down',
			'wed maintenance',
			'thu unknown',
			'fri operational'
		]);
	});

	it('shows the share of each day, and none where nothing was measured', () => {
		expect(row.map((day) => day.ratio)).toEqual([1, 0.5, 1, null, 1]);
	});

	it('names the incidents of each day', () => {
		expect(row.map(({ incidentIds }) => incidentIds)).toEqual([[], ['i1', 'i2'], [], [], []]);
	});

	it('takes a year of trouble with a window every day in little time', () => {
		const many = Array.from({ length: 20_000 }, (_, at) => ({
			verdict: (['up', 'down'] as const)[at % 2] ?? 'up',
			startedAt: at * 10,
			endedAt: at * 10 + 10
		}));
		const windows = Array.from({ length: 2_000 }, (_, at) => ({ from: at * 100, to: at * 100 + 5 }));
		const startedAt = performance.now();
		days(many, spans, windows, 200_000, new Map());
		expect(performance.now() - startedAt).toBeLessThan(500);
	});
});

describe('several monitors as one component', () => {
	it.each<[string, string[], 'worst' | 'share', string]>([
		['the worst of them', ['uuddg', 'ugudu'], 'worst', 'ugddg'],
		['by share: all of them or some', ['uuddg', 'ugudu'], 'share', 'ugpdg'],
		['one that knows nothing is silent', ['u?d?', '????'], 'share', 'u?d?'],
		['one that is not there is silent', ['uudd', '..u.'], 'share', 'uupd'],
		['none was there', ['u..u', 'd..d'], 'worst', 'd..d']
	])('%s', (_, monitors, folding, expected) => {
		expect(told(merge(monitors.map(story), folding), expected.length)).toBe(expected);
	});

	it('goes on while they go on', () => {
		const open: Stretch[] = [{ verdict: 'up', startedAt: 0, endedAt: null }];
		const failing: Stretch[] = [{ verdict: 'down', startedAt: 5, endedAt: null }];
		expect(merge([open, failing], 'share')).toEqual([
			{ verdict: 'up', startedAt: 0, endedAt: 5 },
			{ verdict: 'partial', startedAt: 5, endedAt: null }
		]);
	});

	it('agrees at every instant with the status the component has then', () => {
		const status = {
			up: 'operational',
			degraded: 'degraded_performance',
			partial: 'partial_outage',
			down: 'major_outage',
			unknown: 'unknown'
		};
		const verdicts = fc.array(fc.constantFrom<Verdict>('up', 'degraded', 'down', 'unknown'), {
			minLength: 1,
			maxLength: 5
		});
		fc.assert(
			fc.property(verdicts, fc.constantFrom<'worst' | 'share'>('worst', 'share'), (now, folding) => {
				const [merged] = merge(
					now.map((verdict) => [{ verdict, startedAt: 0, endedAt: null }]),
					folding
				);
				expect(status[merged?.verdict ?? 'unknown']).toBe(fold(now, folding));
			})
		);
	});
});
