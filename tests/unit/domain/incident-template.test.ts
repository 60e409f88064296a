import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, fill, FIRST_TEMPLATES } from '../../../src/lib/domain/incident-template.ts';

describe('the fields of a template', () => {
	it.each([
		['in the order they are read, each once', '{a} and {b}', '{b}, {a}, {c}', ['a', 'b', 'c']],
		['with spaces, digits and letters of any script', '{done by}', '{Größe 2}', ['done by', 'Größe 2']],
		['but not the one that fills itself', '{components}', '{provider}', ['provider']],
		['and nothing else in braces', '{}', '{ a} {{x}} ${HOME} {a.b} {constructor()}', ['x', 'HOME']]
	])('are named in it, %s', (_, title, message, names) => {
		expect(fieldsOf({ title, message })).toEqual(names);
	});

	it('are filled by what was typed, once, whatever that is', () => {
		const values = { provider: '{components} <b>', components: 'Shop' };
		expect(fill('{provider} reaches {components}, not {other}', values)).toBe(
			'{components} <b> reaches Shop, not {other}'
		);
	});

	it('are replaced, and nothing else of the text changes', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (before, value, after) => {
				fc.pre(!/[{}]/.test(before + after));
				expect(fill(`${before}{x}${after}`, { x: value })).toBe(before + value + after);
			})
		);
	});

	it('never reach what every object has', () => {
		expect(fill('{constructor} {toString}', {})).toBe('{constructor} {toString}');
	});
});

it('the first templates name their fields', () => {
	expect(FIRST_TEMPLATES.map(fieldsOf)).toEqual([[], ['provider'], ['time', 'done by']]);
});
