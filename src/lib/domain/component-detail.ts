/** What the page of one component shows beyond the snapshot. */
import type { ComponentView } from './snapshot.ts';

export type Range = '24h' | '7d' | '30d' | '90d';

/** The checks of one hour or one day, folded. */
export interface Point {
	/** The start of the hour or day, epoch milliseconds. */
	at: number;
	/** Null where nothing answered. */
	medianMs: number | null;
	p95Ms: number | null;
	/** Checks that were down or degraded. */
	failures: number;
	checks: number;
}

export interface Series {
	range: Range;
	/** Oldest first. */
	points: Point[];
}

export interface OutageView {
	id: string;
	startedAt: number;
	endedAt: number | null;
	worst: 'degraded' | 'down';
	/** The cause in one plain sentence for the public. */
	sentence: string;
}

export interface ComponentDetail {
	component: ComponentView;
	series: Series[];
	/** Newest first. */
	outages: OutageView[];
}
