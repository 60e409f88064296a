/** The sentence in large type at the top of the page: is it broken, what, and since when. */
import type { ComponentStatus } from './component.ts';
import { durationInWords, listInWords } from './words.ts';

interface Named {
	name: string;
	status: ComponentStatus;
	since: number | null;
}

interface Wording {
	one: string;
	several: string;
}

const STATE = {
	major_outage: { one: 'down', several: 'down' },
	partial_outage: { one: 'partly down', several: 'partly down' },
	degraded_performance: { one: 'not working as it should', several: 'not working as they should' },
	under_maintenance: { one: 'under maintenance', several: 'under maintenance' }
} as const satisfies Partial<Record<ComponentStatus, Wording>>;
const WORST_FIRST = ['major_outage', 'partial_outage', 'degraded_performance', 'under_maintenance'] as const;

/** What went down within this time of each other went down together, and has one beginning. */
const TOGETHER_MS = 2 * 60_000;

export interface Banner {
	/** `Checkout is down` */
	text: string;
	/** When that began, epoch milliseconds; null where it has no one beginning, or where all is well. */
	since: number | null;
}

/** How all components of a page are, the worst state first: `Checkout and Search are down`, `All systems operational`. */
export function banner(components: readonly Named[], openIncidents: number): Banner {
	for (const status of WORST_FIRST) {
		const named = components.filter((component) => component.status === status);
		if (named.length === 0) continue;
		return { text: trouble(named, STATE[status], components.length), since: commonStart(named) };
	}
	return { text: calm(components, openIncidents), since: null };
}

/**
 * The banner as one sentence for those who read no page: `Checkout is down since 14:02 (12 minutes)`.
 * @param clock writes an instant as the page does, in the page's zone
 */
export function bannerSentence({ text, since }: Banner, now: number, clock: (at: number) => string): string {
	return since === null ? text : `${text} since ${clock(since)} (${lastedInWords(since, now)})`;
}

/** How long something lasts that began at `since`. */
export function lastedInWords(since: number, now: number): string {
	return durationInWords(Math.max(0, now - since));
}

function calm(components: readonly Named[], openIncidents: number): string {
	if (openIncidents === 1) return 'All systems operational, one matter is being looked at';
	if (openIncidents > 1) return `All systems operational, ${openIncidents} matters are being looked at`;
	if (components.length === 0) return 'Nothing is watched here yet';
	if (components.every(({ status }) => status === 'unknown')) return 'We have no current measurements';
	return 'All systems operational';
}

function trouble(named: readonly Named[], state: Wording, total: number): string {
	const subject = listInWords(named.map(({ name }) => name));
	if (named.length === 1) return `${subject} is ${state.one}`;
	if (named.length === total) return `Everything is ${state.one}`;
	if (named.length <= 3) return `${subject} are ${state.several}`;
	return `${named.length} of ${total} services are ${state.several}`;
}

function commonStart(named: readonly Named[]): number | null {
	const starts = named.map(({ since }) => since ?? NaN);
	const first = Math.min(...starts);
	return Math.max(...starts) - first <= TOGETHER_MS ? first : null;
}
