/** What the demo watches and shows: a shop with its API and what keeps it running. */
import type { Folding } from '../../src/lib/domain/component.ts';
import type { Pace } from './pace.ts';

export interface DemoMonitor {
	key: string;
	name: string;
	kind: 'http' | 'tcp';
	/** What it asks of this Gatehouse once that runs, so that the demo lives on. */
	path: string;
	pace: Pace;
	/** Watched since so many days; else since before the first day shown. */
	sinceDays?: number;
}

export interface DemoComponent {
	key: string;
	name: string;
	description: string;
	group: string;
	monitors: string[];
	folding: Folding;
}

export const GROUPS = [
	{ key: 'website', name: 'Website' },
	{ key: 'api', name: 'API' },
	{ key: 'operations', name: 'Operations' }
];

export const MONITORS: readonly DemoMonitor[] = [
	http('shop', 'Shop', '/', 140),
	http('checkout', 'Checkout', '/history', 210),
	http('search', 'Search', '/api/v2/components.json', 95),
	http('images', 'Images', '/gate-raised.svg', 38),
	http('api-eu', 'REST API, Europe', '/api/v2/summary.json', 64),
	http('api-us', 'REST API, America', '/api/v2/status.json', 148),
	http('sign-in', 'Sign-in', '/healthz', 82),
	http('webhooks', 'Webhooks', '/api/v2/incidents.json', 115),
	{ ...http('partners', 'Partner gateway', '/api/v2/incidents/unresolved.json', 175), sinceDays: 40.3 },
	{ key: 'database', name: 'Database', kind: 'tcp', path: '', pace: { quietMs: 4, busyShare: 0.9 } },
	{ key: 'mail', name: 'Mail delivery', kind: 'tcp', path: '', pace: { quietMs: 21, busyShare: 0.3 } },
	http('reports', 'Reports', '/api/v2/scheduled-maintenances.json', 260)
];

export const COMPONENTS: readonly DemoComponent[] = [
	of('website', 'shop', 'Everything a customer sees before paying.'),
	of('website', 'checkout', 'The basket, payment and the order.'),
	of('website', 'search', 'Finding products by words.'),
	of('website', 'images', 'Pictures of products.'),
	{
		key: 'rest-api',
		name: 'REST API',
		description: 'For partners and our own apps, from two regions.',
		group: 'api',
		monitors: ['api-eu', 'api-us'],
		folding: 'share'
	},
	of('api', 'sign-in', 'Accounts, for people and for programs.'),
	of('api', 'webhooks', 'What we send to your systems.'),
	of('api', 'partners', 'Orders from marketplaces.'),
	of('operations', 'database', 'Where orders are kept.'),
	of('operations', 'mail', 'Confirmations and invoices.'),
	of('operations', 'reports', 'Figures for sellers, made at night.')
];

function http(key: string, name: string, path: string, quietMs: number): DemoMonitor {
	return { key, name, kind: 'http', path, pace: { quietMs, busyShare: 0.45 } };
}

function of(group: string, key: string, description: string): DemoComponent {
	const name = MONITORS.find((monitor) => monitor.key === key)?.name ?? key;
	return { key, name, description, group, monitors: [key], folding: 'worst' };
}
