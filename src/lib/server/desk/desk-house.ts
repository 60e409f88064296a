/** What the desks work with: the store, the clock, and how the house takes over what they changed. */
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Roster } from '../roster.ts';
import type { Sealer } from '../secret.ts';
import type { Settings } from '../settings.ts';

export interface DeskHouse {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	newId: () => string;
	settings: Settings;
	roster: () => Roster;
	/** Monitors, components, pages, channels or maintenance changed: they are read again and watched accordingly. */
	afterSetup: () => Promise<void>;
	/** Incidents changed: what is shown of them is read again. */
	afterIncidents: () => Promise<void>;
}

/** What of it planning maintenance takes. */
export type MaintenanceHouse = Pick<DeskHouse, 'database' | 'newId' | 'roster' | 'afterSetup'>;
