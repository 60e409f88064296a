import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import { pathOf } from '../../../src/lib/domain/path.ts';

const LETTER = { fine: '+', failing: 'x', unknown: '?' } as const;
const told = (status: number | null, body: string, error?: { message: string; code: string }) =>
	pathOf(diagnose({ url: 'http://a.example/', status, headers: {}, body, error: error ?? null }))
		.map(({ state }) => LETTER[state])
		.join('');

describe('the way of a request: visitor, DNS, network, gateway, origin, application', () => {
	it.each([
		['a good answer', 200, '<p>Hello</p>', undefined, '++++++'],
		['a 502 by a gateway', 502, '<h1>502 Bad Gateway</h1>', undefined, '++++x?'],
		['an application that reports an error', 500, '<h1>Internal Server Error</h1>', undefined, '+++++x'],
		[
			'a name that nobody knows',
			null,
			'',
			{ message: 'getaddrinfo ENOTFOUND a.example', code: 'ENOTFOUND' },
			'+x????'
		],
		[
			'a refused connection',
			null,
			'',
			{ message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' },
			'+++?x?'
		],
		['a mute gateway', 502, '', undefined, '??????'],
		['our own limits', null, '', { message: 'too many open files', code: 'EMFILE' }, 'x?????']
	])('%s', (_, status, body, error, expected) => {
		expect(told(status, body, error)).toBe(expected);
	});
});
