/** Who acts: a person with a role in a workspace, or a key with scopes. Everything that is changed is changed by one. */
import { isOfInstance, may, scopesAllow, type Permission, type Role, type Scope } from './role.ts';

interface Acting {
	workspaceId: string;
	/** The workspace that is there from the start, whose members also run the installation. */
	isDefaultWorkspace: boolean;
	/** How the audit log and the pages name it. */
	name: string;
}

export interface Member extends Acting {
	kind: 'member';
	userId: string;
	email: string;
	role: Role;
	sessionId: string;
	hasSecondFactor: boolean;
}

export interface KeyActor extends Acting {
	kind: 'key';
	keyId: string;
	scopes: readonly Scope[];
}

export type Actor = Member | KeyActor;

export function actorMay(actor: Actor, permission: Permission): boolean {
	if (isOfInstance(permission) && !actor.isDefaultWorkspace) return false;
	return actor.kind === 'member' ? may(actor.role, permission) : scopesAllow(actor.scopes, permission);
}

/** How the audit log names an actor: recognisable, and still right after a rename. */
export function actorLabel(actor: Actor): string {
	return actor.kind === 'member' ? actor.email : `key ${actor.name}`;
}
