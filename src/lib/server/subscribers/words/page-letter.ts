/** What a mail to a subscriber says, before it is addressed to anybody: the same parts make its text and its HTML. */
import type { DayState } from '../../../domain/snapshot.ts';

export type LetterPart =
	/** One or several plain lines; a label stands before them. */
	| { kind: 'line'; label?: string; text: string }
	/** What somebody typed with the formatting of the one formatter. */
	| { kind: 'typed'; markdown: string }
	/** The one thing to open. */
	| { kind: 'link'; label: string; url: string };

export interface PageLetter {
	/** Behind the name of the page. */
	subject: string;
	/** One plain sentence: what a list of mails shows beside the subject. */
	preview: string;
	title: string;
	/** The word above the title. */
	word: string;
	state: DayState;
	parts: LetterPart[];
}

/** What stands under every mail. */
export interface LetterFoot {
	pageTitle: string;
	/** Of the page's locale, for the mail program's voice. */
	language: string;
	/** Why this came. */
	reason: string;
	manageUrl: string;
	leaveUrl: string;
}
