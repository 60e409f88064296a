/** Every operation of `/api/v1`, in the order the reference shows them. */
import type { Operation } from '../operation.ts';
import { incidentEndingOperations } from './incident-endings.ts';
import { incidentOperations } from './incidents.ts';
import { maintenanceOperations } from './maintenances.ts';
import { measurementOperations } from './measurements.ts';
import { monitorOperations } from './monitors.ts';
import { occurrenceOperations } from './occurrences.ts';
import { outageOperations } from './outages.ts';
import { recordOperations } from './record.ts';
import { reportOperations } from './reports.ts';
import { peopleToldOperations } from './people-told.ts';
import { shownOperations } from './shown.ts';

export const OPERATIONS: readonly Operation[] = [
	...incidentOperations,
	...incidentEndingOperations,
	...maintenanceOperations,
	...occurrenceOperations,
	...monitorOperations,
	...measurementOperations,
	...outageOperations,
	...shownOperations,
	...peopleToldOperations,
	...reportOperations,
	...recordOperations
];
