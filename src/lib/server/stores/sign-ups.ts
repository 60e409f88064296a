/** What was asked for on the pages in the last day: counted, so that strangers can cause few messages (promise 18). */
import type { EarlierSignUp } from '../../domain/subscriber.ts';
import type { Db } from '../database.ts';

export interface SignUp {
	/** Keyed digests; equal ones are the same address, or the same network. */
	address: string;
	network: string;
	at: number;
}

/** Everything that was asked for since a time, as it looks beside one more wish. */
export async function since(db: Db, { address, network }: SignUp, from: number): Promise<EarlierSignUp[]> {
	const rows = await db.signUp.findMany({ where: { at: { gt: new Date(from) } } });
	return rows.map((row) => ({
		at: row.at.getTime(),
		isSameAddress: row.address === address,
		isSameNetwork: row.network === network
	}));
}

/** Writes one down. @returns its number, which never comes again */
export async function record(db: Db, { at, ...digests }: SignUp): Promise<number> {
	const { id } = await db.signUp.create({ data: { ...digests, at: new Date(at) } });
	return id;
}

/** Forgets what counts no more. */
export async function forget(db: Db, before: number): Promise<void> {
	await db.signUp.deleteMany({ where: { at: { lt: new Date(before) } } });
}
