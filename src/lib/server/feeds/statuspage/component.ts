/** Components and their groups in Statuspage's form, where a group is a component that has members. */
import type { ComponentStatus } from '../../../domain/component.ts';
import { dayOf } from '../../../domain/days.ts';
import type { ComponentView, GroupView, PageSnapshot } from '../../../domain/snapshot.ts';
import { instant } from './instant.ts';

export interface ComponentDocument {
	id: string;
	/** Not Statuspage's: the key that the owner chose, the same for as long as the component exists. */
	key: string;
	name: string;
	/** Statuspage's words, and `unknown` for what nobody measured. */
	status: ComponentStatus;
	created_at: string;
	updated_at: string;
	/** From 1, within the group or, without a group, within the page. */
	position: number;
	description: string | null;
	/** Whether the page shows its uptime. */
	showcase: boolean;
	/** `2026-11-24` in the page's time zone; null for groups. */
	start_date: string | null;
	group_id: string | null;
	page_id: string;
	group: boolean;
	only_show_if_degraded: boolean;
	/** Ids of the members; groups only. */
	components?: string[];
}

/** Every component of the page in its order, each group followed by its members. */
export function componentDocuments(snapshot: PageSnapshot): ComponentDocument[] {
	let topPosition = 0;
	return snapshot.groups.flatMap((group) => {
		if (group.key === '') {
			return group.components.map((one) => componentDocument(one, snapshot.page, null, ++topPosition));
		}
		const members = group.components.map((one, index) =>
			componentDocument(one, snapshot.page, group.id, index + 1)
		);
		return [groupDocument(group, snapshot.page, ++topPosition), ...members];
	});
}

function componentDocument(
	component: ComponentView,
	page: PageSnapshot['page'],
	groupId: string | null,
	position: number
): ComponentDocument {
	return {
		id: component.id,
		key: component.key,
		name: component.name,
		status: component.status,
		created_at: instant(component.createdAt),
		updated_at: instant(component.updatedAt),
		position,
		description: component.description === '' ? null : component.description,
		showcase: component.days.length > 0,
		start_date: dayOf(component.createdAt, page.timeZone),
		group_id: groupId,
		page_id: page.id,
		group: false,
		only_show_if_degraded: false
	};
}

function groupDocument(group: GroupView, page: PageSnapshot['page'], position: number): ComponentDocument {
	const created = group.components.map(({ createdAt }) => createdAt);
	const updated = group.components.map(({ updatedAt }) => updatedAt);
	return {
		id: group.id,
		key: group.key,
		name: group.name,
		status: group.status,
		created_at: instant(created.length === 0 ? page.updatedAt : Math.min(...created)),
		updated_at: instant(updated.length === 0 ? page.updatedAt : Math.max(...updated)),
		position,
		description: null,
		showcase: false,
		start_date: null,
		group_id: null,
		page_id: page.id,
		group: true,
		only_show_if_degraded: false,
		components: group.components.map(({ id }) => id)
	};
}
