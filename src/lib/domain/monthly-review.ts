/** The monthly look after a website: what belongs to it, when it is due, and what the measurements say to each point. */
import type { Outage } from './outage.ts';
import type { UptimeParts } from './snapshot.ts';
import { startOfDay, dayAfter } from './days.ts';
import { formatRatio, ratio, sum } from './uptime.ts';
import { count, durationInWords, listInWords } from './words.ts';

export const REVIEW_ITEMS = [
	'updates',
	'restore',
	'certificates',
	'links',
	'redirects',
	'dns',
	'performance',
	'uptime',
	'contact'
] as const;
export type ReviewItem = (typeof REVIEW_ITEMS)[number];

export const REVIEW_TEXTS: Record<ReviewItem, { title: string; task: string }> = {
	updates: {
		title: 'Updates',
		task: 'Bring system, extensions and libraries up to date, then see whether the website still does its work.'
	},
	restore: {
		title: 'Restore test',
		task: 'Restore a backup somewhere else, and see whether everything is in it.'
	},
	certificates: {
		title: 'Certificates and domains',
		task: 'Renew what runs out before the next look; see that the renewal works by itself.'
	},
	links: {
		title: 'Broken links',
		task: 'Follow the links of the main pages, and mend those that lead nowhere.'
	},
	redirects: {
		title: 'Redirects',
		task: 'Open the old addresses: each leads to its new one in one step, and http leads to https.'
	},
	dns: { title: 'DNS', task: 'Compare the records with what they should be; remove those that nobody uses.' },
	performance: {
		title: 'Performance',
		task: 'Where it became slower, find out what changed: pictures, scripts, the database.'
	},
	uptime: {
		title: 'Uptime and server errors',
		task: 'Go through the outages: is the cause of each gone, or only its effect?'
	},
	contact: {
		title: 'Contact data',
		task: 'Imprint, phone numbers, mail addresses and who is called at night: all of them still right?'
	}
};

export const REVIEW_STATES = ['open', 'done', 'not_needed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export interface ReviewTick {
	item: ReviewItem;
	state: ReviewState;
	note: string;
	changedAt: number;
	changedBy: string;
}

/** What was found by measuring. `isFine` is null where that says neither yes nor no. */
export interface Measured {
	item: ReviewItem;
	isFine: boolean | null;
	text: string;
}

/** What is kept of a month when it is completed: what was found, and what the next month compares with. */
export interface MeasuredMonth {
	found: Measured[];
	/** Monitor key → addresses its name led to. */
	addresses: Record<string, string[]>;
}

export interface MonthlyReview {
	id: string;
	workspaceId: string;
	/** `2026-11` */
	month: string;
	dueAt: number;
	remindedAt: number | null;
	completedAt: number | null;
	completedBy: string | null;
	measured: MeasuredMonth | null;
	ticks: ReviewTick[];
}

