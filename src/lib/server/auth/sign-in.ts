/**
 * Signing in: a password, then the second factor where there is one. Whatever is wrong, the answer is the same, and a
 * name that does not exist takes as long as one that does.
 */
import * as audit from '../stores/audit.ts';
import { asRefusal, type Library } from './library.ts';
import { knownDevice, rememberDevice } from './devices.ts';
import type { AuthHouse } from './house.ts';
import * as memberships from './memberships.ts';
import { BusyError } from './passwords.ts';
import { normalEmail } from './people.ts';
import type { Passkeys } from './passkeys.ts';
import type { Throttle, Turn } from './throttle.ts';
import type { UsedCodes } from './used-codes.ts';
import { passCookies, type Visitor } from './visitor.ts';

export type SignInAnswer =
	| { outcome: 'in' }
	/** The password was right; the second factor is still to come. */
	| { outcome: 'second factor' }
	/** Wrong, whatever of it. */
	| { outcome: 'refused' }
	/** The time for the second step ran out, or too many codes were wrong: from the start again. */
	| { outcome: 'again' }
	| { outcome: 'wait'; waitMs: number };

export interface SignIn {
	withPassword(visitor: Visitor, email: string, password: string): Promise<SignInAnswer>;
	/** The second step: six digits from an app, or one of the recovery codes. */
	withCode(visitor: Visitor, code: string): Promise<SignInAnswer>;
	/** A passkey is both steps: the device, and its owner who unlocked it. */
	withPasskey(visitor: Visitor, seal: string, answer: unknown): Promise<SignInAnswer>;
}

/** After this the second factor is not looked at for a while; matches the library's own lock. */
const LOCKED_MS = 15 * 60_000;
const BUSY_WAIT_MS = 5_000;

export function createSignIn(
	house: AuthHouse,
	library: Library,
	passkeys: Pick<Passkeys, 'recognise'>,
	throttle: Throttle,
	usedCodes: UsedCodes
): SignIn {
	const { sealer, settings, database, clock } = house;

	async function arrive(visitor: Visitor, { id, email }: { id: string; email: string }): Promise<void> {
		rememberDevice(sealer, visitor, email, settings.origin.startsWith('https:'));
		const [home] = await memberships.ofPerson(database.client, id);
		if (!home) return;
		const trace = {
			workspaceId: home.workspaceId,
			at: clock.now(),
			actor: email,
			address: visitor.address
		};
		await audit.record(database.client, trace, { action: 'session.start', subject: email });
	}

	return {
		async withPassword(visitor, given, password) {
			const email = normalEmail(given);
			const device = knownDevice(sealer, visitor, email);
			const turn = throttle.take({
				account: email,
				address: visitor.address,
				isKnownDevice: device !== null,
				...(device === null ? {} : { device })
			});
			if (!turn.isAllowed) return { outcome: 'wait', waitMs: turn.waitMs };
			try {
				const auth = await library();
				const { headers, response } = await auth.api.signInEmail({
					body: { email, password },
					headers: visitor.headers,
					returnHeaders: true
				});
				turn.giveBack();
				await passCookies(visitor, headers);
				if ('twoFactorRedirect' in response) return { outcome: 'second factor' };
				await arrive(visitor, response.user);
				return { outcome: 'in' };
			} catch (error) {
				return await answerTo(error, turn);
			}
		},
		async withCode(visitor, given) {
			const code = given.replaceAll(/\s/g, '');
			const turn = throttle.take({
				account: `second factor from ${visitor.address}`,
				address: visitor.address,
				isKnownDevice: false
			});
			if (!turn.isAllowed) return { outcome: 'wait', waitMs: turn.waitMs };
			try {
				const auth = await library();
				const request = { headers: visitor.headers, returnHeaders: true } as const;
				const { headers, response } = /^\d{6}$/.test(code)
					? await auth.api.verifyTOTP({ ...request, body: { code } })
					: await auth.api.verifyBackupCode({ ...request, body: { code } });
				if (!usedCodes.take(response.user.id, code)) {
					if (response.token) await database.client.session.deleteMany({ where: { token: response.token } });
					return { outcome: 'refused' };
				}
				turn.giveBack();
				await passCookies(visitor, headers);
				await arrive(visitor, response.user);
				return { outcome: 'in' };
			} catch (error) {
				return await answerTo(error, turn);
			}
		},
		async withPasskey(visitor, seal, answer) {
			const turn = throttle.take({
				account: `passkey from ${visitor.address}`,
				address: visitor.address,
				isKnownDevice: false
			});
			if (!turn.isAllowed) return { outcome: 'wait', waitMs: turn.waitMs };
			const person = await passkeys.recognise(seal, answer);
			if (!person) return { outcome: 'refused' };
			const auth = await library();
			const { headers, response } = await auth.api.enterAs({
				body: { userId: person.id },
				headers: visitor.headers,
				returnHeaders: true
			});
			if (!response.isIn) return { outcome: 'refused' };
			turn.giveBack();
			await passCookies(visitor, headers);
			await arrive(visitor, person);
			return { outcome: 'in' };
		}
	};
}

async function answerTo(error: unknown, turn: Extract<Turn, { isAllowed: true }>): Promise<SignInAnswer> {
	if (error instanceof BusyError) {
		turn.giveBack();
		return { outcome: 'wait', waitMs: BUSY_WAIT_MS };
	}
	const refusal = await asRefusal(error);
	if (!refusal) throw error;
	const code = refusal.body?.code;
	if (refusal.status === 'TOO_MANY_REQUESTS') return { outcome: 'wait', waitMs: LOCKED_MS };
	if (code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE') {
		return { outcome: 'again' };
	}
	return { outcome: 'refused' };
}
