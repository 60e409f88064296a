/**
 * The library that keeps sessions and second factors, set up for this house. Only its functions are called, from our own
 * pages; its web routes are never mounted, so that none of them can be used to walk around ours.
 */
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { twoFactor } from 'better-auth/plugins';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { CLIENT_ADDRESS_HEADER } from '../web/client-address.ts';
import { entry } from './entry.ts';
import { hashPassword, PASSWORD_AT_LEAST, PASSWORD_AT_MOST, verifyPassword } from './passwords.ts';
import { COOKIE_PREFIX, SESSION_SECONDS } from './sessions.ts';

const RESET_SECONDS = 3_600;

export interface BetterAuthOptions {
	client: PrismaClient;
	secret: string;
	/** Public address: https makes the cookies secure. */
	origin: string;
	newId: () => string;
	log: Log;
	/** Sends the link that sets a new password; runs after the answer, so that its time tells nothing. */
	sendReset(email: string, token: string): Promise<void>;
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

export function createBetterAuth({ client, secret, origin, newId, log, sendReset }: BetterAuthOptions) {
	return betterAuth({
		appName: 'Gatehouse',
		baseURL: origin,
		secret,
		database: prismaAdapter(client, { provider: 'sqlite' }),
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: PASSWORD_AT_LEAST,
			maxPasswordLength: PASSWORD_AT_MOST,
			password: {
				hash: hashPassword,
				verify: ({ hash, password }) => verifyPassword(hash, password)
			},
			resetPasswordTokenExpiresIn: RESET_SECONDS,
			revokeSessionsOnPasswordReset: true,
			sendResetPassword: ({ user, token }) => sendReset(user.email, token)
		},
		// Links in mails are looked up by the hash of their token.
		verification: { storeIdentifier: 'hashed' },
		// A session that was ended is ended at once: nothing about it is kept in a cookie.
		session: {
			expiresIn: SESSION_SECONDS,
			updateAge: 86_400,
			// Looking reads only; who looked prolongs.
			deferSessionRefresh: true,
			cookieCache: { enabled: false }
		},
		// Wrong codes are counted by our own throttle as well, which knows the owner's devices.
		plugins: [twoFactor({ issuer: 'Gatehouse' }), entry()],
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
		logger: {
			log: (level, message) => {
				if (level === 'error') log.error({ from: 'better-auth' }, message);
			}
		},
		advanced: {
			cookiePrefix: COOKIE_PREFIX,
			useSecureCookies: origin.startsWith('https:'),
			database: { generateId: newId },
			ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], ipv6Subnet: 128 },
			backgroundTasks: { handler: (task) => void task.catch(() => undefined) }
		}
	});
}
