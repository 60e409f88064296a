/**
 * Draws a form from a schema and reads it back: whoever adds a kind of monitor or channel writes its schema, and has a
 * form. Titles and descriptions come from the schema's `.meta({ title, description, … })` (see shape.ts).
 */
import type { z } from 'zod';
import type { DrawnField, DrawnOption } from '../../domain/drawn-field.ts';
import { nodeOf } from '../shape.ts';
import { draw } from './draw-field.ts';
import { fill, postedOf, Secrets, type Posted } from './posted.ts';
import { readField } from './read-field.ts';

export { postedOf, type Posted };

export interface Drawing {
	/** What is stored, as the schema takes it (durations as text), secrets included: none of them is shown. */
	document?: unknown;
	/** Dotted paths of secrets, as `ProbeKind.secrets` has them; fields with `isSecret` in their meta are secret anyway. */
	secrets?: readonly string[];
	/** What somebody typed, which then stands in place of the document. */
	posted?: Posted | null;
	/** Path in the document (`expect.status[0]`) → sentence. */
	errors?: Readonly<Record<string, string>>;
	/** What there is to choose from, by path, for fields whose choices the schema cannot know. */
	choices?: Readonly<Record<string, readonly DrawnOption[]>>;
	/** Keys at the top that are not drawn. */
	without?: readonly string[];
}

/** The fields of an object schema, in its order, filled with what was typed or with what is stored. */
export function drawForm(schema: z.ZodType, drawing: Drawing = {}): DrawnField[] {
	const node = nodeOf(schema);
	const secrets = new Secrets(drawing.secrets);
	const posted = drawing.posted ?? fill(node, drawing.document, secrets);
	const errors = new Map(Object.entries(drawing.errors ?? {}));
	const context = {
		isSure: true,
		posted,
		secrets,
		errors,
		choices: drawing.choices ?? {},
		without: drawing.without ?? []
	};
	const field = draw(node, '', [], '', drawing.document, context);
	return field?.kind === 'group' ? field.fields : [];
}

/**
 * What was typed as the document that the schema parses: empty fields left out, secrets that were left empty taken from
 * `held`. It is not checked: hand it to the schema, which says what is wrong.
 */
export function readDrawn(
	schema: z.ZodType,
	posted: Posted,
	{
		held,
		secrets,
		without = []
	}: { held?: unknown; secrets?: readonly string[]; without?: readonly string[] } = {}
): Record<string, unknown> {
	const { shape } = nodeOf(schema);
	if (shape.kind !== 'group') return {};
	const members = shape.members.filter(({ key }) => !without.includes(key));
	const node = { shape: { ...shape, members }, meta: {}, isOptional: false, fallback: undefined };
	return readField(node, '', [], held, { posted, secrets: new Secrets(secrets) }) as Record<string, unknown>;
}
