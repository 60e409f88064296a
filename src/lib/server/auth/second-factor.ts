/** The second factor: six digits from an app (RFC 6238), and recovery codes for the day the phone is gone. */
import type { Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import * as audit from '../stores/audit.ts';
import { asRefusal, type Library } from './library.ts';
import type { AuthHouse } from './house.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import { passCookies, type Visitor } from './visitor.ts';

export interface Enrolment {
	/** `otpauth://totp/…`: what an app reads from a picture or a link. */
	uri: string;
	/** The same secret to type. */
	secret: string;
	recoveryCodes: string[];
}

export type FactorAnswer = 'done' | 'wrong' | 'wait';

export interface SecondFactor {
	/** Makes a secret; it counts once a code of it was typed. Null when the password is wrong. */
	begin(visitor: Visitor, member: Member, password: string): Promise<Enrolment | FactorAnswer>;
	confirm(visitor: Visitor, member: Member, code: string): Promise<FactorAnswer>;
	switchOff(visitor: Visitor, member: Member, password: string): Promise<FactorAnswer>;
	/** New recovery codes in place of the old ones. */
	renewCodes(visitor: Visitor, member: Member, password: string): Promise<string[] | FactorAnswer>;
}

export function createSecondFactor(
	house: AuthHouse,
	library: Library,
	sessions: Sessions,
	throttle: Throttle
): SecondFactor {
	const { database, clock } = house;

	/** Passwords and codes are guessed here no faster than at the door. */
	async function attempt<T>(
		visitor: Visitor,
		member: Member,
		work: () => Promise<T>
	): Promise<T | FactorAnswer> {
		const turn = throttle.take({
			account: `second factor of ${member.userId}`,
			address: visitor.address,
			isKnownDevice: false
		});
		if (!turn.isAllowed) return 'wait';
		try {
			const result = await work();
			turn.giveBack();
			return result;
		} catch (error) {
			if (await asRefusal(error)) return 'wrong';
			throw error;
		}
	}

	async function note(visitor: Visitor, member: Member, action: string): Promise<void> {
		const trace = traceOf(member, clock.now(), visitor.address);
		await audit.record(database.client, trace, { action, subject: member.email });
	}

	/** The library gave the visitor another session; everybody else's ends. */
	async function settle(visitor: Visitor, member: Member, answer: Headers): Promise<void> {
		await passCookies(visitor, answer);
		const auth = await library();
		const { name } = (await auth.$context).authCookies.sessionToken;
		await sessions.settle(member.userId, visitor.cookies.get(name)?.split('.')[0] ?? null);
	}

	return {
		begin: (visitor, member, password) =>
			attempt(visitor, member, async () => {
				const auth = await library();
				const answer = await auth.api.enableTwoFactor({ body: { password }, headers: visitor.headers });
				if (answer.method !== 'totp') throw new Error('An app was asked for, and something else was made.');
				const { totpURI: uri, backupCodes: recoveryCodes } = answer;
				return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', recoveryCodes };
			}),
		confirm: (visitor, member, given) =>
			attempt(visitor, member, async () => {
				const code = given.replaceAll(/\s/g, '');
				const auth = await library();
				const { headers } = await auth.api.verifyTOTP({
					body: { code },
					headers: visitor.headers,
					returnHeaders: true
				});
				await settle(visitor, member, headers);
				await note(visitor, member, 'second-factor.on');
				return 'done' as const;
			}),
		switchOff: (visitor, member, password) =>
			attempt(visitor, member, async () => {
				const auth = await library();
				const { headers } = await auth.api.disableTwoFactor({
					body: { password },
					headers: visitor.headers,
					returnHeaders: true
				});
				await settle(visitor, member, headers);
				await note(visitor, member, 'second-factor.off');
				return 'done' as const;
			}),
		renewCodes: (visitor, member, password) =>
			attempt(visitor, member, async () => {
				const auth = await library();
				const { backupCodes } = await auth.api.generateBackupCodes({
					body: { password },
					headers: visitor.headers
				});
				await note(visitor, member, 'recovery-codes.renew');
				return backupCodes;
			})
	};
}
