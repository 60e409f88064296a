/** The components that somebody can follow, in the groups and the order of the page. */
import type { PageSnapshot } from '$lib/domain/snapshot';

export interface ChoiceGroup {
	key: string;
	name: string;
	components: { key: string; name: string; isChosen: boolean }[];
}

/** @param chosen keys; those of no component of the page are left out */
export function componentChoices(snapshot: PageSnapshot, chosen: readonly string[]): ChoiceGroup[] {
	return snapshot.groups.map(({ key, name, components }) => ({
		key,
		name,
		components: components.map((one) => ({
			key: one.key,
			name: one.name,
			isChosen: chosen.includes(one.key)
		}))
	}));
}
