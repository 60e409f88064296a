/** What the rail offers: the admin pages that exist and that this role may open. */
import { actorMay, type Actor } from '$lib/domain/actor';
import type { Permission } from '$lib/domain/role';

export interface NavigationItem {
	title: string;
	href: string;
}

const PLANNED: readonly [folder: string, title: string, permission: Permission][] = [
	['', 'Home', 'home:read'],
	['incidents', 'Incidents', 'incidents:read'],
	['maintenance', 'Maintenance', 'maintenance:read'],
	['monitors', 'Monitors', 'monitors:read'],
	['outages', 'Outages', 'outages:read'],
	['components', 'Components', 'components:read'],
	['pages', 'Pages', 'pages:read'],
	['channels', 'Channels', 'channels:read'],
	['notices', 'Notices', 'notices:read'],
	['subscribers', 'Subscribers', 'subscribers:read'],
	['reports', 'Reports', 'reports:read'],
	['members', 'Members', 'members:read'],
	['keys', 'API keys', 'keys:read'],
	['audit', 'Audit log', 'audit:read'],
	['settings', 'Settings', 'settings:read'],
	['account', 'Your account', 'account:read']
];

/** The pages there are, by their place under /admin. */
const EXISTING = new Set(
	Object.keys(import.meta.glob(['./+page.svelte', './*/+page.svelte', './incidents/new/+page.svelte'])).map(
		(file) => file.replace(/^\.\/|\/?\+page\.svelte$/g, '')
	)
);

/** @param root the address of /admin */
export function navigationFor(actor: Actor, root: string): NavigationItem[] {
	return PLANNED.filter(([folder, , permission]) => EXISTING.has(folder) && actorMay(actor, permission)).map(
		([folder, title]) => ({ title, href: folder === '' ? root : `${root}/${folder}` })
	);
}

/** Where an incident is written; null for who may not. */
export function composerFor(actor: Actor, root: string): string | null {
	return EXISTING.has('incidents/new') && actorMay(actor, 'incidents:write') ? `${root}/incidents/new` : null;
}
