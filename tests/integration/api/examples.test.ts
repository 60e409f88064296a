/** What the OpenAPI document shows is what happens: every example is sent, and every answer fits its schema. */
import { expect, it } from 'vitest';
import type { Operation } from '../../../src/lib/server/api/operation.ts';
import { OPERATIONS } from '../../../src/lib/server/api/operations/index.ts';
import { addressOf, apiHouse, type ApiHouse } from '../../support/api.ts';

const reading = OPERATIONS.filter(({ method }) => method === 'GET');
const writing = OPERATIONS.filter(({ method }) => method !== 'GET');

async function expectExamplesToHold(house: ApiHouse, one: Operation): Promise<void> {
	for (const example of one.examples) {
		const { body } = example;
		const address = addressOf(one.path, example);
		const answer = await house.call(one.method, address, body === undefined ? {} : { body });
		const wanted = example.status ?? one.status ?? 200;
		expect(answer.status, `${one.id}, ${example.name}: ${answer.text}`).toBe(wanted);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		if (wanted >= 400) {
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.body).toMatchObject({
				status: wanted,
				detail: expect.stringMatching(/^[A-Z"].*\.$/s) as unknown
			});
		} else if (one.answer && answer.body !== undefined) {
			expect(one.answer.safeParse(answer.body).error?.issues ?? [], answer.text).toEqual([]);
		}
	}
}

it('every operation has an example that succeeds', () => {
	const without = OPERATIONS.filter(({ examples }) => !examples.some(({ status = 200 }) => status < 300));
	expect(without.map(({ id }) => id)).toEqual([]);
});

it('every call that reads answers as its examples say', { timeout: 60_000 }, async () => {
	const house = await apiHouse();
	for (const one of reading) await expectExamplesToHold(house, one);
});

it.each(writing.map((one) => [one.id, one] as const))('%s answers as its examples say', async (_, one) => {
	await expectExamplesToHold(await apiHouse(), one);
});
