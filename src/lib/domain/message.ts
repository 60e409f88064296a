/** What the team is told, in words but in no format yet: each kind of channel dresses the same message in its own way. */
import type { TeamNotice } from './notice.ts';

/** How loud: `critical` is down, `warning` degraded or a certificate, `good` a recovery, `info` the rest. */
export type Severity = 'critical' | 'warning' | 'info' | 'good';

/** One fact: `Since` · `14:02 UTC, 24 Nov (12 minutes)`. */
export interface MessageLine {
	label: string;
	text: string;
}

export interface MessageLink {
	label: string;
	url: string;
	/** What following it is for, so that a channel can choose which ones it shows as buttons. */
	purpose: 'outage' | 'page' | 'acknowledge';
}

export interface Message {
	/** The same over all attempts: a receiver that drops what it has seen gets each message once. */
	id: string;
	/** The same for all that is said of one trouble: pagers resolve by it what they triggered, chats and mails thread by it. */
	dedupKey: string;
	at: number;
	severity: Severity;
	/** The trouble is over: a pager resolves. */
	isRecovery: boolean;
	/** One line, such as `Shop is down: the application behind the gateway does not answer`. */
	title: string;
	/** What, since when, how long, why, whose side, how sure; what somebody reads first stands first. */
	lines: readonly MessageLine[];
	/** The first steps of the checklist, in order; empty where there is nothing to do. */
	steps: readonly string[];
	links: readonly MessageLink[];
	/** What it tells of, for machines; several where things failed together or a digest gathers them. */
	notices: readonly TeamNotice[];
}
