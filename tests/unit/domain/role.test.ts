import { expect, it } from 'vitest';
import { actorMay, type Actor } from '../../../src/lib/domain/actor.ts';
import {
	may,
	mayGive,
	PERMISSIONS,
	ROLES,
	scopesAllow,
	SCOPES,
	type Permission
} from '../../../src/lib/domain/role.ts';

const writesOf = (role: (typeof ROLES)[number]) =>
	PERMISSIONS.filter((permission) => permission.endsWith(':write') && may(role, permission));

it('gives each role what it is for', () => {
	expect(writesOf('viewer')).toEqual(['account:write']);
	expect(writesOf('editor')).toEqual([
		'account:write',
		'incidents:write',
		'maintenance:write',
		'outages:write'
	]);
	expect(PERMISSIONS.filter((permission) => !may('admin', permission))).toEqual([
		'owners:write',
		'instance:write'
	]);
	expect(PERMISSIONS.filter((permission) => !may('owner', permission))).toEqual([]);
});

it('never gives a lower role more than a higher one', () => {
	for (const [index, role] of ROLES.slice(1).entries()) {
		const above = ROLES[index] ?? 'owner';
		for (const permission of PERMISSIONS) {
			if (may(role, permission)) expect(may(above, permission), `${above} ${permission}`).toBe(true);
		}
	}
});

it.each([
	['owner', 'owner', true],
	['owner', 'viewer', true],
	['admin', 'owner', false],
	['admin', 'admin', true],
	['editor', 'viewer', false],
	['viewer', 'viewer', false]
] as const)('%s giving %s: %s', (giver, role, isAllowed) => {
	expect(mayGive(giver, role)).toBe(isAllowed);
});

it.each<[string[], Permission, boolean]>([
	[['all'], 'incidents:write', true],
	[['all'], 'members:read', false],
	[['all'], 'keys:write', false],
	[['all'], 'account:write', false],
	[['all'], 'instance:read', false],
	[['incidents:write'], 'incidents:read', true],
	[['incidents:read'], 'incidents:write', false],
	[['incidents:write'], 'monitors:read', false],
	[[], 'incidents:read', false]
])('scopes %j and %s: %s', (scopes, permission, isAllowed) => {
	expect(scopesAllow(scopes as ['all'], permission)).toBe(isAllowed);
});

it('offers no scope that does nothing', () => {
	for (const scope of SCOPES) expect(scopesAllow([scope], scope), scope).toBe(true);
});

it('keeps the installation to the workspace that runs it', () => {
	const guest: Actor = {
		kind: 'member',
		userId: 'u',
		email: 'guest@example.test',
		name: 'Guest',
		role: 'owner',
		sessionId: 's',
		hasSecondFactor: false,
		workspaceId: 'theirs',
		isDefaultWorkspace: false
	};
	expect(actorMay(guest, 'instance:read')).toBe(false);
	expect(actorMay({ ...guest, isDefaultWorkspace: true }, 'instance:read')).toBe(true);
	expect(actorMay(guest, 'monitors:write')).toBe(true);
});
