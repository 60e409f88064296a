/** The components that a form about an incident offers, in the order of their page. */
import type { Roster } from '$lib/server/roster';

export interface ChoiceGroup {
	key: string;
	/** Empty for components without a group. */
	name: string;
	components: { key: string; name: string; isPublic: boolean }[];
}

/** @param pageId only those of one page; left out, of all pages of the workspace, each named by its title */
export function choicesFor(roster: Roster, workspaceId: string, pageId?: string): ChoiceGroup[] {
	const { pages, groups, components } = roster.facts;
	const ours = pages.filter((page) => page.workspaceId === workspaceId && (!pageId || page.id === pageId));
	return ours.flatMap((page) => {
		const onPage = components.filter((one) => one.pageId === page.id);
		const ofPage = groups.filter((group) => group.pageId === page.id).sort((a, b) => a.position - b.position);
		return [...ofPage, { id: null, key: '', name: '' }]
			.map((group) => ({
				key: `${page.slug} ${group.key}`,
				name: [ours.length > 1 ? page.title : '', group.name].filter(Boolean).join(': '),
				components: onPage
					.filter(({ groupId }) => groupId === group.id)
					.map(({ key, name, isPublic }) => ({ key, name, isPublic }))
			}))
			.filter((group) => group.components.length > 0);
	});
}
