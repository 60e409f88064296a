/** What the rooms of sign-in share: store, secret, clock, settings and the way to send mail. */
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import type { Mail } from '../mail.ts';
import type { Sealer } from '../secret.ts';
import type { Settings } from '../settings.ts';

export interface AuthHouse {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	newId: () => string;
	settings: Pick<Settings, 'origin' | 'basePath' | 'dataDir' | 'registration' | 'admin'>;
	mail: Mail;
	log: Log;
}

/** The address of one of our pages, as links in mails give it: always the configured one, never the request's. */
export function addressOf({ settings }: Pick<AuthHouse, 'settings'>, path: string): string {
	return `${settings.origin}${settings.basePath}${path}`;
}
