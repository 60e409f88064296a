/** The form of a channel: what its kind takes and what the channel wants to hear, drawn and read together. */
import { z } from 'zod';
import type { DrawnField } from '../../domain/drawn-field.ts';
import { keyFrom } from '../../domain/key.ts';
import { CHANNEL_KINDS, channelCommon } from '../config/channels.ts';
import { secretsOf } from '../desk/channel-draft.ts';
import { choicesOf } from '../desk/monitor-draft.ts';
import type { Roster } from '../roster.ts';
import { drawForm, readDrawn, type Posted } from './drawn-form.ts';

export interface ChannelForm {
	/** Name, and of a new one its key. */
	name: DrawnField[];
	/** What the kind takes. */
	own: DrawnField[];
	/** What it wants to hear, and when. */
	rules: DrawnField[];
}

export interface ChannelFormState {
	kind: string;
	/** What is stored, secrets as `(kept)`. */
	entry: Record<string, unknown>;
	posted: Posted | null;
	errors: Record<string, string>;
	isNew: boolean;
}

const rulesPart = z.object({ rules: channelCommon.shape.rules.unwrap() });
const namePart = z.object({
	name: channelCommon.shape.name.unwrap().meta({ title: 'Name', example: 'Operations' }),
	key: channelCommon.shape.key.optional().meta({
		title: 'Key',
		description: 'Its identity in the API and exports; it stays. Left empty, it is made from the name.',
		isRare: true
	})
});

/** The kinds there are, by their titles. */
export function channelKinds(): { kind: string; title: string }[] {
	return Object.values(CHANNEL_KINDS)
		.map(({ kind, title }) => ({ kind, title }))
		.sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

export function channelForm(roster: Roster, workspaceId: string, state: ChannelFormState): ChannelForm {
	const { kind, entry, posted, errors, isNew } = state;
	const { groups } = choicesOf(roster, workspaceId);
	const own = roster.facts.monitors.filter((monitor) => monitor.workspaceId === workspaceId);
	const tags = [...new Set(own.flatMap(({ tags }) => tags))].sort();
	const drawing = { document: { ...entry, name: entry.name ?? entry.key }, posted, errors };
	const rules = drawForm(rulesPart, {
		...drawing,
		choices: {
			'rules.monitors': own.map(({ key, name }) => ({ value: key, label: name })),
			'rules.groups': groups.map(({ key, name }) => ({ value: key, label: name })),
			'rules.tags': tags.map((tag) => ({ value: tag, label: tag }))
		}
	});
	const [group] = rules;
	return {
		name: drawForm(namePart, { ...drawing, without: isNew ? [] : ['key'] }),
		own: drawForm(schemaOf(kind), { ...drawing, secrets: secretsOf(kind) }),
		rules: group?.kind === 'group' ? group.fields : []
	};
}

/** The entry that was typed; secrets that were left alone read `(kept)`. */
export function channelEntryOf(
	kind: string,
	posted: Posted,
	held: Record<string, unknown>,
	taken: ReadonlySet<string>
): Record<string, unknown> {
	const naming = readDrawn(namePart, posted, { held });
	const key =
		held.key ?? naming.key ?? keyFrom(typeof naming.name === 'string' ? naming.name : '', kind, taken);
	return {
		...readDrawn(rulesPart, posted, { held }),
		...readDrawn(schemaOf(kind), posted, { held, secrets: secretsOf(kind) }),
		...naming,
		key,
		type: kind
	};
}

/** @throws Error for a kind that there is not: ask `channelKinds` before */
function schemaOf(kind: string): z.ZodType {
	const found = Object.hasOwn(CHANNEL_KINDS, kind) ? CHANNEL_KINDS[kind] : undefined;
	if (!found) throw new Error(`There is no channel of the kind ${kind}.`);
	return found.schema;
}
