/**
 * Sessions live on the server: looked up at every request, listed, ended one by one. Whoever holds a connection open for
 * one is told when it ends.
 */
import type { Database } from '../database.ts';
import type { Library } from './library.ts';
import { passCookies, type Visitor } from './visitor.ts';

/** How the names of our cookies begin. */
export const COOKIE_PREFIX = 'gatehouse';
/** A session that nobody uses for so long is over. */
export const SESSION_SECONDS = 14 * 86_400;

export interface KnownSession {
	id: string;
	userId: string;
	email: string;
	name: string;
	hasSecondFactor: boolean;
}

export interface ListedSession {
	id: string;
	startedAt: number;
	lastSeenAt: number;
	address: string | null;
	userAgent: string | null;
}

export interface Sessions {
	/** Whose request this is; reads only, so that it answers while the store cannot be written. */
	lookUp(visitor: Visitor): Promise<KnownSession | null>;
	list(userId: string): Promise<ListedSession[]>;
	/** Ends one; a stranger's stays. */
	end(userId: string, id: string): Promise<boolean>;
	/** Ends all of a person, or all but one. */
	endAll(userId: string, exceptId?: string): Promise<void>;
	/** After a change of password or second factor: only the session with this token stays, if any. */
	settle(userId: string, token: string | null): Promise<void>;
	signOut(visitor: Visitor): Promise<void>;
	/** Calls when a session is ended in this process; the returned function stops listening. */
	onEnd(session: { sessionId: string; userId: string }, call: () => void): () => void;
	/** For open streams to ask now and then: it may have run out, or been ended by another process. */
	isAlive(id: string): Promise<boolean>;
}

export function createSessions(options: {
	database: Database;
	library: Library;
	/** Public address: by https the cookie bears a name that browsers keep from plain http. */
	origin: string;
	now: () => number;
}): Sessions {
	const { database, library, now } = options;
	const cookieName = `${options.origin.startsWith('https:') ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`;
	const listeners = new Set<{ sessionId: string; userId: string; call: () => void }>();

	function tell(isOver: (session: { sessionId: string; userId: string }) => boolean): void {
		for (const listener of [...listeners].filter(isOver)) {
			listeners.delete(listener);
			listener.call();
		}
	}

	async function endAll(userId: string, exceptId?: string): Promise<void> {
		const others = exceptId === undefined ? {} : { id: { not: exceptId } };
		await database.client.session.deleteMany({ where: { userId, ...others } });
		tell((session) => session.userId === userId && session.sessionId !== exceptId);
	}

	/** A session in use does not run out; its cookie is given the same new time. */
	async function prolong(visitor: Visitor, id: string): Promise<void> {
		const auth = await library();
		const { attributes } = (await auth.$context).authCookies.sessionToken;
		const value = visitor.cookies.get(cookieName);
		if (value === undefined) return;
		const data = { expiresAt: new Date(now() + SESSION_SECONDS * 1_000), updatedAt: new Date(now()) };
		await database.client.session.updateMany({ where: { id }, data });
		visitor.cookies.set(cookieName, value, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: attributes.secure ?? false,
			maxAge: SESSION_SECONDS
		});
	}

	return {
		async lookUp(visitor) {
			if (visitor.cookies.get(cookieName) === undefined) return null;
			const auth = await library();
			const found = await auth.api.getSession({ headers: visitor.headers });
			if (!found) return null;
			const { session, user } = found;
			if ('needsRefresh' in found && found.needsRefresh) {
				await prolong(visitor, session.id).catch(() => undefined);
			}
			return {
				id: session.id,
				userId: user.id,
				email: user.email,
				name: user.name,
				hasSecondFactor: user.twoFactorEnabled ?? false
			};
		},
		async list(userId) {
			const rows = await database.client.session.findMany({
				where: { userId, expiresAt: { gt: new Date(now()) } },
				orderBy: { updatedAt: 'desc' }
			});
			return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
				id,
				startedAt: createdAt.getTime(),
				lastSeenAt: updatedAt.getTime(),
				address: ipAddress === '' ? null : ipAddress,
				userAgent: userAgent === '' ? null : userAgent
			}));
		},
		async end(userId, id) {
			const { count } = await database.client.session.deleteMany({ where: { userId, id } });
			tell((session) => session.userId === userId && session.sessionId === id);
			return count > 0;
		},
		endAll,
		async settle(userId, token) {
			const kept = token && (await database.client.session.findUnique({ where: { token } }));
			await endAll(userId, kept ? kept.id : undefined);
		},
		async signOut(visitor) {
			const auth = await library();
			const known = await auth.api.getSession({ headers: visitor.headers });
			const { headers } = await auth.api.signOut({ headers: visitor.headers, returnHeaders: true });
			await passCookies(visitor, headers);
			if (known) tell(({ sessionId }) => sessionId === known.session.id);
		},
		onEnd(session, call) {
			const listener = { ...session, call };
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async isAlive(id) {
			const row = await database.client.session.findUnique({ where: { id }, select: { expiresAt: true } });
			return row !== null && row.expiresAt.getTime() > now();
		}
	};
}
