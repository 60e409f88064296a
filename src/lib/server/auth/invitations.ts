/** Invitations by link: mailed where there is a mail server, else shown to copy. One works once, for a week. */
import { randomBytes } from 'node:crypto';
import type { Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import { limitsOf } from '../../domain/limits.ts';
import { isRole, mayGive, type Role } from '../../domain/role.ts';
import type { Db } from '../database.ts';
import type { InvitationModel } from '../generated/prisma/models.ts';
import { hashToken } from '../secret.ts';
import * as audit from '../stores/audit.ts';
import { addressOf, type AuthHouse } from './house.ts';
import * as memberships from './memberships.ts';
import { hashPassword } from './passwords.ts';
import * as people from './people.ts';
import { openWorkspace } from './workspace-of-own.ts';

const WEEK_MS = 7 * 86_400_000;

/** Not into the workspace of who invites, but into one of their own. */
export const OWN_WORKSPACE = 'own-workspace';
export type InvitedAs = Role | typeof OWN_WORKSPACE;

export interface Invitation {
	id: string;
	email: string;
	as: InvitedAs;
	invitedBy: string;
	createdAt: number;
	expiresAt: number;
}

export interface OpenInvitation extends Invitation {
	workspaceName: string;
	/** Whether the address has an account: then who signs in to it accepts. */
	hasAccount: boolean;
}

export type Invited =
	| { outcome: 'sent' }
	/** No mail went out, for this reason; the link is to be handed over. */
	| { outcome: 'link'; link: string; reason: string }
	| { outcome: 'forbidden' | 'already' | 'full' };

export interface Invitations {
	list(workspaceId: string): Promise<Invitation[]>;
	invite(by: Member, email: string, as: InvitedAs, address: string): Promise<Invited>;
	withdraw(by: Member, id: string, address: string): Promise<boolean>;
	/** The invitation behind a link; null when it was used, withdrawn or is too old. */
	find(token: string): Promise<OpenInvitation | null>;
	/** Makes the account and joins. @returns false when somebody else was faster */
	acceptAnew(token: string, person: { name: string; password: string }, address: string): Promise<boolean>;
	/** Joins with the account that is signed in. @returns false for another address than the invited one */
	acceptAs(token: string, member: Member, address: string): Promise<boolean>;
}

export function createInvitations(house: AuthHouse): Invitations {
	const { database, clock, newId, mail, log, settings } = house;

	/** Takes the invitation, once, and joins; all of it or nothing. */
	async function accept(
		token: string,
		address: string,
		whoIs: (tx: Db, invitation: InvitationModel) => Promise<{ id: string; name: string } | null>
	): Promise<boolean> {
		const now = clock.now();
		return database.transaction(async (tx) => {
			const invitation = await tx.invitation.findFirst({ where: stillOpen(token, now) });
			const person = invitation && (await whoIs(tx, invitation));
			if (!invitation || !person) return false;
			await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: new Date(now) } });
			const { role, email, workspaceId } = invitation;
			if (isRole(role)) await memberships.put(tx, workspaceId, person.id, role, now);
			else await openWorkspace(tx, person, newId, now);
			const trace = { workspaceId, at: now, actor: email, address };
			await audit.record(tx, trace, { action: 'member.join', subject: email, after: { role } });
			return true;
		});
	}

	return {
		async list(workspaceId) {
			const rows = await database.client.invitation.findMany({
				where: { workspaceId, acceptedAt: null, expiresAt: { gt: new Date(clock.now()) } },
				orderBy: { createdAt: 'desc' }
			});
			return rows.map(toInvitation);
		},
		async invite(by, given, as, address) {
			const email = people.normalEmail(given);
			const isAllowed =
				as === OWN_WORKSPACE
					? by.isDefaultWorkspace && by.role === 'owner' && settings.registration !== 'off'
					: mayGive(by.role, as);
			if (!isAllowed) return { outcome: 'forbidden' };
			const colleagues = await memberships.list(database.client, by.workspaceId);
			if (as !== OWN_WORKSPACE && colleagues.some((one) => one.email === email))
				return { outcome: 'already' };
			if (colleagues.length >= limitsOf(by).members) return { outcome: 'full' };
			const token = randomBytes(24).toString('base64url');
			const now = clock.now();
			await database.transaction(async (tx) => {
				// a second invitation takes the place of the first
				await tx.invitation.deleteMany({ where: { workspaceId: by.workspaceId, email, acceptedAt: null } });
				await tx.invitation.create({
					data: {
						id: newId(),
						workspaceId: by.workspaceId,
						email,
						role: as,
						tokenHash: hashToken(token),
						invitedBy: by.email,
						createdAt: new Date(now),
						expiresAt: new Date(now + WEEK_MS)
					}
				});
				const change = { action: 'member.invite', subject: email, after: { role: as } };
				await audit.record(tx, traceOf(by, now, address), change);
			});
			const link = addressOf(house, `/join?token=${token}`);
			if (mail.missing !== null) return { outcome: 'link', link, reason: mail.missing };
			try {
				await mail.send({
					to: email,
					subject: 'You are invited to the status page',
					text: `${by.email} invites you to help run the status page at ${settings.origin}.\n\nAccept within a week:\n${link}\n\nIf you did not expect this, there is nothing to do.\n`
				});
				return { outcome: 'sent' };
			} catch (error) {
				log.warn({ err: error }, 'An invitation could not be mailed.');
				return { outcome: 'link', link, reason: 'The mail server did not take the mail.' };
			}
		},
		async withdraw(by, id, address) {
			return database.transaction(async (tx) => {
				const where = { id, workspaceId: by.workspaceId, acceptedAt: null };
				const known = await tx.invitation.findFirst({ where });
				if (!known) return false;
				await tx.invitation.delete({ where: { id } });
				const change = { action: 'member.uninvite', subject: known.email, before: { role: known.role } };
				await audit.record(tx, traceOf(by, clock.now(), address), change);
				return true;
			});
		},
		async find(token) {
			const row = await database.client.invitation.findFirst({
				where: stillOpen(token, clock.now()),
				include: { workspace: true }
			});
			if (!row) return null;
			const hasAccount = (await people.byEmail(database.client, row.email)) !== null;
			return { ...toInvitation(row), workspaceName: row.workspace.name, hasAccount };
		},
		async acceptAnew(token, { name, password }, address) {
			const passwordHash = await hashPassword(password);
			return accept(token, address, async (tx, { email }) => {
				if (await people.byEmail(tx, email)) return null;
				const id = newId();
				await people.create(tx, { id, email, name, passwordHash, isVerified: true }, clock.now());
				return { id, name };
			});
		},
		acceptAs: (token, member, address) =>
			accept(token, address, async (_tx, { email }) =>
				email === member.email ? { id: member.userId, name: member.name } : null
			)
	};
}

function stillOpen(token: string, now: number) {
	return { tokenHash: hashToken(token), acceptedAt: null, expiresAt: { gt: new Date(now) } };
}

function toInvitation({ id, email, role, invitedBy, createdAt, expiresAt }: InvitationModel): Invitation {
	return {
		id,
		email,
		as: isRole(role) || role === OWN_WORKSPACE ? role : 'viewer',
		invitedBy,
		createdAt: createdAt.getTime(),
		expiresAt: expiresAt.getTime()
	};
}
