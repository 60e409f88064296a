/** What went wrong in the demo's ninety days, and what was said of it. */
import type { ComponentStatus } from '../../src/lib/domain/component.ts';
import type { Impact, IncidentStatus } from '../../src/lib/domain/incident.ts';
import type { FailureName } from './failures.ts';

export interface Trouble {
	/** Keys of monitors. */
	monitors: string[];
	verdict: 'degraded' | 'down';
	daysAgo: number;
	minutes: number;
	failure: FailureName;
	said?: Said;
}

export interface Said {
	title: string;
	impact: Impact;
	/** Key of a component → what the incident claims of it while it is open. */
	components: Record<string, ComponentStatus>;
	/** Minutes after the trouble began; the first one opens the incident. */
	updates: { afterMinutes: number; status: IncidentStatus; message: string }[];
	postmortem?: string;
}

/** Times in which nobody could tell: our own line was lost. */
export const BLIND = [{ daysAgo: 28.4, minutes: 190 }];

export const TROUBLES: readonly Trouble[] = [
	{
		monitors: ['api-eu', 'database'],
		verdict: 'down',
		daysAgo: 61.2,
		minutes: 26,
		failure: 'serverError',
		said: {
			title: 'The database took no more connections',
			impact: 'major',
			components: { 'rest-api': 'partial_outage', database: 'major_outage' },
			updates: [
				{
					afterMinutes: 4,
					status: 'investigating',
					message: 'Requests to our API fail in Europe. We are looking for the reason.'
				},
				{
					afterMinutes: 11,
					status: 'identified',
					message: 'The database takes no more connections: a nightly job held all of them. We are ending it.'
				},
				{
					afterMinutes: 27,
					status: 'resolved',
					message: 'The job is ended and everything answers again. **No order was lost.**'
				}
			]
		}
	},
	{ monitors: ['mail'], verdict: 'down', daysAgo: 52.6, minutes: 34, failure: 'noSuchName' },
	{ monitors: ['images'], verdict: 'degraded', daysAgo: 47.1, minutes: 300, failure: 'slow' },
	{
		monitors: ['shop', 'checkout'],
		verdict: 'down',
		daysAgo: 34.3,
		minutes: 47,
		failure: 'badGateway',
		said: {
			title: 'Shop and checkout were down',
			impact: 'major',
			components: { shop: 'major_outage', checkout: 'major_outage' },
			updates: [
				{
					afterMinutes: 3,
					status: 'investigating',
					message: 'The shop does not open and nobody can pay. We are on it.'
				},
				{
					afterMinutes: 14,
					status: 'identified',
					message:
						'The servers behind our front door do not start after an update of their settings. We are taking that update back.'
				},
				{
					afterMinutes: 48,
					status: 'monitoring',
					message: 'Shop and checkout answer again. We keep watching.'
				},
				{
					afterMinutes: 110,
					status: 'resolved',
					message: 'This is over. It lasted 47 minutes. We will say here how it came about.'
				}
			],
			postmortem:
				'## What happened\n\nAn update of the application settings named a certificate that was not there yet. Each server restarted, found no certificate and did not start again, while the gateway in front went on answering with errors.\n\n## What we changed\n\n- Settings are tried on **one** server before they go to the others.\n- A server that finds its settings wrong keeps the last good ones.\n- The gateway now shows a page that says what is going on.'
		}
	},
	{ monitors: ['partners'], verdict: 'down', daysAgo: 21.7, minutes: 35, failure: 'expired' },
	{
		monitors: ['api-us'],
		verdict: 'down',
		daysAgo: 20.1,
		minutes: 92,
		failure: 'gatewayTimeout',
		said: {
			title: 'The API in America did not answer',
			impact: 'major',
			components: { 'rest-api': 'partial_outage' },
			updates: [
				{
					afterMinutes: 6,
					status: 'investigating',
					message: 'Requests that arrive in America run into their time limit. Europe answers as usual.'
				},
				{
					afterMinutes: 35,
					status: 'identified',
					message:
						'A provider of ours has trouble in that region. We are sending requests to Europe meanwhile.'
				},
				{ afterMinutes: 95, status: 'monitoring', message: 'The region answers again.' },
				{
					afterMinutes: 180,
					status: 'resolved',
					message: 'Requests are answered where they arrive again. This is over.'
				}
			]
		}
	},
	{
		monitors: ['webhooks'],
		verdict: 'down',
		daysAgo: 9.45,
		minutes: 18,
		failure: 'silent',
		said: {
			title: 'Webhooks were late',
			impact: 'minor',
			components: { webhooks: 'degraded_performance' },
			updates: [
				{
					afterMinutes: 5,
					status: 'investigating',
					message: 'Webhooks are not sent at the moment. They are kept and will arrive later.'
				},
				{
					afterMinutes: 40,
					status: 'resolved',
					message: 'All of them have been sent. The latest came 31 minutes late.'
				}
			]
		}
	},
	{ monitors: ['reports'], verdict: 'degraded', daysAgo: 5.9, minutes: 130, failure: 'slow' },
	{ monitors: ['sign-in'], verdict: 'down', daysAgo: 3.2, minutes: 6, failure: 'unavailable' },
	{
		monitors: ['search'],
		verdict: 'degraded',
		daysAgo: 0.09,
		minutes: 75,
		failure: 'slow',
		said: {
			title: 'Search answers slowly',
			impact: 'minor',
			components: { search: 'degraded_performance' },
			updates: [
				{
					afterMinutes: 9,
					status: 'investigating',
					message: 'Searches take several seconds. Everything else works.'
				},
				{
					afterMinutes: 31,
					status: 'identified',
					message: 'The index is being rebuilt, which takes longer than planned.'
				},
				{
					afterMinutes: 80,
					status: 'monitoring',
					message: 'Searches are quick again for most of you. We keep this open until the index is complete.'
				}
			]
		}
	}
];

/** Short failures that nobody spoke of, by monitor: `[days ago, minutes]`. */
export const BLIPS: readonly (Omit<Trouble, 'monitors' | 'verdict' | 'minutes' | 'daysAgo'> & {
	monitor: string;
	times: [daysAgo: number, minutes: number][];
})[] = [
	{
		monitor: 'shop',
		failure: 'unavailable',
		times: [
			[71.4, 3],
			[15.8, 2]
		]
	},
	{
		monitor: 'checkout',
		failure: 'gatewayTimeout',
		times: [
			[83.1, 4],
			[56.7, 2],
			[12.2, 3]
		]
	},
	{ monitor: 'images', failure: 'refused', times: [[66.3, 2]] },
	{
		monitor: 'webhooks',
		failure: 'silent',
		times: [
			[78.9, 5],
			[43.5, 3]
		]
	},
	{ monitor: 'database', failure: 'refused', times: [[39.6, 2]] },
	{
		monitor: 'mail',
		failure: 'silent',
		times: [
			[86.2, 11],
			[30.9, 4]
		]
	},
	{
		monitor: 'reports',
		failure: 'serverError',
		times: [
			[74.5, 8],
			[50.2, 6],
			[25.3, 9],
			[11.1, 7]
		]
	}
];
