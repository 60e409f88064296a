/**
 * What every remedy is: one second look that a diagnosis asks for. It decides when it applies, what it asks through the
 * hands it is given, and what its result proves; it never touches the network by itself, so every rule of ours holds.
 */
import type { Check, Observation } from '../../domain/check.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence, EvidenceError } from '../../domain/evidence.ts';
import type { FactsOf } from '../../domain/finding.ts';
import type { RemedyId } from '../../domain/remedy.ts';

/** Where a monitor's target is, as far as its kind has a place. */
export interface Place {
	/** Null for kinds that are no web address. */
	url: string | null;
	/** A name or an address without brackets. */
	host: string;
	/** Null for kinds without one (ping). */
	port: number | null;
	isTls: boolean;
	/** The name that the certificate must be good for. */
	serverName: string;
	/** The HTTP method; null for other kinds. */
	method: string | null;
	family: 0 | 4 | 6;
}

/** What is known before anything is asked: all that a remedy needs to say whether it applies. */
export interface Occasion {
	/** A kind of the probe registry. */
	kind: string;
	/** Null for kinds that are told instead of asking. */
	place: Place | null;
	/** The server behind the CDN, as `host` or `host:port`. */
	origin: string | null;
	/** What the first failing request got. */
	evidence: Evidence;
	diagnosis: Diagnosis;
	lastGood: { at: number; observed: Observation } | null;
	/** First bytes of the last hour's good checks, milliseconds, oldest first. */
	firstBytes: readonly number[];
	/** Resolvers to compare the system's with: `address` or `address:port`. */
	resolvers: readonly string[];
	references: readonly string[];
	/** The maintenance window of our own that is active. */
	window: { title: string; startsAt: number; endsAt: number } | null;
}

/** How one request differs from the monitor's own. What is not named stays as the monitor has it. */
export interface Variation {
	/** Connects here; Host and SNI stay those of the address. A redirect is then the answer, and a good one. */
	connectTo?: { host: string; port: number };
	/** Added to the query. */
	query?: readonly [name: string, value: string];
	/** Added to the monitor's headers, or put in their place; names in lower case. */
	headers?: Readonly<Record<string, string>>;
	/** Sends nothing but Host and what signs us in. */
	isBare?: boolean;
	/** Leaves out everything that could be a credential. */
	isAnonymous?: boolean;
	/** Takes any certificate. */
	takesAnyCertificate?: boolean;
}

/**
 * The hands of a remedy. Each of them counts as one request, keeps to the limits of the investigation and refuses
 * addresses that are never a target.
 * @throws NotAsked where nothing may be asked any more
 */
export interface Hands {
	/** The monitor's own question, on a new connection, whatever its kind. */
	again(): Promise<Check>;
	/** The monitor's web address, asked otherwise. */
	ask(variation: Variation): Promise<Check>;
	/** A reference target, redirects not followed. */
	askReference(url: string): Promise<Check>;
	connect(host: string, port: number): Promise<Check>;
	handshake(host: string, port: number, serverName: string): Promise<Check>;
	/** The name as this machine finds it; rejects with the runtime's error. */
	addresses(host: string): Promise<string[]>;
	/** One question to one resolver; null asks the system's. */
	lookUp(
		name: string,
		record: 'A' | 'AAAA' | 'NS',
		resolver: string | null
	): Promise<{ answers: string[]; error: EvidenceError | null }>;
	/** Whether every reference that answered lately has stopped answering. */
	isOurLineDown(): Promise<boolean>;
	openFiles(): Promise<{ open: number | null; atMost: number | null }>;
	/** Waits; resolves early, with false, where the investigation ends before. */
	wait(ms: number): Promise<boolean>;
	/** What is left of the investigation, milliseconds. */
	remainingMs(): number;
	/** Epoch milliseconds. */
	now(): number;
	/** A text that no cache has seen. */
	freshWord(): string;
	/** The port of authoritative name servers. */
	nameServerPort: number;
}

export type Situation = Occasion & Hands;

/** What a remedy hands back; the investigator adds whose it is and when. */
export interface Result<Id extends RemedyId> {
	did: string;
	showed: string;
	proves: string | null;
	settles: 'points-here' | 'rules-out' | null;
	facts: FactsOf[Id];
}

/** One line of the registry. */
export interface Remedy<Id extends RemedyId = RemedyId> {
	id: Id;
	/** Requests it sends at most. */
	requestsAtMost: number;
	/** Whether any of them goes to the target, which may ask us to stop. */
	asksTarget: boolean;
	/** Whether it may take its time beside the others instead of in turn with them. */
	isSlow?: boolean;
	/** Why it does not apply, as a sentence; null when it does. */
	whyNot(occasion: Occasion): string | null;
	run(situation: Situation, signal: AbortSignal): Promise<Result<Id>>;
}

/** Nothing may be asked any more: the message is a sentence that says why. */
export class NotAsked extends Error {}
