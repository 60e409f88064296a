/** What the team is told, in words: what, since when, how long, why, whose side, how sure, what to do first, where to read on. */
import { troubleOf, type Bundle, type Story } from '../domain/bundle.ts';
import { fixesFor } from '../domain/diagnosis/fixes.ts';
import type { Message, MessageLine, MessageLink, Severity } from '../domain/message.ts';
import type { TeamNotice } from '../domain/notice.ts';
import { sideInWords } from '../domain/path.ts';
import { durationInWords, listInWords } from '../domain/words.ts';
import { fillTemplate } from './message-template.ts';
import { formatTime, sinceStyle } from './times.ts';

/** Where and for whom it is worded. */
export interface Setting {
	/** When it is sent, epoch milliseconds. */
	now: number;
	timeZone: string;
	locale: string;
	outageUrl: (outageId: string) => string;
	pageUrl: string;
	/** The link by which this channel acknowledges an outage; null offers none. */
	acknowledgeUrl: ((outageId: string) => string) | null;
	/** The team's own words; null takes ours. */
	template: string | null;
}

/** Steps that a message names; the rest stands in the checklist. */
const STEPS_AT_MOST = 3;
/** Troubles that a message tells of one by one. */
const NAMED_AT_MOST = 20;

export function messageOf(bundle: Pick<Bundle, 'messageId' | 'stories'>, setting: Setting): Message {
	const { messageId: id, stories } = bundle;
	const notices = stories.map(({ notice }) => notice);
	const [first] = stories;
	if (!first) throw new Error('A message tells of something.');
	const said = stories.length === 1 ? oneStory(first, setting) : severalStories(stories, setting);
	const own = setting.template === null ? null : fillTemplate(setting.template, fieldsOf(first, setting));
	return {
		id,
		dedupKey: stories.length === 1 ? troubleOf(first.notice, id) : `bundle:${id}`,
		at: setting.now,
		severity: worst(notices.map(severityOf)),
		isRecovery: notices.every(isRecovery),
		title: said.title,
		lines: said.lines,
		steps: stepsFor(notices),
		links: linksFor(notices, setting),
		notices: stories.flatMap(({ notice, before }) => [...before, notice]),
		...(own === null || stories.length > 1 ? {} : own)
	};
}

export function isRecovery({ kind }: TeamNotice): boolean {
	return kind === 'outage-closed' || kind === 'own-network-back';
}

export function severityOf(notice: TeamNotice): Severity {
	if (isRecovery(notice)) return 'good';
	if (notice.kind === 'test' || notice.kind === 'review-due') return 'info';
	if (notice.verdict === 'down' || notice.kind === 'own-network-lost') return 'critical';
	return 'warning';
}

function worst(severities: readonly Severity[]): Severity {
	const order: readonly Severity[] = ['critical', 'warning', 'info', 'good'];
	return order.find((one) => severities.includes(one)) ?? 'info';
}

function oneStory(story: Story, setting: Setting): { title: string; lines: MessageLine[] } {
	const { notice } = story;
	return { title: titleOf(notice, setting.now), lines: linesOf(story, setting) };
}

