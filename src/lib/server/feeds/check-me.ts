/** The document behind "is it just me?": public facts only, so that any page may ask for it. */
import { oursOf, type Ours } from '../../domain/just-me.ts';
import type { PageSnapshot } from '../../domain/snapshot.ts';

export interface CheckMe {
	page: string;
	/** When the answer was made, RFC 3339. */
	now: string;
	components: {
		key: string;
		name: string;
		/** How our checks find it. */
		ours: Ours;
		/** One plain sentence, while it is not well. */
		why: string | null;
		checked_at: string | null;
		/** Where the visitor's browser may try it; null where the owner allowed none. */
		url: string | null;
	}[];
}

export function checkMe({ page, groups, builtAt }: PageSnapshot): CheckMe {
	return {
		page: page.title,
		now: new Date(builtAt).toISOString(),
		components: groups
			.flatMap(({ components }) => components)
			.map(({ key, name, status, why, lookedAt, publicUrl }) => ({
				key,
				name,
				ours: oursOf(status, lookedAt !== null),
				why,
				checked_at: lookedAt === null ? null : new Date(lookedAt).toISOString(),
				url: publicUrl
			}))
	};
}
