/**
 * What people do by hand: one desk a noun. Forms and the API ask the same desk, which checks, and writes the change, its
 * entry in the audit log and the notices it owes in one transaction.
 */
import { browserDesk, type BrowserDesk } from './browsers.ts';
import type { DeskHouse } from './desk-house.ts';
import { incidentTemplateDesk, type IncidentTemplateDesk } from './incident-templates.ts';
import { incidentDesk, type IncidentDesk } from './incidents.ts';
import { maintenanceDesk, type MaintenanceDesk } from './maintenance.ts';
import { monthlyReviewDesk, type MonthlyReviewDesk } from './monthly-review.ts';
import { monitorDesk, type MonitorDesk } from './monitors.ts';
import { outageDesk, type OutageDesk } from './outages.ts';
import { subscriberDesk, type SubscriberDesk } from './subscribers.ts';

export interface Desk {
	browsers: BrowserDesk;
	incidents: IncidentDesk;
	incidentTemplates: IncidentTemplateDesk;
	maintenance: MaintenanceDesk;
	monitors: MonitorDesk;
	monthlyReview: MonthlyReviewDesk;
	outages: OutageDesk;
	subscribers: SubscriberDesk;
}

export function createDesk(house: DeskHouse): Desk {
	return {
		browsers: browserDesk(house),
		incidents: incidentDesk(house),
		incidentTemplates: incidentTemplateDesk(house),
		maintenance: maintenanceDesk(house),
		monitors: monitorDesk(house),
		monthlyReview: monthlyReviewDesk(house),
		outages: outageDesk(house),
		subscribers: subscriberDesk(house)
	};
}