function severalStories(
	stories: readonly Story[],
	setting: Setting
): { title: string; lines: MessageLine[] } {
	const notices = stories.map(({ notice }) => notice);
	const [first] = notices;
	const isAlike = notices.every(({ kind, cause }) => kind === first?.kind && cause === first.cause);
	const named = notices.slice(0, NAMED_AT_MOST);
	const lines = named.map((notice) => ({
		label: nameOf(notice) ?? 'Gatehouse',
		text: [stateOf(notice, setting.now), isAlike || notice.outageId === null ? '' : notice.sentence]
			.filter(Boolean)
			.join(': ')
	}));
	if (notices.length > named.length) {
		lines.push({ label: 'And', text: `${notices.length - named.length} more, which the admin area lists.` });
	}
	if (!isAlike || !first) return { title: `${notices.length} things happened`, lines };
	const names = notices.map((notice) => nameOf(notice) ?? '').filter(Boolean);
	const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} others`] : names;
	const state = isRecovery(first) ? 'up again' : first.verdict === 'degraded' ? 'degraded' : 'down';
	return {
		title: `${listInWords(shown)} are ${state}`,
		lines: [...lines, ...whyLines(first)]
	};
}

/** `Shop is down: the server behind our front door does not answer`. */
export function titleOf(notice: TeamNotice, now: number): string {
	const name = nameOf(notice);
	switch (notice.kind) {
		case 'own-network-lost':
		case 'own-network-back':
		case 'channel-stopped':
		case 'review-due':
			return withoutStop(notice.sentence);
		case 'test':
			return 'This is a test message from Gatehouse';
		case 'certificate-expiring':
			return `${name}: ${runningOn(notice.sentence)}`;
		case 'outage-closed':
		case 'outage-reminder':
		case 'flapping':
			return `${name} ${stateOf(notice, now)}`;
		default: {
			const why = notice.sentence === '' ? '' : `: ${runningOn(notice.sentence)}`;
			return `${name} ${stateOf(notice, now)}${why}`;
		}
	}
}

/** How it stands, to go on after a name. */
function stateOf(notice: TeamNotice, now: number): string {
	const { kind, verdict, startedAt, endedAt } = notice;
	const is = verdict === 'degraded' ? 'is degraded' : 'is down';
	const since = startedAt === null ? '' : durationInWords(Math.max(0, now - startedAt));
	if (notice.monitor === null) return withoutStop(notice.sentence);
	switch (kind) {
		case 'outage-closed':
			return startedAt === null
				? 'is up again'
				: `is up again after ${durationInWords((endedAt ?? now) - startedAt)}`;
		case 'flapping':
			return 'keeps changing between up and down';
		case 'outage-reminder':
			return `${verdict === 'degraded' ? 'is still degraded' : 'is still down'} after ${since}`;
		case 'outage-escalated':
			return `${is} for ${since}, and nobody has acknowledged it`;
		case 'outage-changed':
			return verdict === 'degraded' ? 'answers again, but is degraded' : 'is down now';
		case 'certificate-expiring':
		case 'own-network-lost':
		case 'own-network-back':
		case 'channel-stopped':
		case 'review-due':
		case 'test':
			return withoutStop(notice.sentence);
		default:
			return is;
	}
}

function linesOf({ notice, isFromTheBeginning }: Story, setting: Setting): MessageLine[] {
	const { monitor, kind, startedAt, endedAt } = notice;
	const lines: MessageLine[] = [];
	const time = (at: number) => {
		const style = sinceStyle(at, setting.now, setting.timeZone);
		return `${formatTime(at, style, setting.locale, setting.timeZone)} (${setting.timeZone})`;
	};
	if (monitor === null || kind === 'certificate-expiring') {
		lines.push({ label: '', text: notice.sentence });
		if (kind === 'certificate-expiring' && endedAt !== null) {
			lines.push({ label: 'Runs out', text: time(endedAt) });
		}
		if (monitor !== null) lines.push({ label: 'What', text: `${monitor.name} (${monitor.target})` });
		return lines;
	}
	lines.push({ label: 'What', text: `${monitor.name} (${monitor.target})` });
	if (kind === 'outage-closed' && startedAt !== null) {
		const ended = endedAt ?? setting.now;
		lines.push({ label: 'Was', text: notice.verdict === 'degraded' ? 'degraded' : 'down' });
		lines.push({ label: 'From', text: `${time(startedAt)} to ${time(ended)}` });
		lines.push({ label: 'Lasted', text: durationInWords(ended - startedAt) });
		if (isFromTheBeginning) {
			lines.push({ label: '', text: 'It was over before this channel could be told that it had begun.' });
		}
	} else if (startedAt !== null) {
		const lasting = durationInWords(Math.max(0, setting.now - startedAt));
		lines.push({ label: 'Since', text: `${time(startedAt)}, for ${lasting}` });
	}
	if (kind === 'flapping') {
		lines.push({ label: '', text: 'It is not told again until it has calmed down.' });
	}
	return [...lines, ...whyLines(notice)];
}

function whyLines({ sentence, failedSide, confidence }: TeamNotice): MessageLine[] {
	const lines: MessageLine[] = [];
	if (sentence !== '') lines.push({ label: 'Why', text: sentence });
	if (failedSide !== null && failedSide !== 'none') {
		const sure = confidence === null ? '' : ` (${Math.floor(confidence * 100)} % sure)`;
		lines.push({ label: 'Whose side', text: `${sideInWords(failedSide)}${sure}` });
	}
	return lines;
}

/** What Gatehouse cannot look at by itself comes first; it has done the rest already. */
function stepsFor(notices: readonly TeamNotice[]): string[] {
	const [first] = notices;
	const isOneCause = notices.every(({ cause, vendor }) => cause === first?.cause && vendor === first.vendor);
	if (!first?.cause || !first.failedSide || !isOneCause || isRecovery(first)) return [];
	return fixesFor({ cause: first.cause, failedSide: first.failedSide, vendor: first.vendor ?? null })
		.filter(({ remedy }) => remedy === null)
		.slice(0, STEPS_AT_MOST)
		.map(({ what }) => what);
}

function linksFor(notices: readonly TeamNotice[], setting: Setting): MessageLink[] {
	const { outageUrl, acknowledgeUrl, pageUrl } = setting;
	const outages = notices.flatMap(({ outageId }) => outageId ?? []);
	const [outageId] = outages;
	const links: MessageLink[] = [];
	if (outageId !== undefined && outages.length === 1) {
		links.push({ label: 'Outage', url: outageUrl(outageId), purpose: 'outage' });
		const lasts = notices.some((notice) => !isRecovery(notice));
		if (lasts && acknowledgeUrl) {
			links.push({ label: 'Acknowledge', url: acknowledgeUrl(outageId), purpose: 'acknowledge' });
		}
	}
	return [...links, { label: 'Status page', url: pageUrl, purpose: 'page' }];
}

/** The fields that a template may name. */
function fieldsOf({ notice }: Story, setting: Setting): Record<string, string> {
	const { startedAt, endedAt } = notice;
	const time = (at: number | null) =>
		at === null ? '' : formatTime(at, 'dated', setting.locale, setting.timeZone);
	return {
		monitor: nameOf(notice) ?? 'Gatehouse',
		target: notice.monitor?.target ?? '',
		state: stateOf(notice, setting.now),
		since: time(startedAt),
		ended: time(endedAt),
		lasted: startedAt === null ? '' : durationInWords((endedAt ?? setting.now) - startedAt),
		why: notice.sentence,
		side: notice.failedSide === null ? '' : sideInWords(notice.failedSide),
		sure: notice.confidence === null ? '' : `${Math.floor(notice.confidence * 100)} %`,
		step: stepsFor([notice])[0] ?? '',
		link: notice.outageId === null ? setting.pageUrl : setting.outageUrl(notice.outageId),
		page: setting.pageUrl
	};
}

function nameOf({ monitor }: TeamNotice): string | null {
	return monitor?.name ?? null;
}

function withoutStop(sentence: string): string {
	return sentence.trim().replace(/\.$/, '');
}

/** A sentence that goes on after a colon: names and abbreviations keep their capitals. */
function runningOn(sentence: string): string {
	const plain = withoutStop(sentence);
	return /^(?:The|An?|It|No|Nothing|Our|This|Something|Somebody|Nobody|Their|Its)\b/.test(plain)
		? plain.charAt(0).toLowerCase() + plain.slice(1)
		: plain;
}
