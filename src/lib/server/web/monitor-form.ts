/** The form of a monitor: what every kind has and what its own kind takes, drawn and read together. */
import type { z } from 'zod';
import type { DrawnField } from '../../domain/drawn-field.ts';
import { monitorCommon } from '../config/schema.ts';
import { choicesOf } from '../desk/monitor-draft.ts';
import { PROBES } from '../probes/index.ts';
import type { ProbeKind } from '../probes/probe.ts';
import type { Roster } from '../roster.ts';
import { drawForm, readDrawn, type Posted } from './drawn-form.ts';

export interface MonitorForm {
	name: DrawnField[];
	/** What the kind takes. */
	own: DrawnField[];
	/** How often, how sure, who sees it and who hears. */
	rest: DrawnField[];
}

export interface MonitorFormState {
	/** What is stored, secrets as `(kept)`. */
	entry: Record<string, unknown>;
	posted: Posted | null;
	errors: Record<string, string>;
	/** A new one may leave its key, and the token of a heartbeat, to us. */
	isNew: boolean;
}

/** Null for a kind that there is not. */
export function probeOf(kind: string): ProbeKind | null {
	return (Object.hasOwn(PROBES, kind) && PROBES[kind]) || null;
}

const MADE_FROM_NAME =
	'Its identity in addresses, the API and exports; it stays. Left empty, it is made from the name.';
const DRAWN_FOR_YOU = 'Left empty, one is drawn that nobody can guess. 16 to 128 letters, digits, - and _.';

export function monitorForm(
	roster: Roster,
	workspaceId: string,
	probe: ProbeKind,
	{ entry, posted, errors, isNew }: MonitorFormState
): MonitorForm {
	const { groups, channels } = choicesOf(roster, workspaceId);
	const drawing = { document: entry, posted, errors };
	const own = drawForm(probe.schema, { ...drawing, secrets: probe.secrets });
	const common = drawForm(monitorCommon, {
		...drawing,
		without: unusedBy(probe.kind),
		choices: {
			group: groups.map(({ key, name }) => ({ value: key, label: name })),
			notify: channels.map(({ key }) => ({ value: key, label: key }))
		}
	});
	const isName = ({ name }: DrawnField) => name === 'name' || name === 'key';
	const naming = common.filter(isName).sort((a) => (a.name === 'name' ? -1 : 1));
	return {
		name: isNew
			? naming.map((field) => leftToUs(field, MADE_FROM_NAME))
			: naming.filter(({ name }) => name !== 'key'),
		own: isNew && probe.kind === 'heartbeat' ? own.map((field) => leftToUs(field, DRAWN_FOR_YOU)) : own,
		rest: common.filter((field) => !isName(field) && (groups.length > 0 || field.name !== 'group'))
	};
}

/** The entry that was typed; secrets that were left alone read `(kept)`. */
export function monitorEntryOf(
	probe: ProbeKind,
	posted: Posted,
	held: Record<string, unknown>
): Record<string, unknown> {
	const without = unusedBy(probe.kind);
	return {
		...readDrawn(monitorCommon, posted, { held, without }),
		...readDrawn(probe.schema as z.ZodType, posted, { held, secrets: probe.secrets }),
		type: probe.kind
	};
}

/** What is in every entry and has no sense for a kind; its type is chosen before. */
function unusedBy(kind: string): string[] {
	if (kind === 'heartbeat') return ['type', 'cron', 'timeout', 'confirm', 'recover', 'retry', 'origin'];
	return kind === 'http' ? ['type'] : ['type', 'origin'];
}

function leftToUs(field: DrawnField, hint: string): DrawnField {
	return field.name === 'key' || field.name === 'token'
		? { ...field, hint, isRequired: false, isRare: true }
		: field;
}
