/** The registry of notifiers: adding a kind is its file, its tests and one line here. */
import { email } from './email.ts';
import type { Notifier } from './notifier.ts';
import { webhook } from './webhook.ts';

const KINDS = [email, webhook];

/** Every kind by its name in the config file. Each takes only settings that its own schema gave. */
export const NOTIFIERS: Readonly<Record<string, Notifier>> = Object.fromEntries(
	KINDS.map((kind) => [kind.kind, kind as unknown as Notifier])
);

/** @throws Error for a kind that this version does not have */
export function notifierFor(kind: string): Notifier {
	const found = Object.hasOwn(NOTIFIERS, kind) ? NOTIFIERS[kind] : undefined;
	if (found) return found;
	throw new Error(
		`There is no channel of the kind ${kind}. There are: ${Object.keys(NOTIFIERS).join(', ')}.`
	);
}
