/** Who changed what, from what to what, when and from where: rows that are only ever added. */
import { actorLabel, type Actor } from './actor.ts';

/** Who acts, when and from where; every change is handed one. */
export interface Trace {
	workspaceId: string;
	at: number;
	actor: string;
	/** The client's address; null for the command line and the machine itself. */
	address: string | null;
}

/** What can be written down of a thing before and after; never a secret. */
export type Facts = Record<string, string | number | boolean | null | readonly string[]>;

export interface Change {
	/** What was done, as `noun.verb`: `member.invite`. */
	action: string;
	/** What it was done to, as people know it: a name, a key, a mail address. */
	subject: string;
	before?: Facts | null;
	after?: Facts | null;
}

export interface AuditEntry extends Required<Change>, Trace {
	id: number;
}

/** The command line, and the settings of the environment. */
export const OPERATOR = 'the operator';

export function traceOf(actor: Actor, at: number, address: string | null): Trace {
	return { workspaceId: actor.workspaceId, at, actor: actorLabel(actor), address };
}

/** The facts that differ, so that an entry says what changed and not what stayed. */
export function difference(before: Facts, after: Facts): { before: Facts; after: Facts } {
	const changed = Object.keys({ ...before, ...after }).filter(
		(name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])
	);
	const pick = (facts: Facts): Facts =>
		Object.fromEntries(changed.flatMap((name) => (name in facts ? [[name, facts[name] ?? null]] : [])));
	return { before: pick(before), after: pick(after) };
}
