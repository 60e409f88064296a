/** What one remedy did, what it showed and what that proves: the step of an investigation that owners read. */
import type { Cause, FailedSide } from './diagnosis/labels.ts';
import type { RemedyId } from './remedy.ts';

/** How one answer stands. `turned-away`: refused or told to slow down; `untold`: our own fault, so it says nothing. */
export type Standing = 'good' | 'failing' | 'turned-away' | 'untold';

/** One answer in brief. */
export interface Brief {
	standing: Standing;
	/** One technical line for the team: `HTTP 502 Bad Gateway`. */
	summary: string;
	status: number | null;
	/** The address connected to, null where no connection came about. */
	address: string | null;
	tookMs: number;
	failedSide: FailedSide;
	cause: Cause;
}

/** What one resolver said. `silent`: it did not answer us, or refused to. */
export type NameStatus = 'answered' | 'no-name' | 'no-data' | 'server-failure' | 'silent';

export interface ResolverAnswer {
	/** Its address, or `system`. */
	resolver: string;
	role: 'system' | 'public' | 'authoritative';
	status: NameStatus;
	/** Sorted; empty without an answer. */
	addresses: string[];
}

/** `locked`: it turns away everybody but the CDN; `silent`: no connection, which a firewall looks like, too. */
export type OriginStanding = 'answers' | 'fails' | 'locked' | 'silent';

/** What each remedy measured, by its id. Plain data, since it is stored. */
export interface FactsOf {
	'ask-again': { answers: (Brief & { afterMs: number })[]; waitAskedSeconds: number | null };
	'ask-in-parallel': { answers: Brief[] };
	'each-address': { answers: (Brief & { asked: string; family: 4 | 6 })[] };
	'past-cache': {
		plain: Brief;
		fresh: Brief;
		/** Seconds, from `Age`. */
		plainAge: number | null;
		freshAge: number | null;
		/** What the caches on the way say: `x-cache`, `cf-cache-status` and the like. */
		plainCache: string | null;
		freshCache: string | null;
		/** Null where one of them had no body to compare. */
		isSameBody: boolean | null;
	};
	'other-browsers': { faces: (Brief & { face: string; isOurs: boolean })[] };
	'bare-request': { bare: Brief; full: Brief };
	'other-resolvers': { record: 'A' | 'AAAA'; answers: ResolverAnswer[] };
	'straight-to-origin': {
		edge: Brief;
		origin: Brief;
		standing: OriginStanding;
		/** Why the origin's certificate does not hold for the public name; null when it does, or without TLS. */
		certificateFault: string | null;
	};
	'own-line': {
		references: { url: string; hasAnswered: boolean }[];
		/** Whether every reference that answered lately has stopped answering. */
		isDown: boolean;
		isCaptive: boolean;
		/** Our clock minus theirs, milliseconds; null where nobody told the time. */
		clockSkewMs: number | null;
		/** Null where there was no name to look up. */
		doesResolve: boolean | null;
		openFiles: number | null;
		openFilesAtMost: number | null;
	};
	'layer-by-layer': {
		connect: Brief;
		/** Null where TLS is not spoken, or nothing connected. */
		handshake: Brief | null;
		protocol: string | null;
		certificateFault: string | null;
		/** Epoch milliseconds. */
		certificateExpiresAt: number | null;
	};
	maintenance: {
		/** One of our own windows that is active. */
		window: { title: string; startsAt: number; endsAt: number } | null;
		retryAfterSeconds: number | null;
		isMarked: boolean;
	};
	'last-good': {
		/** Epoch milliseconds. */
		lastGoodAt: number;
		changes: { what: 'address' | 'certificate' | 'server' | 'size' | 'version'; from: string; to: string }[];
		/** The median first byte of the last hour and of its last ten checks, milliseconds. */
		usualFirstByteMs: number | null;
		lateFirstByteMs: number | null;
	};
}

interface FindingOf<Id extends RemedyId> {
	remedy: Id;
	/** When it began, epoch milliseconds. */
	at: number;
	tookMs: number;
	/** What was done, in one sentence. */
	did: string;
	/** What came of it, in one sentence; where nothing could be done, why. */
	showed: string;
	/** What that proves, in one sentence; null when nothing. */
	proves: string | null;
	/**
	 * What it means for the checklist's step: `points-here`, the trouble shows at this step; `rules-out`, this step cannot
	 * help any more; null, it is open.
	 */
	settles: 'points-here' | 'rules-out' | null;
	/** Null where nothing was asked or the remedy itself failed. */
	facts: FactsOf[Id] | null;
}

export type Finding = { [Id in RemedyId]: FindingOf<Id> }[RemedyId];
export type FindingBy<Id extends RemedyId> = FindingOf<Id>;

/** The facts of one remedy, of its newest finding that has any; null when it was not asked. */
export function factsOf<Id extends RemedyId>(findings: readonly Finding[], id: Id): FactsOf[Id] | null {
	const found = findings.findLast(({ remedy, facts }) => remedy === id && facts !== null);
	return (found?.facts as FactsOf[Id] | undefined) ?? null;
}

/** A finding of a remedy that could not do its work, with the reason as a sentence. */
export function withoutFacts(remedy: RemedyId, at: number, tookMs: number, reason: string): Finding {
	const did = 'Nothing was asked.';
	return { remedy, at, tookMs, did, showed: reason, proves: null, settles: null, facts: null } as Finding;
}
