/** Who runs the machine can always make an owner: for a store without people, and for people without their keys. */
import type { Trace } from '../../domain/audit.ts';
import type { Database } from '../database.ts';
import * as audit from '../stores/audit.ts';
import * as memberships from './memberships.ts';
import * as people from './people.ts';

/**
 * Makes an owner, or reopens the account that the address has: new password, no second factor, no sessions.
 * @returns whether there was an account already
 */
export async function makeOwner(
	database: Pick<Database, 'transaction'>,
	person: people.NewPerson,
	trace: Trace
): Promise<boolean> {
	return database.transaction(async (tx) => {
		const known = await people.byEmail(tx, person.email);
		if (known) await people.reopen(tx, known.id, person.passwordHash, trace.at);
		else await people.create(tx, person, trace.at);
		await memberships.put(tx, trace.workspaceId, known?.id ?? person.id, 'owner', trace.at);
		const action = known ? 'owner.reopen' : 'owner.make';
		await audit.record(tx, trace, {
			action,
			subject: people.normalEmail(person.email),
			after: { role: 'owner' }
		});
		return known !== null;
	});
}
