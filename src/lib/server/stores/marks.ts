/** "Last done" marks: sign of life, retention, and the like. */
import type { Db } from '../database.ts';

export async function get(db: Db, name: string): Promise<number | null> {
	const mark = await db.mark.findUnique({ where: { name } });
	return mark?.at.getTime() ?? null;
}

export async function set(db: Db, name: string, at: number): Promise<void> {
	const data = { at: new Date(at) };
	await db.mark.upsert({ where: { name }, create: { name, ...data }, update: data });
}
