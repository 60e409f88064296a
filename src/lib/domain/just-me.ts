/** "Is it just me?": what our checks find beside what the visitor's own browser found, and what follows from the two. */
import type { ComponentStatus } from './component.ts';

export type Ours = 'well' | 'failing' | 'unknown';
/**
 * `works`: a picture of the service was drawn. `reached`: something answered, and a browser may not read what.
 * `fails`: nothing came, or no picture.
 */
export type Yours = 'works' | 'reached' | 'fails';
export type Whom = 'nobody' | 'you' | 'everybody' | 'us' | 'cannot tell';

export interface Comparison {
	whom: Whom;
	sentence: string;
	/** Keys of the guides that help on the visitor's side, the likeliest first. */
	guides: readonly string[];
}

const YOUR_SIDE = ['private-window', 'clear-cache', 'own-equipment', 'change-dns'];

const TABLE: Record<Ours, Record<Yours, Comparison>> = {
	well: {
		works: {
			whom: 'nobody',
			sentence: 'It works from your browser, and our checks find it well.',
			guides: []
		},
		reached: {
			whom: 'nobody',
			sentence:
				'Your browser reaches it, and our checks find it well. If it looks broken all the same, begin with the first of these.',
			guides: ['private-window', 'clear-cache']
		},
		fails: {
			whom: 'you',
			sentence:
				'It looks as if it were only you: our checks find it well, and your browser does not get through.',
			guides: YOUR_SIDE
		}
	},
	failing: {
		works: {
			whom: 'us',
			sentence:
				'It works from your browser, while our checks fail. A part of it may be down, or the trouble is ours.',
			guides: []
		},
		reached: {
			whom: 'everybody',
			sentence:
				'It is not only you. Your browser reaches the front door, as our checks do; what stands behind does not answer well.',
			guides: []
		},
		fails: { whom: 'everybody', sentence: 'It is not only you: our checks fail as well.', guides: [] }
	},
	unknown: {
		works: {
			whom: 'cannot tell',
			sentence: 'It works from your browser. We cannot tell more at the moment.',
			guides: []
		},
		reached: {
			whom: 'cannot tell',
			sentence: 'Your browser reaches it. We cannot tell more at the moment.',
			guides: []
		},
		fails: {
			whom: 'cannot tell',
			sentence: 'Your browser does not get through, and we cannot tell at the moment whether others do.',
			guides: YOUR_SIDE
		}
	}
};

export function compare(ours: Ours, yours: Yours): Comparison {
	return TABLE[ours][yours];
}

/** What a status says of how our checks find it; maintenance and a status nobody measured tell nothing. */
export function oursOf(status: ComponentStatus, isMeasured: boolean): Ours {
	if (status === 'partial_outage' || status === 'major_outage' || status === 'degraded_performance')
		return 'failing';
	return status === 'operational' && isMeasured ? 'well' : 'unknown';
}

const PICTURE = /\.(?:avif|gif|ico|jpe?g|png|svg|webp)$/i;

/** Whether a browser can tell by drawing it that the service works; of anything else it learns only that it answers. */
export function isPicture(url: string): boolean {
	return PICTURE.test(URL.parse(url)?.pathname ?? '');
}
