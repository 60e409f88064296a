/** What a workspace may take of an installation that it does not run: enough to be useful, too little to be a burden. */

export interface Limits {
	monitors: number;
	pages: number;
	members: number;
	keys: number;
	channels: number;
	subscribers: number;
	/** Maintenance windows that are not cancelled. */
	windows: number;
	/** The shortest pause between two checks of a monitor, milliseconds. */
	everyAtLeastMs: number;
}

/** Who runs the installation is bound by the machine alone. */
const OPERATOR: Limits = {
	monitors: Infinity,
	pages: Infinity,
	members: Infinity,
	keys: Infinity,
	channels: Infinity,
	subscribers: Infinity,
	windows: Infinity,
	everyAtLeastMs: 1_000
};

const GUEST: Limits = {
	monitors: 20,
	pages: 1,
	members: 5,
	keys: 5,
	channels: 5,
	subscribers: 500,
	windows: 50,
	everyAtLeastMs: 60_000
};

export function limitsOf(workspace: { isDefaultWorkspace: boolean }): Limits {
	return workspace.isDefaultWorkspace ? OPERATOR : GUEST;
}
