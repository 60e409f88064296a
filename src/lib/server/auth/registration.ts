/**
 * Accounts that people make for themselves, where REGISTRATION is `open`: each with a workspace of its own. Whether an
 * address has an account already is told to whoever reads its mail, and to nobody else.
 */
import { z } from 'zod';
import * as audit from '../stores/audit.ts';
import { addressOf, type AuthHouse } from './house.ts';
import { hashPassword } from './passwords.ts';
import * as people from './people.ts';
import type { Throttle } from './throttle.ts';
import { openWorkspace } from './workspace-of-own.ts';

const DAY_MS = 86_400_000;
const PURPOSE = 'registration';

/** What the link in the mail carries, sealed: the account comes to be when somebody opens it. */
const pendingSchema = z.object({
	purpose: z.literal(PURPOSE),
	email: z.string(),
	name: z.string(),
	passwordHash: z.string(),
	until: z.number()
});

export interface Registration {
	isOpen: boolean;
	/** `mailed`: a link is on its way. `ready`: without mail, the account is there if the address was free. */
	register(
		person: { email: string; name: string; password: string },
		address: string
	): Promise<'mailed' | 'ready' | 'wait'>;
	/** Makes the account of a link in a mail. @returns false when it is old, or the address has an account by now */
	confirm(token: string, address: string): Promise<boolean>;
}

export function createRegistration(house: AuthHouse, throttle: Throttle): Registration {
	const { database, sealer, clock, newId, mail, settings, log } = house;
	const isOpen = settings.registration === 'open';

	async function open(
		person: { email: string; name: string; passwordHash: string },
		isVerified: boolean,
		address: string
	): Promise<boolean> {
		return database.transaction(async (tx) => {
			if (await people.byEmail(tx, person.email)) return false;
			const now = clock.now();
			const id = newId();
			await people.create(tx, { ...person, id, isVerified }, now);
			const workspaceId = await openWorkspace(tx, { id, name: person.name }, newId, now);
			const trace = { workspaceId, at: now, actor: person.email, address };
			await audit.record(tx, trace, { action: 'workspace.open', subject: person.name });
			return true;
		});
	}

	function send(to: string, subject: string, text: string): void {
		mail.send({ to, subject, text }).catch((error: unknown) => {
			log.warn({ err: error }, 'A mail about a new account could not be sent.');
		});
	}

	return {
		isOpen,
		async register({ email: given, name, password }, address) {
			if (!isOpen) throw new Error('Registration is not open.');
			const email = people.normalEmail(given);
			const turn = throttle.take({ account: email, address, isKnownDevice: false, isMail: true });
			if (!turn.isAllowed) return 'wait';
			const passwordHash = await hashPassword(password);
			if (mail.missing !== null) {
				await open({ email, name, passwordHash }, false, address);
				return 'ready';
			}
			if (await people.byEmail(database.client, email)) {
				const login = addressOf(house, '/login');
				send(
					email,
					'You have an account',
					`Somebody, perhaps you, tried to make an account for this address at ${settings.origin}. It has one already; sign in at ${login}\n`
				);
				return 'mailed';
			}
			const until = clock.now() + DAY_MS;
			const token = sealer.seal({ purpose: PURPOSE, email, name, passwordHash, until });
			const link = addressOf(house, `/register/confirm?token=${token}`);
			send(
				email,
				'Confirm your account',
				`Open this within a day to make your account at ${settings.origin}:\n${link}\n\nIf it was not you, there is nothing to do.\n`
			);
			return 'mailed';
		},
		async confirm(token, address) {
			const pending = pendingSchema.safeParse(opened(token));
			if (!isOpen || !pending.success || pending.data.until < clock.now()) return false;
			return open(pending.data, true, address);
		}
	};

	function opened(token: string): unknown {
		try {
			return sealer.open(token);
		} catch {
			return null;
		}
	}
}
