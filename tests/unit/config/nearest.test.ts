import { expect, it } from 'vitest';
import { nearest } from '../../../src/lib/server/config/nearest.ts';

const KNOWN = ['every', 'timeout', 'confirm', 'url', 'to', 'name_to_resolve'];

it.each([
	['evry', 'every'],
	['Every', 'every'],
	['time_out', 'timeout'],
	['conform', 'confirm'],
	['uri', 'url'],
	['nametoresolve', 'name_to_resolve'],
	['every', 'every'],
	['completely', null],
	['x', null],
	['', null]
])('whoever writes %j most likely meant %j', (written, meant) => {
	expect(nearest(written, KNOWN)).toBe(meant);
});

it('has nothing to say where nothing is known', () => {
	expect(nearest('every', [])).toBeNull();
});
