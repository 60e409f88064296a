/** The settings of every kind as a form and as the config file: drawn, read back, without a secret on the way. */
import { describe, expect, it } from 'vitest';
import { NOTIFIERS, notifierFor } from '../../../src/lib/server/notifiers/index.ts';
import { nodeOf } from '../../../src/lib/server/shape.ts';
import { drawForm } from '../../../src/lib/server/web/drawn-form.ts';
import { written } from '../../../src/lib/server/written.ts';
import { STAND_INS } from '../../support/stand-ins/index.ts';

describe.each(Object.values(NOTIFIERS))('$kind', ({ kind, title, schema, secrets }) => {
	it('has a title, and a title for each of its fields', () => {
		expect(title).not.toBe('');
		expect(kind).toMatch(/^[a-z][a-z-]*$/);
		const { shape } = nodeOf(schema);
		const members = shape.kind === 'group' ? shape.members : [];
		expect(members.length).toBeGreaterThan(0);
		for (const { key, meta } of members) expect(meta.title, key).toBeTruthy();
		const keys = members.map(({ key }) => key);
		// The config file has these for every channel.
		for (const taken of ['key', 'name', 'type', 'rules']) expect(keys).not.toContain(taken);
		for (const path of secrets) expect(keys).toContain(path.split('.')[0]);
	});
});

describe.each(STAND_INS)('$kind', ({ kind, settings, secret }) => {
	const { schema, secrets } = notifierFor(kind);
	const parsed = schema.parse(settings('https://service.example'));

	it('is written as it is read', () => {
		expect(schema.parse(written(nodeOf(schema), parsed))).toEqual(parsed);
	});

	it('shows no secret in its form', () => {
		const drawn = JSON.stringify(drawForm(schema, { document: written(nodeOf(schema), parsed), secrets }));
		expect(drawn).not.toContain(secret);
		expect(drawn).toContain('"secret"');
	});
});

it('a kind that is not there is named with those that are', () => {
	expect(() => notifierFor('toString')).toThrow(
		'There is no channel of the kind toString. There are: email, '
	);
});
