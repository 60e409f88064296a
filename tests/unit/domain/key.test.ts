import { expect, test } from 'vitest';
import { keyFrom } from '../../../src/lib/domain/key.ts';

test.each([
	['Shop', 'shop'],
	['  Müller & Söhne: Größe!  ', 'muller-sohne-gro-e'],
	['数据库', 'monitor'],
	['---', 'monitor'],
	['x'.repeat(80), 'x'.repeat(50)]
])('%j is %s', (name, key) => expect(keyFrom(name, 'monitor', new Set())).toBe(key));

test('one that is taken is counted on', () => {
	expect(keyFrom('Shop', 'monitor', new Set(['shop', 'shop-2']))).toBe('shop-3');
});
