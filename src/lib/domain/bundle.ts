/**
 * What goes to a channel as one message. All that is still owed of one trouble is one story and is told once, as it stands
 * now, so that "recovered" never comes without "failed"; troubles that began or ended together, for one cause, are one message.
 */
import type { TeamNotice } from './notice.ts';

/** A notice that is still owed, in the order in which they came to be owed. */
export interface Pending {
	id: string;
	createdAt: number;
	document: TeamNotice;
}

/** One trouble, as it stands after the newest of its notices. */
export interface Story {
	notice: TeamNotice;
	/** What was owed of it before that and is told along, oldest first. */
	before: TeamNotice[];
	/** The channel has not heard of its beginning, so the message has to tell that as well. */
	isFromTheBeginning: boolean;
}

export interface Bundle {
	/** The notices that this message settles, oldest first. */
	ids: string[];
	/** Names the message over all attempts. It is the newest notice's, so that a message that grew has another name. */
	messageId: string;
	stories: Story[];
}

export interface Gathering {
	/** Several troubles may share a message; where not (pagers), each comes by itself. */
	together: boolean;
	/** Everything owed goes into one message, whatever it is about: a digest. */
	everything: boolean;
}

/** How far apart two notices are owed that still count as one happening. */
export const TOGETHER_WITHIN_MS = 5_000;

interface Chapter extends Story {
	ids: string[];
	createdAt: number;
}

/** The next message out of what is owed; null when nothing is. */
export function nextBundle(pending: readonly Pending[], gathering: Gathering): Bundle | null {
	const chapters = chaptersOf(pending);
	const [first] = chapters;
	if (!first) return null;
	const joining = chapters.filter(
		(chapter) =>
			chapter === first || (gathering.together && (gathering.everything || happenedTogether(first, chapter)))
	);
	const settled = new Set(joining.flatMap(({ ids }) => ids));
	const ids = pending.map(({ id }) => id).filter((id) => settled.has(id));
	return {
		ids,
		messageId: ids.at(-1) ?? '',
		stories: joining.map(({ notice, before, isFromTheBeginning }) => ({ notice, before, isFromTheBeginning }))
	};
}

/** What all notices of one trouble share; a notice that belongs to none is its own. */
export function troubleOf(notice: TeamNotice, id: string): string {
	if (notice.outageId !== null) return `outage:${notice.outageId}`;
	if (notice.kind === 'own-network-lost' || notice.kind === 'own-network-back') return 'own-network';
	return id;
}

function chaptersOf(pending: readonly Pending[]): Chapter[] {
	const chapters = new Map<string, Chapter>();
	for (const { id, createdAt, document } of pending) {
		const trouble = troubleOf(document, id);
		const known = chapters.get(trouble);
		if (known) {
			known.ids.push(id);
			known.before.push(known.notice);
			known.notice = document;
			known.isFromTheBeginning ||= isBeginning(document);
		} else {
			const isFromTheBeginning = isBeginning(document);
			chapters.set(trouble, { ids: [id], createdAt, notice: document, before: [], isFromTheBeginning });
		}
	}
	return [...chapters.values()];
}

function isBeginning({ kind }: TeamNotice): boolean {
	return kind === 'outage-opened' || kind === 'own-network-lost';
}

function happenedTogether(a: Chapter, b: Chapter): boolean {
	return (
		Math.abs(a.createdAt - b.createdAt) <= TOGETHER_WITHIN_MS &&
		a.notice.kind === b.notice.kind &&
		(a.notice.kind === 'outage-opened' || a.notice.kind === 'outage-closed') &&
		a.notice.cause === b.notice.cause &&
		a.notice.verdict === b.notice.verdict &&
		a.isFromTheBeginning === b.isFromTheBeginning
	);
}
