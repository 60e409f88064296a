/** The sign-in rooms on a real store, and visitors with cookies of their own. */
import { createAuth, type Auth } from '../../src/lib/server/auth/auth.ts';
import { visitorOf, type Visitor } from '../../src/lib/server/auth/visitor.ts';
import { systemClock, type Clock } from '../../src/lib/server/clock.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { createLog } from '../../src/lib/server/log.ts';
import type { Letter, Mail } from '../../src/lib/server/mail.ts';
import { newId } from '../../src/lib/server/new-id.ts';
import type { Settings } from '../../src/lib/server/settings.ts';
import { sealer, temporaryDatabase, temporaryFolder } from './database.ts';

export interface AuthStage {
	auth: Auth;
	database: Database;
	dataDir: string;
	/** Mails that went out, when there is a mail server. */
	letters: Letter[];
	/** The rooms built anew on the same store, as a restart does. */
	restart(settings?: Partial<Settings>): Auth;
	/** The token of the console, after `prepare`. */
	setupToken(): Promise<string>;
}

export async function authStage(
	options: { hasMail?: boolean; settings?: Partial<Settings>; clock?: Clock; database?: Database } = {}
): Promise<AuthStage> {
	const database = options.database ?? (await temporaryDatabase());
	const dataDir = temporaryFolder();
	const letters: Letter[] = [];
	const mail: Mail = {
		missing: options.hasMail ? null : 'Mail is not set up.',
		send: async (letter) => {
			letters.push(letter);
			return '250 OK';
		},
		close: () => undefined
	};
	const restart = (settings: Partial<Settings> = {}) =>
		createAuth({
			database,
			sealer,
			clock: options.clock ?? systemClock(),
			newId,
			settings: {
				origin: 'http://localhost:3000',
				basePath: '',
				dataDir,
				registration: 'off',
				admin: null,
				...options.settings,
				...settings
			},
			mail,
			log: createLog('silent')
		});
	const auth = restart();
	return {
		auth,
		database,
		dataDir,
		letters,
		restart,
		async setupToken() {
			const line = await auth.setup.prepare();
			return new URL(line?.match(/http\S+/)?.[0] ?? 'http://none').searchParams.get('token') ?? '';
		}
	};
}

/** A browser of somebody: it keeps what it is given. Ask for a visitor anew for each request. */
export function browser(address = '192.0.2.1'): { visit(): Visitor; jar: Map<string, string> } {
	const jar = new Map<string, string>();
	return {
		jar,
		visit: () =>
			visitorOf({
				request: new Request('http://localhost:3000/', {
					headers: {
						cookie: [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
						'user-agent': 'Test Browser'
					}
				}),
				cookies: {
					get: (name) => jar.get(name),
					set: (name, value, { maxAge }) => {
						if (maxAge === 0) jar.delete(name);
						else jar.set(name, value);
					},
					delete: (name) => void jar.delete(name)
				},
				getClientAddress: () => address
			})
	};
}
