/**
 * What people do by hand: one desk a noun. Forms and the API ask the same desk, which checks, and writes the change, its
 * entry in the audit log and the notices it owes in one transaction.
 */
import type { DeskHouse } from './desk-house.ts';

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the first desk
export interface Desk {}

export function createDesk(_house: DeskHouse): Desk {
	return {};
}
