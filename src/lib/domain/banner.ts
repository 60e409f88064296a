/** The sentence in large type at the top of the page: is it broken, what, and since when. */
import type { ComponentStatus } from './component.ts';
import { durationInWords, listInWords } from './words.ts';

interface Named {
	name: string;
	status: ComponentStatus;
	since: number | null;
}

const STATE: Partial<Record<ComponentStatus, string>> = {
	major_outage: 'down',
	partial_outage: 'partly down',
	degraded_performance: 'not working as it should',
	under_maintenance: 'under maintenance'
};
const WORST_FIRST = ['major_outage', 'partial_outage', 'degraded_performance', 'under_maintenance'] as const;

/**
 * One sentence for all components of a page, the worst state first: `Checkout is down for 12 minutes`,
 * `Checkout and Search are down`, `All systems operational`.
 */
export function bannerSentence(components: readonly Named[], openIncidents: number, now: number): string {
	for (const status of WORST_FIRST) {
		const named = components.filter((component) => component.status === status);
		if (named.length > 0) return trouble(named, STATE[status] ?? status, components.length, now);
	}
	if (openIncidents > 0) return 'All systems operational, one matter is being looked at';
	if (components.length === 0) return 'Nothing is watched here yet';
	if (components.every(({ status }) => status === 'unknown')) return 'We have no current measurements';
	return 'All systems operational';
}

function trouble(named: readonly Named[], state: string, total: number, now: number): string {
	const [first] = named;
	if (named.length === 1 && first) {
		const lasted = first.since === null ? '' : ` for ${durationInWords(Math.max(0, now - first.since))}`;
		return `${first.name} is ${state}${lasted}`;
	}
	if (named.length === total) return `Everything is ${state}`;
	if (named.length <= 3) return `${listInWords(named.map(({ name }) => name))} are ${state}`;
	return `${named.length} of ${total} services are ${state}`;
}
