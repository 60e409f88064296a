/** The effective status of each component that subscribers' programs were told of last, so that a change is told once. */
import type { ComponentStatus } from '../../domain/component.ts';
import type { Db } from '../database.ts';

/** Component id → status; null for one of which nothing was told yet. */
export async function all(db: Db): Promise<Map<string, ComponentStatus | null>> {
	const rows = await db.component.findMany({ select: { id: true, toldStatus: true } });
	return new Map(rows.map(({ id, toldStatus }) => [id, toldStatus as ComponentStatus | null]));
}

/** Moves it on from what was told before. @returns false where somebody else told something meanwhile */
export async function moveOn(
	db: Db,
	id: string,
	from: ComponentStatus | null,
	to: ComponentStatus
): Promise<boolean> {
	const { count } = await db.component.updateMany({
		where: { id, toldStatus: from },
		data: { toldStatus: to }
	});
	return count === 1;
}
