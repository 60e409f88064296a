/** Where the machine and people meet: what a person tells of an outage, the machine does not tell again. */
import { describe, expect, it } from 'vitest';
import * as edits from '../../../src/lib/server/stores/incident-edits.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import * as outages from '../../../src/lib/server/stores/outages.ts';
import { restart, watching, type Watching } from '../../support/watching.ts';

const MINUTE = 60_000;
const QUICK = { confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } };

async function attend(house: Watching, times: number): Promise<void> {
	for (let time = 0; time < times; time += 1) {
		await house.incidentKeeper.attend();
		await house.clock.advance(1_000);
	}
}

describe('an outage that a person tells of', () => {
	const byHand = (house: Watching, id: string, fields: object = {}) =>
		incidents.create(house.database.client, 'ours', {
			id,
			pageId: 'page',
			title: 'Ours',
			impact: 'major',
			status: 'investigating',
			isDraft: false,
			isAutomatic: false,
			cause: null,
			startedAt: house.clock.now(),
			createdAt: house.clock.now(),
			components: [],
			update: { id: `${id}-1`, message: 'We know.', displayAt: house.clock.now(), isAutomatic: false },
			...fields
		});

	it('is left to them, also when they were faster than the machine', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }]);
		await house.play('ud');
		await byHand(house, 'by-hand');
		const [outage] = await house.outages();
		await outages.attach(house.database.client, outage?.id ?? '', 'by-hand');
		await house.clock.advance(5 * MINUTE);
		await attend(house, 3);
		expect((await house.incidents()).map(({ id }) => id)).toEqual(['by-hand']);
		expect((await house.outages())[0]?.incidentId).toBe('by-hand');
		expect(house.watch('shop').outage?.incidentId).toBe('by-hand');
	});

	it('is not told again after they discarded what the machine said, not even after a restart', async () => {
		const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('ud');
		await attend(house, 2);
		const [made] = await house.incidents();
		await edits.discard(house.database.client, made?.id ?? '', house.clock.now());
		await attend(house, 2);
		const later = await restart(house, 1_000);
		await later.play('d');
		await attend(later, 2);
		expect(await later.incidents()).toEqual([]);
		await later.play('u');
		await attend(later, 2);
		expect(await later.incidents()).toEqual([]);
	});
});
