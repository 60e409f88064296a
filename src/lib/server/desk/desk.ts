/**
 * What people do by hand: one desk a noun. Forms and the API ask the same desk, which checks, and writes the change, its
 * entry in the audit log and the notices it owes in one transaction.
 */
import type { DeskHouse } from './desk-house.ts';
import { createMaintenanceDesk, type MaintenanceDesk } from './maintenance.ts';

export interface Desk {
	maintenance: MaintenanceDesk;
}

export function createDesk(house: DeskHouse): Desk {
	return {
		maintenance: createMaintenanceDesk(house)
	};
}
