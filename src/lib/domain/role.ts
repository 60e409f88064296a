/** Who may do what: one table that every admin page, action and API call asks, so that no route has rules of its own. */

export const ROLES = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What each role is for, in the words of the admin area. */
export const ROLE_MEANINGS: Record<Role, string> = {
	owner: 'Everything, owners and restoring a backup included.',
	admin: 'Everything but making or removing owners and restoring a backup.',
	editor: 'Posts incidents and plans maintenance; sees the rest.',
	viewer: 'Sees everything that editors see; changes nothing.'
};

/** What can be looked at and changed. `account` is a person's own; `instance` is the whole installation. */
export const AREAS = [
	'account',
	'home',
	'incidents',
	'maintenance',
	'monitors',
	'components',
	'pages',
	'outages',
	'channels',
	'notices',
	'subscribers',
	'reports',
	'settings',
	'audit',
	'members',
	'owners',
	'keys',
	'instance'
] as const;
export type Area = (typeof AREAS)[number];
export type Permission = `${Area}:${'read' | 'write'}`;

export const PERMISSIONS: readonly Permission[] = AREAS.flatMap((area): Permission[] => [
	`${area}:read`,
	`${area}:write`
]);

const LOOKING: readonly Permission[] = [
	'account:read',
	'account:write',
	'home:read',
	'incidents:read',
	'maintenance:read',
	'monitors:read',
	'components:read',
	'pages:read',
	'outages:read',
	'reports:read'
];
const POSTING: readonly Permission[] = [...LOOKING, 'incidents:write', 'maintenance:write', 'outages:write'];

const OWNERS_ONLY: ReadonlySet<Permission> = new Set(['owners:write', 'instance:write']);

const PERMISSIONS_OF: Record<Role, ReadonlySet<Permission>> = {
	owner: new Set(PERMISSIONS),
	admin: new Set(PERMISSIONS.filter((permission) => !OWNERS_ONLY.has(permission))),
	editor: new Set(POSTING),
	viewer: new Set(LOOKING)
};

/** What a key can never do, whatever its scopes: reach a person's account, or make more keys, members and owners. */
const NOT_FOR_KEYS: ReadonlySet<Area> = new Set(['account', 'members', 'owners', 'keys', 'instance']);

/** Nobody writes these: what needs a hand is worked out, and the log is only added to. */
const READ_ONLY: ReadonlySet<Permission> = new Set(['home:write', 'audit:write']);

/** The scopes a key can be given, beside `all`. */
export const SCOPES: readonly Permission[] = PERMISSIONS.filter(
	(permission) => !NOT_FOR_KEYS.has(areaOf(permission)) && !READ_ONLY.has(permission)
);
export type Scope = Permission | 'all';

export function may(role: Role, permission: Permission): boolean {
	return PERMISSIONS_OF[role].has(permission);
}

/** Whether a key with these scopes may do it; who may write may read. */
export function scopesAllow(scopes: readonly Scope[], permission: Permission): boolean {
	if (NOT_FOR_KEYS.has(areaOf(permission))) return false;
	return (
		scopes.includes('all') ||
		scopes.includes(permission) ||
		scopes.includes(permission.replace(':read', ':write') as Permission)
	);
}

/** What belongs to the whole installation is for the workspace that is there from the start. */
export function isOfInstance(permission: Permission): boolean {
	return areaOf(permission) === 'instance';
}

export function isRole(text: string): text is Role {
	return (ROLES as readonly string[]).includes(text);
}

/** Whether somebody may give this role to another, or take it away. */
export function mayGive(giver: Role, role: Role): boolean {
	return may(giver, 'members:write') && (role !== 'owner' || may(giver, 'owners:write'));
}

function areaOf(permission: Permission): Area {
	return permission.slice(0, permission.indexOf(':')) as Area;
}
