/** The v2 documents by name, written out once for each snapshot, so that a burst of readers costs nothing. */
import type { PageSnapshot } from '../../../domain/snapshot.ts';
import { etagOf } from '../../http/etag.ts';
import {
	activeMaintenances,
	components,
	incidents,
	maintenances,
	status,
	summary,
	unresolvedIncidents,
	upcomingMaintenances
} from './documents.ts';

/** By their path below `/api/v2/`, without `.json`. */
export const documents = {
	summary,
	status,
	components,
	incidents,
	'incidents/unresolved': unresolvedIncidents,
	'scheduled-maintenances': maintenances,
	'scheduled-maintenances/upcoming': upcomingMaintenances,
	'scheduled-maintenances/active': activeMaintenances
} satisfies Record<string, (snapshot: PageSnapshot) => unknown>;

export type DocumentName = keyof typeof documents;

export interface Rendered {
	body: Buffer<ArrayBuffer>;
	/** Strong: the same bytes have the same tag, also over snapshots. */
	etag: string;
}

const written = new WeakMap<PageSnapshot, Map<DocumentName, Rendered>>();

export function isDocumentName(name: string): name is DocumentName {
	return Object.hasOwn(documents, name);
}

/** The bytes of one document, or null where there is no document of that name. */
export function render(name: string, snapshot: PageSnapshot): Rendered | null {
	if (!isDocumentName(name)) return null;
	const ofSnapshot = written.get(snapshot) ?? new Map<DocumentName, Rendered>();
	written.set(snapshot, ofSnapshot);
	const known = ofSnapshot.get(name);
	if (known) return known;
	const body = Buffer.from(JSON.stringify(documents[name](snapshot)));
	const rendered = { body, etag: etagOf(body) };
	ofSnapshot.set(name, rendered);
	return rendered;
}