/** When it is held: due on this day of each month, the team reminded so many days before. */
export interface ReviewPlan {
	day: number;
	remindDays: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Months are compared by their last thirty days, so that a long one is not a busy one. */
export const REVIEWED_MS = 30 * DAY_MS;
/** A certificate that outlives the next review needs nothing now. */
const CERTIFICATE_MS = 40 * DAY_MS;
const BACKUP_MS = 8 * DAY_MS;
/** Slower by this factor and by this many milliseconds is slower, less is weather. */
const SLOWER = 1.25;
const SLOWER_MS = 20;
const NAMED_AT_MOST = 4;

/** The end of the day on which the review of a month is due. */
export function dueOf(month: string, { day }: ReviewPlan, timeZone: string): number {
	return startOfDay(dayAfter(`${month}-${String(day).padStart(2, '0')}`), timeZone) - 1;
}

/** The same for a month whose day has gone by already: its last day. */
export function dueStill(month: string, plan: ReviewPlan, timeZone: string, now: number): number {
	const due = dueOf(month, plan, timeZone);
	if (due > now) return due;
	const nextMonth = dayAfter(`${month}-28`, 4).slice(0, 7);
	return startOfDay(`${nextMonth}-01`, timeZone) - 1;
}

export function isReminderDue(
	{ dueAt, remindedAt, completedAt }: Pick<MonthlyReview, 'dueAt' | 'remindedAt' | 'completedAt'>,
	{ remindDays }: ReviewPlan,
	now: number
): boolean {
	// in the morning of its day
	const remindAt = dueAt + 1 - DAY_MS - remindDays * DAY_MS + 9 * HOUR_MS;
	return completedAt === null && remindedAt === null && now >= remindAt;
}

export interface MonitorFacts {
	key: string;
	name: string;
	certificateExpiresAt: number | null;
	warnings: string[];
	addresses: string[];
	/** Of the last thirty days, and of the thirty before those; null where nothing answered. */
	medianMs: number | null;
	medianBeforeMs: number | null;
	parts: UptimeParts;
}

export interface ReviewFacts {
	now: number;
	monitors: MonitorFacts[];
	/** Those of the last thirty days, with what their first failing request was answered. */
	outages: (Pick<Outage, 'cause' | 'startedAt' | 'endedAt'> & { status: number | null })[];
	/** The newest backup; null for none, undefined where this workspace does not look after backups. */
	backupAt: number | null | undefined;
	/** What the last completed month remembered; null for none. */
	addressesBefore: Record<string, string[]> | null;
}

/** Everything that can be said without a person, each point at most once. */
export function findings(facts: ReviewFacts): Measured[] {
	return [
		restore(facts),
		certificates(facts),
		redirects(facts),
		dns(facts),
		performance(facts),
		uptimeOf(facts)
	].filter((one) => one !== null);
}

function restore({ backupAt, now }: ReviewFacts): Measured | null {
	if (backupAt === undefined) return null;
	if (backupAt === null) {
		return { item: 'restore', isFine: false, text: 'Gatehouse itself has no backup of its own data yet.' };
	}
	const ageMs = now - backupAt;
	const text = `The newest backup of Gatehouse’s own data is ${durationInWords(ageMs)} old.`;
	return { item: 'restore', isFine: ageMs <= BACKUP_MS, text };
}

function certificates({ monitors, now }: ReviewFacts): Measured | null {
	const warnings = monitors.flatMap(({ name, warnings: said }) => said.map((text) => `${name}: ${text}`));
	const dated = monitors
		.flatMap(({ name, certificateExpiresAt: at }) => (at === null ? [] : [{ name, at }]))
		.sort((a, b) => a.at - b.at);
	const [first] = dated;
	if (!first && warnings.length === 0) return null;
	const nearest = !first
		? ''
		: first.at <= now
			? `The certificate of ${first.name} has run out.`
			: `Of ${count(dated.length, 'certificate')} the first to run out is that of ${first.name}, in ${durationInWords(first.at - now)}.`;
	const isFine = warnings.length === 0 && (!first || first.at - now > CERTIFICATE_MS);
	return { item: 'certificates', isFine, text: [nearest, ...named(warnings)].filter(Boolean).join(' ') };
}

function redirects({ outages }: ReviewFacts): Measured | null {
	const loops = outages.filter(({ cause }) => cause === 'http-redirect-loop').length;
	if (loops === 0)
		return { item: 'redirects', isFine: null, text: 'No monitor ran in a circle in thirty days.' };
	return { item: 'redirects', isFine: false, text: `${count(loops, 'outage')} by redirects in a circle.` };
}

function dns({ monitors, addressesBefore }: ReviewFacts): Measured | null {
	const resolved = monitors.filter(({ addresses }) => addresses.length > 0);
	if (resolved.length === 0) return null;
	if (addressesBefore === null) {
		return {
			item: 'dns',
			isFine: null,
			text: 'The addresses are remembered, and compared from next month on.'
		};
	}
	const changed = resolved.flatMap(({ key, name, addresses }) => {
		const before = addressesBefore[key];
		if (!before || [...before].sort().join() === [...addresses].sort().join()) return [];
		return [`${name} led to ${listInWords(before)} and leads to ${listInWords(addresses)}.`];
	});
	if (changed.length === 0) {
		return { item: 'dns', isFine: true, text: 'Every name leads where it led at the last review.' };
	}
	return { item: 'dns', isFine: false, text: named(changed).join(' ') };
}

function performance({ monitors }: ReviewFacts): Measured | null {
	const both = monitors.flatMap(({ name, medianMs: is, medianBeforeMs: was }) =>
		is === null || was === null ? [] : [{ name, is, was }]
	);
	if (both.length === 0) return null;
	const slower = both
		.filter(({ is, was }) => is > was * SLOWER && is - was > SLOWER_MS)
		.sort((a, b) => b.is / b.was - a.is / a.was)
		.map(({ name, is, was }) => `${name} took ${was} ms and takes ${is} ms.`);
	if (slower.length > 0) return { item: 'performance', isFine: false, text: named(slower).join(' ') };
	const text = 'No monitor answers noticeably slower than in the thirty days before.';
	return { item: 'performance', isFine: true, text };
}

function uptimeOf({ monitors, outages }: ReviewFacts): Measured | null {
	const all = ratio(sum(monitors.map(({ parts }) => parts)));
	if (all === null) return null;
	const errors = outages.filter(({ status }) => status !== null && status >= 500).length;
	const told =
		outages.length === 0
			? 'There was no outage.'
			: `There ${outages.length === 1 ? 'was' : 'were'} ${count(outages.length, 'outage')}, ${errors} of them answered with a server error (5xx).`;
	return { item: 'uptime', isFine: outages.length === 0, text: `Thirty days: ${formatRatio(all)}. ${told}` };
}

function named(lines: string[]): string[] {
	const rest = lines.length - NAMED_AT_MOST;
	return rest <= 0 ? lines : [...lines.slice(0, NAMED_AT_MOST), `And ${rest} more.`];
}
