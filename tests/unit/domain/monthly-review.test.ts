/** When the monthly look is due, when the team is reminded, and what measurements say to its points. */
import { describe, expect, it, test } from 'vitest';
import {
	dueOf,
	dueStill,
	findings,
	isReminderDue,
	type MonitorFacts,
	type ReviewFacts
} from '../../../src/lib/domain/monthly-review.ts';
import { NOTHING_MEASURED } from '../../../src/lib/domain/uptime.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25, 12);
const iso = (at: number) => new Date(at).toISOString();

test('it is due by the end of its day in the page’s zone, and by the last of the month once that has gone by', () => {
	const plan = { day: 15, remindDays: 3 };
	expect(iso(dueOf('2026-11', plan, 'Europe/Berlin'))).toBe('2026-11-15T22:59:59.999Z');
	expect(iso(dueOf('2027-03', { ...plan, day: 28 }, 'Europe/Berlin'))).toBe('2027-03-28T21:59:59.999Z');
	expect(iso(dueStill('2026-11', plan, 'UTC', NOW))).toBe('2026-11-30T23:59:59.999Z');
	expect(iso(dueStill('2026-12', plan, 'UTC', NOW))).toBe('2026-12-15T23:59:59.999Z');
	expect(iso(dueStill('2027-02', { ...plan, day: 1 }, 'UTC', Date.UTC(2027, 1, 20)))).toBe(
		'2027-02-28T23:59:59.999Z'
	);
});

test('the team is reminded once, in the morning so many days before', () => {
	const plan = { day: 15, remindDays: 3 };
	const open = { dueAt: dueOf('2026-11', plan, 'UTC'), remindedAt: null, completedAt: null };
	expect(isReminderDue(open, plan, Date.UTC(2026, 10, 12, 8, 59))).toBe(false);
	expect(isReminderDue(open, plan, Date.UTC(2026, 10, 12, 9))).toBe(true);
	expect(isReminderDue({ ...open, remindedAt: 1 }, plan, NOW)).toBe(false);
	expect(isReminderDue({ ...open, completedAt: 1 }, plan, NOW)).toBe(false);
});

const shop = (fields: Partial<MonitorFacts> = {}): MonitorFacts => ({
	key: 'shop',
	name: 'Shop',
	certificateExpiresAt: null,
	warnings: [],
	addresses: [],
	medianMs: null,
	medianBeforeMs: null,
	parts: NOTHING_MEASURED,
	...fields
});
const facts = (fields: Partial<ReviewFacts> = {}): ReviewFacts => ({
	now: NOW,
	monitors: [],
	outages: [],
	backupAt: undefined,
	addressesBefore: null,
	...fields
});
const outage = (
	status: number | null,
	cause: 'http-redirect-loop' | 'upstream-refused' = 'upstream-refused'
) => {
	return { cause, startedAt: NOW - DAY, endedAt: NOW, status };
};

describe('what is found', () => {
	it.each<[string, Partial<ReviewFacts>, string, boolean | null, string | RegExp]>([
		['a fresh backup', { backupAt: NOW - 2 * DAY }, 'restore', true, /2 days old/],
		['an old backup', { backupAt: NOW - 9 * DAY }, 'restore', false, /9 days old/],
		['no backup', { backupAt: null }, 'restore', false, /no backup/],
		[
			'a certificate that lasts',
			{ monitors: [shop({ certificateExpiresAt: NOW + 60 * DAY })] },
			'certificates',
			true,
			/Of 1 certificate the first to run out is that of Shop, in 60 days/
		],
		[
			'a certificate that runs out soon',
			{ monitors: [shop({ certificateExpiresAt: NOW + 20 * DAY })] },
			'certificates',
			false,
			/in 20 days/
		],
		[
			'a certificate that has run out',
			{ monitors: [shop({ certificateExpiresAt: NOW - 1 })] },
			'certificates',
			false,
			'The certificate of Shop has run out.'
		],
		[
			'a domain that runs out',
			{ monitors: [shop({ warnings: ['The domain runs out in 9 days.'] })] },
			'certificates',
			false,
			'Shop: The domain runs out in 9 days.'
		],
		[
			'redirects in a circle',
			{ outages: [outage(302, 'http-redirect-loop')] },
			'redirects',
			false,
			/1 outage/
		],
		['no circle', {}, 'redirects', null, /No monitor/],
		[
			'names for the first time',
			{ monitors: [shop({ addresses: ['192.0.2.1'] })] },
			'dns',
			null,
			/remembered/
		],
		[
			'names in another order',
			{
				monitors: [shop({ addresses: ['192.0.2.1', '192.0.2.2'] })],
				addressesBefore: { shop: ['192.0.2.2', '192.0.2.1'] }
			},
			'dns',
			true,
			/where it led/
		],
		[
			'a name that leads elsewhere',
			{ monitors: [shop({ addresses: ['192.0.2.9'] })], addressesBefore: { shop: ['192.0.2.1'] } },
			'dns',
			false,
			'Shop led to 192.0.2.1 and leads to 192.0.2.9.'
		],
		[
			'a slower month',
			{ monitors: [shop({ medianMs: 200, medianBeforeMs: 100 })] },
			'performance',
			false,
			'Shop took 100 ms and takes 200 ms.'
		],
		['weather', { monitors: [shop({ medianMs: 12, medianBeforeMs: 5 })] }, 'performance', true, /No monitor/],
		[
			'outages and server errors',
			{
				monitors: [shop({ parts: { ...NOTHING_MEASURED, upMs: 99, downMs: 1 } })],
				outages: [outage(502), outage(null)]
			},
			'uptime',
			false,
			'Thirty days: 99.00 %. There were 2 outages, 1 of them answered with a server error (5xx).'
		],
		[
			'a good month',
			{ monitors: [shop({ parts: { ...NOTHING_MEASURED, upMs: 99 } })] },
			'uptime',
			true,
			/There was no outage/
		]
	])('%s', (_, given, item, isFine, text) => {
		const found = findings(facts(given)).find((one) => one.item === item);
		expect(found?.isFine).toBe(isFine);
		expect(found?.text).toMatch(text);
	});

	it('is nothing where nothing is watched', () => {
		expect(findings(facts()).map(({ item }) => item)).toEqual(['redirects']);
	});

	it('names a few and counts the rest', () => {
		const warnings = Array.from({ length: 7 }, (_, index) => `Warning ${index}.`);
		const found = findings(facts({ monitors: [shop({ warnings })] }));
		expect(found[0]?.text).toMatch(/Warning 3\. And 3 more\.$/);
	});
});
