/** What a channel wants to hear, and when: which monitors and failures, quiet hours, digests, reminders, escalation. */
import type { Cause, FailedSide, Kind } from './diagnosis/labels.ts';
import type { TeamEvent, TeamNotice } from './notice.ts';
import { quietEnd, type QuietHours } from './quiet-hours.ts';

/** What a notice is about, for choosing: `other` is Gatehouse itself. */
export const HEARABLE = ['down', 'degraded', 'certificate', 'other'] as const;
export type Hearable = (typeof HEARABLE)[number];

/** Failures by any of these labels. */
export interface FailureChoice {
	causes: Cause[];
	sides: FailedSide[];
	kinds: Kind[];
}

/** Which failures are told at all; what is left out chooses every one. */
export interface FailureRules {
	only?: FailureChoice | undefined;
	never?: FailureChoice | undefined;
}

/** Empty lists choose everything. */
export interface ChannelRules {
	monitors: string[];
	groups: string[];
	tags: string[];
	states: Hearable[];
	only: FailureChoice;
	never: FailureChoice;
	remindEveryMs: number | null;
	/** Hears of an outage only once nobody has acknowledged it for so long. */
	escalateAfterMs: number | null;
	quiet: (QuietHours & { letThrough: Hearable[] }) | null;
	digestEveryMs: number | null;
	/** The team's own words, with named fields; null takes ours. */
	template: string | null;
}

const NO_CHOICE: FailureChoice = { causes: [], sides: [], kinds: [] };

export const HEARS_EVERYTHING: ChannelRules = {
	monitors: [],
	groups: [],
	tags: [],
	states: [],
	only: NO_CHOICE,
	never: NO_CHOICE,
	remindEveryMs: null,
	escalateAfterMs: null,
	quiet: null,
	digestEveryMs: null,
	template: null
};

/** As they are stored: the document of the config file, its durations in milliseconds. */
export interface StoredRules extends FailureRules {
	monitors?: string[];
	groups?: string[];
	tags?: string[];
	states?: Hearable[];
	remind?: number | undefined;
	escalate?: number | undefined;
	/** Times of day: `22:00`. */
	quiet?: { from: string; to: string; timezone: string; through: Hearable[] } | undefined;
	digest?: number | undefined;
	template?: string | undefined;
}

/** Rules as they are stored, the missing ones filled in. */
export function rulesFrom(stored: StoredRules): ChannelRules {
	const { quiet, remind, escalate, digest } = stored;
	return {
		monitors: stored.monitors ?? [],
		groups: stored.groups ?? [],
		tags: stored.tags ?? [],
		states: stored.states ?? [],
		only: stored.only ?? NO_CHOICE,
		never: stored.never ?? NO_CHOICE,
		remindEveryMs: remind ?? null,
		escalateAfterMs: escalate ?? null,
		quiet: quiet
			? {
					fromMinute: minuteOf(quiet.from),
					toMinute: minuteOf(quiet.to),
					timeZone: quiet.timezone,
					letThrough: quiet.through
				}
			: null,
		digestEveryMs: digest ?? null,
		template: stored.template ?? null
	};
}

function minuteOf(time: string): number {
	const [hours, minutes] = time.split(':').map(Number);
	return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** The monitor that a notice is about; null where it is about none. */
export interface Subject {
	key: string;
	tags: readonly string[];
	/** Keys of the groups in which it is shown. */
	groups: readonly string[];
}

export function hearableOf({ kind, verdict }: TeamNotice): Hearable {
	if (kind === 'certificate-expiring') return 'certificate';
	return verdict ?? 'other';
}

const FOLLOW_UPS: ReadonlySet<TeamEvent> = new Set<TeamEvent>([
	'outage-closed',
	'outage-changed',
	'flapping'
]);

/** It goes on from something: only who was told of that hears of it. */
export function isFollowUp({ kind }: TeamNotice): boolean {
	return FOLLOW_UPS.has(kind);
}

/** Whether a channel hears of something at once. A recovery is heard by whoever was told of the outage, and is not asked here. */
export function hears(rules: ChannelRules, notice: TeamNotice, subject: Subject | null): boolean {
	const waitsForOthers = rules.escalateAfterMs !== null && notice.outageId !== null;
	return !waitsForOthers && concerns(rules, notice, subject);
}

/** Whether something is of the sort that a channel wants to hear of, be it later. */
export function concerns(rules: ChannelRules, notice: TeamNotice, subject: Subject | null): boolean {
	return (
		(rules.states.length === 0 || rules.states.includes(hearableOf(notice))) &&
		(subject === null || isAmong(rules, subject)) &&
		allows(rules, notice)
	);
}

/** Whether the failure is one that is asked for; what is no failure is none of this rule's business. */
export function allows({ only = NO_CHOICE, never = NO_CHOICE }: FailureRules, notice: TeamNotice): boolean {
	if (notice.cause === null) return true;
	return (isNoChoice(only) || matches(only, notice)) && !matches(never, notice);
}

function isAmong({ monitors, groups, tags }: ChannelRules, subject: Subject): boolean {
	if (monitors.length + groups.length + tags.length === 0) return true;
	return (
		monitors.includes(subject.key) ||
		groups.some((group) => subject.groups.includes(group)) ||
		tags.some((tag) => subject.tags.includes(tag))
	);
}

function isNoChoice({ causes, sides, kinds }: FailureChoice): boolean {
	return causes.length + sides.length + kinds.length === 0;
}

function matches({ causes, sides, kinds }: FailureChoice, notice: TeamNotice): boolean {
	return (
		(notice.cause !== null && causes.includes(notice.cause)) ||
		(notice.failedSide !== null && sides.includes(notice.failedSide)) ||
		(notice.failureKind !== null && notice.failureKind !== undefined && kinds.includes(notice.failureKind))
	);
}

/** Failures wait so long for others that happen together with them. */
const GATHERING_MS = 3_000;

/**
 * Until when what is owed waits; null when it is to be told now. One thing that is let through takes the rest along, so
 * that the order is kept.
 */
export function heldUntil(
	rules: Pick<ChannelRules, 'quiet' | 'digestEveryMs'>,
	pending: readonly { createdAt: number; document: TeamNotice }[],
	now: number
): number | null {
	const [oldest] = pending;
	if (!oldest || pending.some(({ document }) => document.kind === 'test')) return null;
	const quietUntil = rules.quiet === null ? null : quietEnd(rules.quiet, now);
	if (quietUntil !== null) {
		const letThrough = rules.quiet?.letThrough ?? [];
		if (!pending.some(({ document }) => letThrough.includes(hearableOf(document)))) return quietUntil;
	}
	const waitMs =
		rules.digestEveryMs ??
		(oldest.document.kind === 'outage-opened' || oldest.document.kind === 'outage-closed' ? GATHERING_MS : 0);
	const until = oldest.createdAt + waitMs;
	return until > now ? until : null;
}

/** Whether all that is owed goes into one message: a digest, or what gathered while it was quiet. */
export function gathersEverything(
	rules: Pick<ChannelRules, 'quiet' | 'digestEveryMs'>,
	oldestCreatedAt: number
): boolean {
	return (
		rules.digestEveryMs !== null || (rules.quiet !== null && quietEnd(rules.quiet, oldestCreatedAt) !== null)
	);
}
