/** What we make of a failing check: the shape that pages, notices, incidents and the API share. */
import type { RemedyId } from '../remedy.ts';
import type { Cause, FailedSide, Kind } from './labels.ts';

/** One thing the owner can do, in the order of the article: reload, session, browser, own line, DNS, host. */
export interface Fix {
	/** Stable, so that ticks and notes survive a re-diagnosis. */
	id: string;
	/** What to do, in one sentence. */
	what: string;
	/** Why it helps for this cause. */
	why: string;
	/** Shell commands or places in a console that verify or mend it; empty when there are none. */
	commands: string[];
	/** The remedy that settles this step by itself, when there is one. */
	remedy: RemedyId | null;
}

export interface Diagnosis {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
	/** Who wrote the answer, or null when nothing tells. */
	vendor: string | null;
	/** Who stands at the edge, which may be someone else, or null. */
	edge: string | null;
	/** How sure we are, 0 to 1. */
	confidence: number;
	/** The lines of evidence in plain words for the team, strongest first. */
	reasons: string[];
	/** Whether asking again soon can help. */
	retryable: boolean;
	/** Seconds to wait before asking again, when the answer itself named a time; else null. */
	retryAfter: number | null;
	/** One safe sentence for the public: no host, address, header, body, vendor or threshold. */
	publicSentence: string;
	fixes: Fix[];
}
