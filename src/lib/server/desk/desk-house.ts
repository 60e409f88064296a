/** What the desks work with: the store, the clock, and how the house takes over what they changed. */
import type { StoredRules } from '../../domain/channel-rules.ts';
import type { Check } from '../../domain/check.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Roster } from '../roster.ts';
import type { Sealer } from '../secret.ts';
import type { Settings } from '../settings.ts';

/** What of a channel a trial takes: it need not be stored yet. */
export interface TriedChannel {
	id: string;
	workspaceId: string;
	kind: string;
	settings: unknown;
	rules: StoredRules;
}

export interface DeskHouse {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	newId: () => string;
	settings: Settings;
	roster: () => Roster;
	/** One look at a target, as the watchdog has it; nothing of it is kept. */
	ask: (monitor: Monitor) => Promise<Check>;
	/** A check beside the schedule; on disk when it resolves, or kept. */
	checkNow: (monitorId: number) => Promise<void>;
	/** Sends a test message over a channel at once, beside what is owed to it. */
	tryChannel: (channel: TriedChannel) => Promise<DeliveryOutcome>;
	/** Monitors, components, pages, channels or maintenance changed: they are read again and watched accordingly. */
	afterSetup: () => Promise<void>;
	/** Incidents changed: what is shown of them is read again. */
	afterIncidents: () => Promise<void>;
}

/** What of it planning maintenance takes. */
export type MaintenanceHouse = Pick<DeskHouse, 'database' | 'newId' | 'roster' | 'afterSetup'>;
