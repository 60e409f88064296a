/** Lets in somebody whom we have recognised ourselves (by a passkey): one more function of the library, called by us alone. */
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

export function entry() {
	return {
		id: 'entry',
		endpoints: {
			enterAs: createAuthEndpoint(
				'/entry',
				{ method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
				async (context) => {
					const user = await context.context.internalAdapter.findUserById(context.body.userId);
					const session = user && (await context.context.internalAdapter.createSession(user.id));
					if (!session) return context.json({ isIn: false });
					await setSessionCookie(context, { session, user });
					return context.json({ isIn: true });
				}
			)
		}
	} satisfies BetterAuthPlugin;
}
