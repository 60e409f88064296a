import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { septets, textMessage } from '../../../src/lib/server/notifiers/text-message.ts';
import { TROUBLE } from '../../support/telling.ts';
import { hostileMessage, typed } from '../../support/typed.ts';

describe('a text message', () => {
	it('is the title, what fits of the rest, and the most useful link', () => {
		expect(textMessage(TROUBLE)).toBe(
			[
				'Shop is down: the application behind the gateway does not answer',
				'Since: 14:01 UTC, 24 Nov (1 minute)',
				'Why: The application behind the gateway does not answer.',
				'Whose side: the origin, 90 % sure',
				'1. See whether the application runs.',
				'2. Look at its log around 14:01.',
				'The outage: https://status.example/admin/outages/outage-1'
			].join('\n')
		);
	});

	it('fits into three, in either alphabet', () => {
		fc.assert(
			fc.property(hostileMessage, typed, (message, title) => {
				const text = textMessage({ ...message, title });
				const size = septets(text);
				if (size === null) expect(text.length).toBeLessThanOrEqual(201);
				else expect(size).toBeLessThanOrEqual(459);
			}),
			{ numRuns: 200 }
		);
	});

	it.each([
		['plain', 5],
		['€[x]', 7],
		['Grüße', 5],
		['日本', null],
		['`', null],
		['ç', null]
	])('%s takes %j septets', (text, size) => {
		expect(septets(text)).toBe(size);
	});
});
