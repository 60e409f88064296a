/** What was answered to creations with an `Idempotency-Key`, so that a repetition gets the same. */
import type { Db } from '../database.ts';

export interface Claim {
	workspaceId: string;
	/** The key as the caller made it up. */
	key: string;
	/** SHA-256 of what was asked. */
	request: string;
	at: number;
}

interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

export interface Claimed {
	request: string;
	/** Null while the first request is under way, and for one that was cut off. */
	answer: Answer | null;
}

/** Takes a key for a request; the claim that there is already, else null. Call it in a transaction. */
export async function claim(db: Db, { workspaceId, key, request, at }: Claim): Promise<Claimed | null> {
	const where = { workspaceId_key: { workspaceId, key } };
	const known = await db.idempotencyKey.findUnique({ where });
	if (known) return { request: known.request, answer: known.answer as unknown as Answer | null };
	await db.idempotencyKey.create({ data: { workspaceId, key, request, createdAt: new Date(at) } });
	return null;
}

export async function keepAnswer(db: Db, { workspaceId, key }: Claim, answer: Answer): Promise<void> {
	const where = { workspaceId_key: { workspaceId, key } };
	await db.idempotencyKey.update({ where, data: { answer: { ...answer } } });
}

/** Gives a key back, whose request did nothing. */
export async function release(db: Db, { workspaceId, key }: Claim): Promise<void> {
	await db.idempotencyKey.deleteMany({ where: { workspaceId, key } });
}

/** Forgets the keys of long ago. */
export async function forgetBefore(db: Db, at: number): Promise<void> {
	await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(at) } } });
}
