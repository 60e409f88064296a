/** People and how they sign in: rows of the sign-in library's tables, written in our own transactions. */
import type { Db } from '../database.ts';

export interface Person {
	id: string;
	email: string;
	name: string;
	hasSecondFactor: boolean;
}

/** One spelling per address, so that nobody has two accounts by accident. */
export function normalEmail(email: string): string {
	return email.trim().toLowerCase();
}

export async function areThereAny(db: Db): Promise<boolean> {
	return (await db.user.findFirst({ select: { id: true } })) !== null;
}

export async function byEmail(db: Db, email: string): Promise<Person | null> {
	const row = await db.user.findUnique({ where: { email: normalEmail(email) } });
	return row && { id: row.id, email: row.email, name: row.name, hasSecondFactor: row.twoFactorEnabled };
}

export interface NewPerson {
	id: string;
	email: string;
	name: string;
	/** From `hashPassword`. */
	passwordHash: string;
	/** Whether somebody followed a link in a mail to this address. */
	isVerified: boolean;
}

export async function create(db: Db, person: NewPerson, now: number): Promise<void> {
	const at = new Date(now);
	const { id, name, passwordHash } = person;
	const email = normalEmail(person.email);
	await db.user.create({
		data: { id, email, name, emailVerified: person.isVerified, createdAt: at, updatedAt: at }
	});
	await db.account.create({
		data: {
			id,
			userId: id,
			accountId: id,
			providerId: 'credential',
			password: passwordHash,
			createdAt: at,
			updatedAt: at
		}
	});
}

/** Gives a person a new password and takes second factor and sessions away: the way back when all is lost. */
export async function reopen(db: Db, id: string, passwordHash: string, now: number): Promise<void> {
	const at = new Date(now);
	await db.account.updateMany({
		where: { userId: id, providerId: 'credential' },
		data: { password: passwordHash, updatedAt: at }
	});
	await db.user.update({ where: { id }, data: { twoFactorEnabled: false, updatedAt: at } });
	await db.twoFactor.deleteMany({ where: { userId: id } });
	await db.passkey.deleteMany({ where: { userId: id } });
	await db.session.deleteMany({ where: { userId: id } });
}
