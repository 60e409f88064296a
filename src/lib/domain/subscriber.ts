/** Who of the public wants to be told, and how few messages a stranger can cause before anybody has agreed to any. */

export const SUBSCRIBER_KINDS = ['email', 'webhook'] as const;
export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number];

export interface Subscriber {
	id: string;
	workspaceId: string;
	pageId: string;
	kind: SubscriberKind;
	/** A mail address in lower case, or an http(s) address. */
	address: string;
	/** The language of the page at the time. */
	locale: string;
	/** As it is stored: sealed; what a webhook is signed with. */
	secret: string | null;
	/** A member gave the address, and not whoever opened the page. */
	isByHand: boolean;
	confirmedAt: number | null;
	stoppedAt: number | null;
	/** Why nothing is sent any more, as a sentence for the team. */
	stopReason: string | null;
	createdAt: number;
	/** What it wants to hear of; empty for everything. */
	componentIds: string[];
}

/** `waiting` has not confirmed; `stopped` left, or can not be reached. */
export const SUBSCRIBER_STANDINGS = ['active', 'waiting', 'stopped'] as const;
export type SubscriberStanding = (typeof SUBSCRIBER_STANDINGS)[number];

export const LEFT = 'Left by their own choice.';

export function standingOf(subscriber: Pick<Subscriber, 'confirmedAt' | 'stoppedAt'>): SubscriberStanding {
	if (subscriber.stoppedAt !== null) return 'stopped';
	return subscriber.confirmedAt === null ? 'waiting' : 'active';
}

/** How long an address that nobody confirms is kept, and the link that confirms it works. */
export const WAITING_KEPT_MS = 7 * 86_400_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Cap {
	withinMs: number;
	atMost: number;
}

/** What strangers may ask for, together with what was asked for in the time before. */
export const SIGN_UP_CAPS = {
	/** For one address, whoever asks. */
	address: [{ withinMs: DAY_MS, atMost: 3 }],
	/** From one network, for whichever addresses. */
	network: [
		{ withinMs: HOUR_MS, atMost: 10 },
		{ withinMs: DAY_MS, atMost: 30 }
	],
	/** On the whole installation. */
	total: [
		{ withinMs: HOUR_MS, atMost: 120 },
		{ withinMs: DAY_MS, atMost: 600 }
	]
} as const satisfies Record<string, readonly Cap[]>;

/** How long what was asked for counts. */
export const SIGN_UPS_COUNT_FOR_MS = DAY_MS;

/** Something that was asked for before: when, and whether for the same address or from the same network. */
export interface EarlierSignUp {
	at: number;
	isSameAddress: boolean;
	isSameNetwork: boolean;
}

/**
 * `told`: one message goes out. `quiet`: none does, and the answer is the same, since the address alone is why: it
 * would tell that somebody asked for it. `wait`: too much from there or in all, which may be said.
 */
export type SignUpVerdict = { kind: 'told' | 'quiet' } | { kind: 'wait'; waitMs: number };

/** Judges one more wish against those of the last day; a time ahead of `now`, as a set clock leaves it, counts as now. */
export function judgeSignUp(earlier: readonly EarlierSignUp[], now: number): SignUpVerdict {
	const waitMs = Math.max(
		waitFor(SIGN_UP_CAPS.total, earlier, now),
		waitFor(
			SIGN_UP_CAPS.network,
			earlier.filter(({ isSameNetwork }) => isSameNetwork),
			now
		)
	);
	if (waitMs > 0) return { kind: 'wait', waitMs };
	const sameAddress = earlier.filter(({ isSameAddress }) => isSameAddress);
	return { kind: waitFor(SIGN_UP_CAPS.address, sameAddress, now) > 0 ? 'quiet' : 'told' };
}

/** Until when the caps allow no more; 0 when they do. */
function waitFor(caps: readonly Cap[], earlier: readonly EarlierSignUp[], now: number): number {
	const ages = earlier.map(({ at }) => Math.max(0, now - at)).sort((a, b) => a - b);
	const waits = caps.map(({ withinMs, atMost }) => {
		const deciding = ages[atMost - 1];
		return deciding === undefined ? 0 : Math.max(0, withinMs - deciding);
	});
	return Math.max(0, ...waits);
}

/**
 * The box that a mail address ends in, for counting: what stands behind a plus sign is a name for the same box at the
 * providers that know it, so that one person cannot be written to under a thousand names.
 */
export function mailboxOf(address: string): string {
	const at = address.lastIndexOf('@');
	return address.slice(0, at).replace(/(?<=.)\+.*$/s, '') + address.slice(at);
}
