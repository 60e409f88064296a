/** Sign-in, sessions, roles and keys, wired together: the one thing of this room that the app holds. */
import type { Member } from '../../domain/actor.ts';
import { addressOf, type AuthHouse } from './house.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLibrary } from './library.ts';
import * as memberships from './memberships.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createPasswords, type PasswordDesk } from './password-desk.ts';
import { createRegistration, type Registration } from './registration.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSetupDoor, type SetupDoor } from './setup.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { createTeam, type Team } from './team.ts';
import { createThrottle } from './throttle.ts';
import { createUsedCodes } from './used-codes.ts';
import type { Visitor } from './visitor.ts';

/** Which of several workspaces a person works in. */
export const WORKSPACE_COOKIE = 'gatehouse.workspace';

export interface Auth {
	setup: SetupDoor;
	signIn: SignIn;
	sessions: Sessions;
	passwords: PasswordDesk;
	secondFactor: SecondFactor;
	passkeys: Passkeys;
	team: Team;
	invitations: Invitations;
	registration: Registration;
	keys: Keys;
	/** Who is signed in, and as what in which workspace; null for nobody and for who belongs to none. */
	memberOf(visitor: Visitor): Promise<Member | null>;
}

export function createAuth(house: AuthHouse): Auth {
	const { database, sealer, clock, newId, settings, log, mail } = house;
	const shared = {
		secret: sealer.sign('sessions', 'v1'),
		origin: settings.origin,
		newId,
		log,
		sendReset: async (email: string, token: string) => {
			await mail.send({
				to: email,
				subject: 'Set a new password',
				text: `Somebody asked for a new password for this address at ${settings.origin}.\n\nSet it here within an hour:\n${addressOf(house, `/login/new-password?token=${token}`)}\n\nIf it was not you, there is nothing to do: the old password stays as it is.\n`
			});
		}
	};
	const library = createLibrary({ ...shared, client: database.client });
	const throttle = createThrottle(clock);
	const passkeys = createPasskeys(house);
	const sessions = createSessions({ database, library, origin: settings.origin, now: clock.now });
	return {
		setup: createSetupDoor(house),
		signIn: createSignIn(house, library, passkeys, throttle, createUsedCodes(clock)),
		sessions,
		passwords: createPasswords(house, library, sessions, throttle),
		secondFactor: createSecondFactor(house, library, sessions, throttle),
		passkeys,
		team: createTeam(house, sessions),
		invitations: createInvitations(house),
		registration: createRegistration(house, throttle),
		keys: createKeys({ database, newId, now: clock.now }),
		async memberOf(visitor) {
			const session = await sessions.lookUp(visitor);
			if (!session) return null;
			const all = await memberships.ofPerson(database.client, session.userId);
			const chosen = visitor.cookies.get(WORKSPACE_COOKIE);
			const home = all.find(({ workspaceId }) => workspaceId === chosen) ?? all[0];
			if (!home) return null;
			return {
				kind: 'member',
				userId: session.userId,
				email: session.email,
				name: session.name,
				sessionId: session.id,
				hasSecondFactor: session.hasSecondFactor,
				workspaceId: home.workspaceId,
				isDefaultWorkspace: home.isDefaultWorkspace,
				role: home.role
			};
		}
	};
}
