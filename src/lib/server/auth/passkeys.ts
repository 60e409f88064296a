/**
 * Passkeys (W3C Web Authentication): a device shows that it holds a key and that its owner unlocked it, which is both
 * factors at once. What was asked travels sealed with the page, works for five minutes, and once.
 */
import type {
	AuthenticationResponseJSON,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import * as audit from '../stores/audit.ts';
import type { AuthHouse } from './house.ts';

/** Loaded when the first passkey is asked for: few houses have one. */
const webAuthn = () => import('@simplewebauthn/server');

const ASKED_FOR_MS = 5 * 60_000;
/** So many answered questions are remembered; older ones have run out by then. */
const ANSWERED_KEPT = 10_000;

const askedSchema = z.object({
	purpose: z.enum(['add passkey', 'sign in by passkey']),
	challenge: z.string(),
	userId: z.string().nullable(),
	until: z.number()
});
type Purpose = z.infer<typeof askedSchema>['purpose'];

export interface ListedPasskey {
	id: string;
	name: string;
	createdAt: number | null;
}

export interface Passkeys {
	/** What keeps them from working, as a sentence; browsers want https, or localhost. */
	missing: string | null;
	list(userId: string): Promise<ListedPasskey[]>;
	/** What the browser is asked to make, and the seal that comes back with its answer. */
	askToAdd(member: Member): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; seal: string }>;
	add(member: Member, seal: string, answer: unknown, name: string, address: string): Promise<boolean>;
	remove(member: Member, id: string, address: string): Promise<boolean>;
	askToSignIn(): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; seal: string }>;
	/** Whose passkey answered; null for none of ours. */
	recognise(seal: string, answer: unknown): Promise<{ id: string; email: string } | null>;
}

export function createPasskeys(house: AuthHouse): Passkeys {
	const { database, sealer, clock, newId, settings } = house;
	const { hostname: rpID, protocol } = new URL(settings.origin);
	const isSafe = protocol === 'https:' || rpID === 'localhost';
	const answered = new Set<string>();

	function sealed(purpose: Purpose, challenge: string, userId: string | null): string {
		return sealer.seal({ purpose, challenge, userId, until: clock.now() + ASKED_FOR_MS });
	}

	/** The challenge behind a seal; each is taken once. */
	function challengeOf(purpose: Purpose, seal: string, userId: string | null): string | null {
		let opened: unknown = null;
		try {
			opened = sealer.open(seal);
		} catch {
			return null;
		}
		const { data } = askedSchema.safeParse(opened);
		const isGood = data?.purpose === purpose && data.userId === userId && data.until > clock.now();
		if (!data || !isGood || answered.has(data.challenge)) return null;
		answered.add(data.challenge);
		for (const oldest of answered) {
			if (answered.size <= ANSWERED_KEPT) break;
			answered.delete(oldest);
		}
		return data.challenge;
	}

	return {
		missing: isSafe ? null : 'Passkeys need https: serve Gatehouse by https and set ORIGIN to that address.',
		async list(userId) {
			const rows = await database.client.passkey.findMany({
				where: { userId },
				orderBy: { createdAt: 'asc' }
			});
			return rows.map(({ id, name, createdAt }) => ({
				id,
				name: name ?? 'Passkey',
				createdAt: createdAt?.getTime() ?? null
			}));
		},
		async askToAdd(member) {
			const known = await database.client.passkey.findMany({ where: { userId: member.userId } });
			const options = await (
				await webAuthn()
			).generateRegistrationOptions({
				rpName: 'Gatehouse',
				rpID,
				userID: new TextEncoder().encode(member.userId),
				userName: member.email,
				userDisplayName: member.name,
				attestationType: 'none',
				excludeCredentials: known.map(({ credentialID }) => ({ id: credentialID })),
				authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
			});
			return { options, seal: sealed('add passkey', options.challenge, member.userId) };
		},
		async add(member, seal, answer, name, address) {
			const expectedChallenge = challengeOf('add passkey', seal, member.userId);
			if (expectedChallenge === null) return false;
			const result = await (
				await webAuthn()
			)
				.verifyRegistrationResponse({
					response: answer as RegistrationResponseJSON,
					expectedChallenge,
					expectedOrigin: settings.origin,
					expectedRPID: rpID,
					requireUserVerification: true
				})
				.catch(() => null);
			if (!result?.verified) return false;
			const { credential, credentialDeviceType, credentialBackedUp, aaguid } = result.registrationInfo;
			await database.transaction(async (tx) => {
				await tx.passkey.create({
					data: {
						id: newId(),
						name,
						userId: member.userId,
						credentialID: credential.id,
						publicKey: Buffer.from(credential.publicKey).toString('base64url'),
						counter: credential.counter,
						deviceType: credentialDeviceType,
						backedUp: credentialBackedUp,
						transports: (credential.transports ?? []).join(','),
						aaguid,
						createdAt: new Date(clock.now())
					}
				});
				const change = { action: 'passkey.add', subject: member.email, after: { name } };
				await audit.record(tx, traceOf(member, clock.now(), address), change);
			});
			return true;
		},
		async remove(member, id, address) {
			return database.transaction(async (tx) => {
				const known = await tx.passkey.findFirst({ where: { id, userId: member.userId } });
				if (!known) return false;
				await tx.passkey.delete({ where: { id } });
				const change = { action: 'passkey.remove', subject: member.email, before: { name: known.name } };
				await audit.record(tx, traceOf(member, clock.now(), address), change);
				return true;
			});
		},
		async askToSignIn() {
			// no list of keys: which ones somebody has is nobody's business before they show one
			const options = await (
				await webAuthn()
			).generateAuthenticationOptions({ rpID, userVerification: 'required' });
			return { options, seal: sealed('sign in by passkey', options.challenge, null) };
		},
		async recognise(seal, given) {
			const expectedChallenge = challengeOf('sign in by passkey', seal, null);
			const answer = given as AuthenticationResponseJSON | null;
			if (expectedChallenge === null || typeof answer?.id !== 'string') return null;
			const known = await database.client.passkey.findFirst({
				where: { credentialID: answer.id },
				include: { user: { select: { id: true, email: true } } }
			});
			if (!known) return null;
			const result = await (
				await webAuthn()
			)
				.verifyAuthenticationResponse({
					response: answer,
					expectedChallenge,
					expectedOrigin: settings.origin,
					expectedRPID: rpID,
					requireUserVerification: true,
					credential: {
						id: known.credentialID,
						publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
						counter: known.counter
					}
				})
				.catch(() => null);
			if (!result?.verified) return null;
			const { newCounter: counter } = result.authenticationInfo;
			await database.client.passkey.update({ where: { id: known.id }, data: { counter } });
			return known.user;
		}
	};
}
