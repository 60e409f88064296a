/**
 * The sign-in library, loaded when somebody first shows a session or signs in: a house whose visitors only read never
 * pays for its 25 MB.
 */
import type { APIError } from 'better-auth/api';
import type { BetterAuth, BetterAuthOptions } from './better-auth.ts';

export type Library = () => Promise<BetterAuth>;

export function createLibrary(options: BetterAuthOptions): Library {
	let loading: Promise<BetterAuth> | null = null;
	return () => (loading ??= import('./better-auth.ts').then((module) => module.createBetterAuth(options)));
}

/** What the library refused, and not what went wrong within it; null for anything else. */
export async function asRefusal(error: unknown): Promise<APIError | null> {
	const { isAPIError } = await import('better-auth/api');
	return isAPIError(error) && error.statusCode < 500 ? error : null;
}
