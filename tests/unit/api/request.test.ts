import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../src/lib/server/api/body.ts';
import { paging, written } from '../../../src/lib/server/api/paging.ts';
import { assertMatches, etagOfVersion } from '../../../src/lib/server/api/precondition.ts';
import { Fault } from '../../../src/lib/server/api/problems.ts';

const posted = (body: BodyInit | null, type = 'application/json') =>
	new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } });

async function statusOf(body: BodyInit | null, type?: string): Promise<number> {
	try {
		await readBody(posted(body, type));
		return 200;
	} catch (fault) {
		if (fault instanceof Fault) return fault.status;
		throw fault;
	}
}

describe('a body', () => {
	const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

	it.each<[string, BodyInit | null, string | undefined, number]>([
		['none', null, undefined, 200],
		['a document', '{"a":[1,"[[[["]}', undefined, 200],
		['a merge patch', '{}', 'application/merge-patch+json', 200],
		['with a charset', '{}', 'application/json; charset=UTF-8', 200],
		['as deep as may be', deep(32), undefined, 200],
		['too deep', deep(33), undefined, 400],
		['far too deep', deep(200_000), undefined, 400],
		['brackets within a text', JSON.stringify('[{"'.repeat(1_000)), undefined, 200],
		['no JSON', '{"a":', undefined, 400],
		['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), undefined, 400],
		['half a surrogate pair', '{"a":"\\ud800"}', undefined, 400],
		['a NUL', '["a\\u0000"]', undefined, 400],
		['a prototype', '{"a":{"__proto__":{}}}', undefined, 400],
		['a form', 'a=1', 'application/x-www-form-urlencoded', 415],
		['another charset', '{}', 'application/json; charset=utf-16', 415],
		['too long', `"${'a'.repeat(600_000)}"`, undefined, 413]
	])('%s', async (_, body, type, status) => {
		expect(await statusOf(body, type)).toBe(status);
	});

	it('is read as it was written', async () => {
		await fc.assert(
			fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
				const text = JSON.stringify(value);
				fc.pre(!/__proto__|\\u0000|\\ud[89a-f]/i.test(text));
				expect((await readBody(posted(text))).value).toEqual(JSON.parse(text));
			})
		);
	});
});

describe('If-Match', () => {
	const status = (header: string | null, version: number | null) => {
		try {
			assertMatches(header, version);
			return 200;
		} catch (fault) {
			return (fault as Fault).status;
		}
	};

	it.each<[string | null, number | null, number]>([
		[null, 3, 200],
		['*', 3, 200],
		['"v3"', 3, 200],
		['"v2", "v3"', 3, 200],
		['"v2"', 3, 412],
		['W/"v3"', 3, 412],
		['"v3"', null, 412],
		['*', null, 412],
		['v3', 3, 400],
		['"v3', 3, 400],
		['', 3, 400],
		['*, "v3"', 3, 400]
	])('%s against version %s: %s', (header, version, expected) => {
		expect(status(header, version)).toBe(expected);
	});

	it('takes the tag that was given', () => {
		fc.assert(fc.property(fc.nat(), (version) => status(etagOfVersion(version), version) === 200));
	});
});

describe('a cursor', () => {
	it('comes back as it was', () => {
		const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeNat());
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (position) => {
				const text = written(position);
				fc.pre(text.length <= 1_000);
				expect(paging.cursor.parse(text)).toEqual(position);
			})
		);
	});

	it('whatever else is sent is refused', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const read = paging.cursor.safeParse(text);
				if (read.success && read.data !== undefined) expect(Array.isArray(read.data)).toBe(true);
			})
		);
	});
});
