/** What people change of incidents that are there: their facts, an update's text, publishing, discarding, merging. */
import type { Impact, Incident } from '../../domain/incident.ts';
import type { Db } from '../database.ts';
import type { Claim } from './incidents.ts';

/** What of an incident can be set; what is left out stays. */
export interface IncidentEdit {
	title?: string;
	impact?: Impact;
	startedAt?: number;
	resolvedAt?: number;
	/** From then on the machine leaves it alone. */
	touchedAt?: number;
	components?: readonly Claim[];
	/** Of the team alone until it is published. */
	postmortem?: string;
}

/** Changes an incident, and counts the change, so that two who edit at once notice each other. */
export async function edit(db: Db, id: string, change: IncidentEdit, at: number): Promise<void> {
	const { components, startedAt, resolvedAt, touchedAt, ...texts } = change;
	if (components) {
		await db.incidentComponent.deleteMany({ where: { incidentId: id } });
		await db.incidentComponent.createMany({ data: components.map((one) => ({ ...one, incidentId: id })) });
	}
	await db.incident.update({
		where: { id },
		data: {
			...texts,
			...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
			...(resolvedAt === undefined ? {} : { resolvedAt: new Date(resolvedAt) }),
			...(touchedAt === undefined ? {} : { touchedAt: new Date(touchedAt) }),
			// what only the team reads does not make the public document newer
			...(Object.keys(change).every((name) => name === 'postmortem') ? {} : { updatedAt: new Date(at) }),
			version: { increment: 1 }
		}
	});
}

/** What only the team reads. */
export async function notesOf(db: Db, workspaceId: string, id: string): Promise<string> {
	const row = await db.incident.findFirst({ where: { id, workspaceId }, select: { privateNotes: true } });
	return row?.privateNotes ?? '';
}

/** They are not part of what two people could write over each other unseen, so they count as no change. */
export async function keepNotes(db: Db, id: string, privateNotes: string): Promise<void> {
	await db.incident.update({ where: { id }, data: { privateNotes } });
}

/** Corrects an update that was written already. */
export async function correctUpdate(
	db: Db,
	id: string,
	change: { message: string; displayAt: number; editedAt: number | null }
): Promise<void> {
	const { message, displayAt, editedAt } = change;
	await db.incidentUpdate.update({
		where: { id },
		data: {
			message,
			displayAt: new Date(displayAt),
			...(editedAt === null ? {} : { editedAt: new Date(editedAt) })
		}
	});
}

/** Makes a draft public. Nothing of it was there for the public before, so its texts are as old as their publishing. */
export async function publish(
	db: Db,
	{ id, updates }: Pick<Incident, 'id' | 'updates'>,
	{ at, shouldNotify }: { at: number; shouldNotify: boolean }
): Promise<void> {
	for (const [age, update] of updates.entries()) {
		const said = new Date(at - age);
		const isSetBack = update.displayAt < update.createdAt;
		await db.incidentUpdate.update({
			where: { id: update.id },
			data: {
				createdAt: said,
				displayAt: isSetBack ? new Date(update.displayAt) : said,
				shouldNotify: shouldNotify && age === 0
			}
		});
	}
	await db.incident.update({
		where: { id },
		data: { isDraft: false, createdAt: new Date(at), updatedAt: new Date(at), version: { increment: 1 } }
	});
}

/** Takes an incident out of every list. Its outages stay with it, so that the machine does not tell of them again. */
export async function discard(db: Db, id: string, at: number): Promise<void> {
	await db.incident.update({
		where: { id },
		data: { discardedAt: new Date(at), version: { increment: 1 } }
	});
}

/** Brings back what was discarded and not merged. @returns its title, or null when there is nothing to bring back */
export async function restore(db: Db, workspaceId: string, id: string): Promise<string | null> {
	const where = { id, workspaceId, discardedAt: { not: null }, mergedIntoId: null };
	const row = await db.incident.findFirst({ where, select: { title: true } });
	if (row)
		await db.incident.update({ where: { id }, data: { discardedAt: null, version: { increment: 1 } } });
	return row?.title ?? null;
}

/**
 * Everything of one incident becomes part of another, and its address leads there.
 * @param options.movesUpdates false where its texts were a draft's and are not to be seen
 */
export async function merge(
	db: Db,
	id: string,
	intoId: string,
	{ at, movesUpdates }: { at: number; movesUpdates: boolean }
): Promise<void> {
	if (movesUpdates) {
		await db.incidentUpdate.updateMany({ where: { incidentId: id }, data: { incidentId: intoId } });
	}
	await db.outage.updateMany({ where: { incidentId: id }, data: { incidentId: intoId } });
	await db.incident.updateMany({ where: { mergedIntoId: id }, data: { mergedIntoId: intoId } });
	await db.incident.update({
		where: { id },
		data: { discardedAt: new Date(at), mergedIntoId: intoId, version: { increment: 1 } }
	});
}

/** Forgets for good what was discarded long ago; what was merged stays, since its address is known. */
export async function forgetDiscarded(db: Db, before: number): Promise<void> {
	await db.incident.deleteMany({ where: { discardedAt: { lt: new Date(before) }, mergedIntoId: null } });
}
