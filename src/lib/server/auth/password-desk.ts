/** Changing a password, and setting a new one by a link in a mail. Either ends every other session of the person. */
import type { Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import { hashToken } from '../secret.ts';
import * as audit from '../stores/audit.ts';
import { asRefusal, type Library } from './library.ts';
import type { AuthHouse } from './house.ts';
import * as memberships from './memberships.ts';
import { BusyError } from './passwords.ts';
import { normalEmail } from './people.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle, Try } from './throttle.ts';
import { passCookies, type Visitor } from './visitor.ts';

export type PasswordAnswer = 'done' | 'wrong' | 'wait';

export interface PasswordDesk {
	/** What keeps the link from being sent, as a sentence; null when it can be. */
	missing: string | null;
	change(visitor: Visitor, member: Member, current: string, next: string): Promise<PasswordAnswer>;
	/** Whether it is the password of who is signed in, asked before something that outlasts the session. */
	check(visitor: Visitor, member: Member, password: string): Promise<PasswordAnswer>;
	/** Sends the link where there is such an account. The answer is the same where there is none. */
	requestReset(visitor: Visitor, email: string): Promise<'done' | 'wait'>;
	/** `wrong`: the link was used, ran out, or never was one. */
	reset(visitor: Visitor, token: string, next: string): Promise<PasswordAnswer>;
}

export function createPasswords(
	house: AuthHouse,
	library: Library,
	sessions: Sessions,
	throttle: Throttle
): PasswordDesk {
	const { database, clock, mail } = house;
	return {
		missing: mail.missing,
		async check(visitor, member, password) {
			const turn = throttle.take(tryOf(visitor, member));
			if (!turn.isAllowed) return 'wait';
			try {
				const auth = await library();
				await auth.api.verifyPassword({ body: { password }, headers: visitor.headers });
				turn.giveBack();
				return 'done';
			} catch (error) {
				return await answerTo(error);
			}
		},
		async change(visitor, member, currentPassword, newPassword) {
			const turn = throttle.take(tryOf(visitor, member));
			if (!turn.isAllowed) return 'wait';
			try {
				const auth = await library();
				const { headers, response } = await auth.api.changePassword({
					body: { currentPassword, newPassword, revokeOtherSessions: true },
					headers: visitor.headers,
					returnHeaders: true
				});
				turn.giveBack();
				await passCookies(visitor, headers);
				await sessions.settle(member.userId, response.token);
				const trace = traceOf(member, clock.now(), visitor.address);
				await audit.record(database.client, trace, { action: 'password.change', subject: member.email });
				return 'done';
			} catch (error) {
				return await answerTo(error);
			}
		},
		async requestReset(visitor, email) {
			const turn = throttle.take({
				account: normalEmail(email),
				address: visitor.address,
				isKnownDevice: false,
				isMail: true
			});
			if (!turn.isAllowed) return 'wait';
			const auth = await library();
			await auth.api.requestPasswordReset({ body: { email: normalEmail(email) }, headers: visitor.headers });
			return 'done';
		},
		async reset(visitor, token, newPassword) {
			const turn = throttle.take({
				account: `link ${hashToken(token)}`,
				address: visitor.address,
				isKnownDevice: false
			});
			if (!turn.isAllowed) return 'wait';
			const person = await personOf(token);
			try {
				const auth = await library();
				await auth.api.resetPassword({ body: { token, newPassword }, headers: visitor.headers });
			} catch (error) {
				return await answerTo(error);
			}
			if (person) {
				await sessions.settle(person.id, null);
				const [home] = await memberships.ofPerson(database.client, person.id);
				if (home) {
					const { workspaceId } = home;
					const trace = { workspaceId, at: clock.now(), actor: person.email, address: visitor.address };
					const change = { action: 'password.reset', subject: person.email };
					await audit.record(database.client, trace, change);
				}
			}
			return 'done';
		}
	};

	/** Whose link it is, before the link is used up. */
	async function personOf(token: string): Promise<{ id: string; email: string } | null> {
		const auth = await library();
		const context = await auth.$context;
		const link = await context.internalAdapter.findVerificationValue(`reset-password:${token}`);
		if (!link) return null;
		return database.client.user.findUnique({ where: { id: link.value }, select: { id: true, email: true } });
	}
}

function tryOf({ address }: Visitor, { userId }: Member): Try {
	return { account: `password of ${userId}`, address, isKnownDevice: false };
}

async function answerTo(error: unknown): Promise<PasswordAnswer> {
	if (error instanceof BusyError) return 'wait';
	if (await asRefusal(error)) return 'wrong';
	throw error;
}
