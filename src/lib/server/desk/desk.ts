/**
 * What people do by hand: one desk a noun. Forms and the API ask the same desk, which checks, and writes the change, its
 * entry in the audit log and the notices it owes in one transaction.
 */
import { channelDesk, type ChannelDesk } from './channels.ts';
import { browserDesk, type BrowserDesk } from './browsers.ts';
import type { DeskHouse } from './desk-house.ts';
import { incidentTemplateDesk, type IncidentTemplateDesk } from './incident-templates.ts';
import { incidentDesk, type IncidentDesk } from './incidents.ts';
import { maintenanceDesk, type MaintenanceDesk } from './maintenance.ts';
import { monthlyReviewDesk, type MonthlyReviewDesk } from './monthly-review.ts';
import { monitorDesk, type MonitorDesk } from './monitors.ts';
import { noticeDesk, type NoticeDesk } from './notices.ts';
import { outageDesk, type OutageDesk } from './outages.ts';
import { subscriberDesk, type SubscriberDesk } from './subscribers.ts';

export interface Desk {
	channels: ChannelDesk;
	browsers: BrowserDesk;
	incidents: IncidentDesk;
	incidentTemplates: IncidentTemplateDesk;
	maintenance: MaintenanceDesk;
	monitors: MonitorDesk;
	notices: NoticeDesk;
	monthlyReview: MonthlyReviewDesk;
	outages: OutageDesk;
	subscribers: SubscriberDesk;
}

export function createDesk(house: DeskHouse): Desk {
	return {
		channels: channelDesk(house),
		browsers: browserDesk(house),
		incidents: incidentDesk(house),
		incidentTemplates: incidentTemplateDesk(house),
		maintenance: maintenanceDesk(house),
		monitors: monitorDesk(house),
		notices: noticeDesk(house),
		monthlyReview: monthlyReviewDesk(house),
		outages: outageDesk(house),
		subscribers: subscriberDesk(house)
	};
}
