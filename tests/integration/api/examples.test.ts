/** What the OpenAPI document shows is what happens: every example is sent, and every answer fits its schema. */
import { expect, it } from 'vitest';
import { OPERATIONS } from '../../../src/lib/server/api/operations/index.ts';
import { addressOf, apiHouse } from '../../support/api.ts';

it('every operation has an example that succeeds', () => {
	const without = OPERATIONS.filter(({ examples }) => !examples.some(({ status = 200 }) => status < 300));
	expect(without.map(({ id }) => id)).toEqual([]);
});

it.each(OPERATIONS.map((one) => [one.id, one] as const))('%s answers as its examples say', async (_, one) => {
	const house = await apiHouse();
	for (const example of one.examples) {
		const { body } = example;
		const address = addressOf(one.path, example);
		const answer = await house.call(one.method, address, body === undefined ? {} : { body });
		const wanted = example.status ?? one.status ?? 200;
		expect(answer.status, `${example.name}: ${answer.text}`).toBe(wanted);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		if (wanted >= 400) {
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.body).toMatchObject({ status: wanted, detail: expect.stringMatching(/^[A-Z"].*\.$/s) });
		} else if (one.answer && answer.body !== undefined) {
			expect(one.answer.safeParse(answer.body).error?.issues ?? [], answer.text).toEqual([]);
		}
	}
});
