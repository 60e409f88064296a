/** Why something that a person or a key asked for is not done: thrown inside the transaction, so that nothing of it stays. */

/**
 * - `invalid`: what was sent is wrong, by field
 * - `missing`: there is no such thing, or it is a stranger's
 * - `conflict`: somebody else changed it meanwhile
 * - `managed`: the config file rules over it
 * - `full`: the workspace has as many as it may have
 * - `forbidden`: this actor may not
 */
export type RefusalKind = 'invalid' | 'missing' | 'conflict' | 'managed' | 'full' | 'forbidden';

/** The HTTP status that says the same. */
const STATUS: Record<RefusalKind, number> = {
	invalid: 400,
	missing: 404,
	conflict: 409,
	managed: 409,
	full: 409,
	forbidden: 403
};

export class Refusal extends Error {
	readonly kind: RefusalKind;
	/** Field → sentence. */
	readonly errors: Record<string, string>;

	/** @param sentence what is wrong, and what would be right */
	constructor(kind: RefusalKind, sentence: string, errors: Record<string, string> = {}) {
		super(sentence);
		this.name = 'Refusal';
		this.kind = kind;
		this.errors = errors;
	}

	get status(): number {
		return STATUS[this.kind];
	}
}

/** A thing of a workspace, or the refusal that says there is none. */
export function found<T>(thing: T | null | undefined, noun: string): T {
	if (thing === null || thing === undefined) throw new Refusal('missing', `There is no such ${noun}.`);
	return thing;
}

/** Refuses what the config file rules over. */
export function unmanaged<T extends { isManaged: boolean }>(thing: T): T {
	if (thing.isManaged) throw new Refusal('managed', 'This is managed by gatehouse.yaml. Change it there.');
	return thing;
}

/**
 * Refuses to write over what somebody else wrote meanwhile.
 * @param seen the version that the writer had before them; null does not ask
 */
export function unchanged(version: number, seen: number | null): void {
	if (seen !== null && seen !== version) {
		throw new Refusal('conflict', 'Somebody else changed this meanwhile. Look at theirs, then save again.');
	}
}
