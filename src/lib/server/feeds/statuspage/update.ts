/** One update of an incident or of a maintenance in Statuspage's form. */
import type { ComponentStatus } from '../../../domain/component.ts';
import { instant } from './instant.ts';

export interface AffectedComponent {
	/** The component's id. */
	code: string;
	name: string;
	old_status: ComponentStatus;
	new_status: ComponentStatus;
}

export interface UpdateDocument {
	id: string;
	status: string;
	/** Markdown as typed, not HTML. */
	body: string;
	incident_id: string;
	created_at: string;
	updated_at: string;
	display_at: string;
	/** Null where the update touched no component. */
	affected_components: AffectedComponent[] | null;
	/** Subscribers hear of changes of status, so an update that keeps the status is given as not delivered. */
	deliver_notifications: boolean;
	custom_tweet: null;
	tweet_id: null;
}

/** What both kinds of update have in common; times are epoch milliseconds. */
export interface Said {
	id: string;
	status: string;
	body: string;
	createdAt: number;
	updatedAt: number;
	displayAt: number;
	affected: AffectedComponent[];
}

/** @param said newest first, as the documents list them */
export function updateDocuments(incidentId: string, said: readonly Said[]): UpdateDocument[] {
	return said.map((update, index) => ({
		id: update.id,
		status: update.status,
		body: update.body,
		incident_id: incidentId,
		created_at: instant(update.createdAt),
		updated_at: instant(update.updatedAt),
		display_at: instant(update.displayAt),
		affected_components: update.affected.length === 0 ? null : update.affected,
		deliver_notifications: update.status !== said[index + 1]?.status,
		custom_tweet: null,
		tweet_id: null
	}));
}
