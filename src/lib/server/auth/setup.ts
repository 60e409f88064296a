/**
 * The door for the first owner. It opens with a token that the console prints, lets one person in however many knock, and
 * is closed for good afterwards: by a mark in the store, and by a file beside it, so that a store that was lost or
 * damaged does not open it again.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OPERATOR } from '../../domain/audit.ts';
import type { Db } from '../database.ts';
import { hashToken } from '../secret.ts';
import * as audit from '../stores/audit.ts';
import * as marks from '../stores/marks.ts';
import * as workspaces from '../stores/workspaces.ts';
import { addressOf, type AuthHouse } from './house.ts';
import * as memberships from './memberships.ts';
import { hashPassword } from './passwords.ts';
import * as people from './people.ts';

const CLOSED_MARK = 'setup closed';
const CLOSED_FILE = 'setup-closed';

export interface FirstOwner {
	email: string;
	name: string;
	password: string;
}

export interface SetupDoor {
	/**
	 * Looks whether the door is still to be opened; makes the unattended owner where the settings name one.
	 * @returns what to print on the console, or null
	 */
	prepare(): Promise<string | null>;
	isOpen(): boolean;
	/** Whether this token opens the door. */
	accepts(token: string): boolean;
	/** @returns false when somebody else came first, or the token is not the one that was printed */
	enter(token: string, owner: FirstOwner, address: string): Promise<boolean>;
}

export function createSetupDoor(house: AuthHouse): SetupDoor {
	const { database, clock, newId, settings, log } = house;
	const closedFile = path.join(settings.dataDir, CLOSED_FILE);
	let token: string | null = null;

	function close(): void {
		token = null;
		try {
			if (!existsSync(closedFile)) writeFileSync(closedFile, `${new Date(clock.now()).toISOString()}\n`);
		} catch (error) {
			// The mark in the store holds the door as well; the file is tried again at the next start.
			log.warn({ err: error }, 'That setup is closed could be noted in the store only.');
		}
	}

	async function makeOwner(owner: FirstOwner, trace: { actor: string; address: string | null }) {
		const passwordHash = await hashPassword(owner.password);
		const isMade = await database.transaction(async (tx) => {
			if (await isTaken(tx)) return false;
			const now = clock.now();
			const { id: workspaceId } = await workspaces.ensureDefault(tx, newId(), now);
			const id = newId();
			await people.create(tx, { ...owner, id, passwordHash, isVerified: false }, now);
			await memberships.put(tx, workspaceId, id, 'owner', now);
			await marks.set(tx, CLOSED_MARK, now);
			const subject = people.normalEmail(owner.email);
			const change = { action: 'owner.first', subject, after: { name: owner.name, role: 'owner' } };
			await audit.record(tx, { workspaceId, at: now, ...trace }, change);
			return true;
		});
		close();
		return isMade;
	}

	return {
		async prepare() {
			if (await people.areThereAny(database.client)) {
				close();
				return null;
			}
			if (settings.admin) {
				const { email } = settings.admin;
				const name = email.split('@')[0] ?? email;
				const isMade = await makeOwner(
					{ ...settings.admin, name },
					{ actor: `${OPERATOR} (ADMIN_EMAIL)`, address: null }
				);
				if (isMade) log.info({ email }, 'The first owner was made from ADMIN_EMAIL.');
				return null;
			}
			if ((await isClosed(database.client)) || existsSync(closedFile)) {
				return (
					'The store knows no accounts, but this installation was set up before, so setup stays closed. ' +
					'Restore a backup, or make an owner with: npm run gatehouse -- create-admin --email YOU@EXAMPLE'
				);
			}
			token = randomBytes(24).toString('base64url');
			return `Make the first owner here (the link works once): ${addressOf(house, `/setup?token=${token}`)}`;
		},
		isOpen: () => token !== null,
		accepts: (given) => token !== null && isSame(token, given),
		async enter(given, owner, address) {
			if (token === null || !isSame(token, given)) return false;
			return makeOwner(owner, { actor: people.normalEmail(owner.email), address });
		}
	};

	/** Unattended owners are for a store without people, also one that was lost: who sets them runs the machine. */
	async function isTaken(tx: Db): Promise<boolean> {
		if (await people.areThereAny(tx)) return true;
		return settings.admin === null && (await isClosed(tx));
	}
}

async function isClosed(db: Db): Promise<boolean> {
	return (await marks.get(db, CLOSED_MARK)) !== null;
}

function isSame(one: string, other: string): boolean {
	return timingSafeEqual(Buffer.from(hashToken(one)), Buffer.from(hashToken(other)));
}
