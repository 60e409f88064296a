/** JSON paths: which ones are taken, what they find, and that no body makes them run for long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonMismatch, pathFault } from '../../../src/lib/server/probes/http/json-path.ts';

describe('paths that are taken', () => {
	it.each([
		'$',
		'$.status',
		"$['a,b'].c",
		"$['a..b']",
		"$['$']",
		'$..status',
		'$.nodes[*].up',
		'$.nodes[?@.name == "db"].up',
		'$.nodes[-1]',
		'$.nodes[0:3]',
		'$[?count(@.*) > 1]'
	])('%s', (path) => {
		expect(pathFault(path)).toBeNull();
	});

	it.each([
		['status', /./],
		['$.', /./],
		['$.a[', /./],
		['$..a..b', /one "\.\." at most/],
		['$[?match(@.a, "(a+)+")]', /patterns in filters/],
		['$[?search(@.a, "a")]', /patterns in filters/],
		['$[?$[?@ == 1]]', /begin at "\$"/],
		['$[?@.a == $.b]', /begin at "\$"/],
		['$[*,*][*,*][*,*][*,*][*,*][*,*][*,*]', /commas/]
	])('%s is refused', (path, why) => {
		expect(pathFault(path)).toMatch(why);
	});

	it('never throws', () => {
		fc.assert(fc.property(fc.string(), (path) => void pathFault(path)));
		fc.assert(fc.property(fc.string(), (path) => void pathFault(`$${path}`)));
	});
});

describe('what they find', () => {
	it.each<[string, Parameters<typeof jsonMismatch>[1], string | null]>([
		['{"a":1}', { '$.a': 1 }, null],
		['{"a":1}', { '$.a': 1, '$.b': 2 }, '$.b is not in the body'],
		['{"a":null}', { '$.a': null }, null],
		['{"a":null}', { '$.a': false }, '$.a is null, not false'],
		['{"a":[1,{"b":2}]}', { '$.a': [1, { b: 2 }] }, null],
		['{"a":{"b":1,"c":2}}', { '$.a': { c: 2, b: 1 } }, null],
		[
			'[{"n":"x","up":true},{"n":"db","up":false}]',
			{ '$[?@.n == "db"].up': true },
			'$[?@.n == "db"].up is false, not true'
		],
		['{"__proto__":{"a":1}}', { "$['__proto__'].a": 1 }, null],
		['', { $: 1 }, 'the body is not JSON'],
		['<html>', { $: 1 }, 'the body is not JSON']
	])('%s %j', (body, expected, mismatch) => {
		expect(jsonMismatch(body, expected)).toBe(mismatch);
	});

	it('finds every value where it stands, and never throws', () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue(), { minKeys: 1 }),
				(document) => {
					const parsed = JSON.parse(JSON.stringify(document)) as Record<string, never>;
					for (const [key, value] of Object.entries(parsed))
						expect(jsonMismatch(JSON.stringify(document), { [`$.${key}`]: value })).toBeNull();
				}
			)
		);
		fc.assert(fc.property(fc.string(), (body) => void jsonMismatch(body, { '$..a': 1 })));
	});
});
