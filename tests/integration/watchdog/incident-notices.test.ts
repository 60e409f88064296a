/** What subscribers hear of the incidents that the machine opens: news, once each, and nothing of drafts. */
import { expect, test } from 'vitest';
import { subscribe } from '../../support/desk.ts';
import { watching, type Watching } from '../../support/watching.ts';

const QUICK = { confirmation: { confirm: 1, recover: 1, retryMs: 1_000 } };
const AT_ONCE = { incidents: { auto: 'publish', afterMs: 0 } } as const;

async function attend(house: Watching, times = 1): Promise<void> {
	for (let time = 0; time < times; time += 1) {
		await house.incidentKeeper.attend();
		await house.clock.advance(1_000);
	}
}

/** What one of them is owed, oldest first: the statuses and the first words of the updates. */
async function heard(house: Watching, id: string): Promise<string[]> {
	const rows = await house.database.client.notice.findMany({
		where: { subscriberId: id },
		orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
	});
	const updates = (await house.incidents()).flatMap((incident) => incident.updates);
	return rows.map(({ document }) => {
		const update = updates.find((one) => one.id === (document as { updateId: string }).updateId);
		return `${update?.status}: ${update?.message.split(' ').slice(0, 2).join(' ')}`;
	});
}

test('its opening, its quiet and its end are news, and owed with what they tell of', async () => {
	const house = await watching([{ key: 'shop', ...QUICK }], AT_ONCE);
	await subscribe(house.database, 'all');
	await house.play('ud');
	await attend(house, 5);
	expect(await heard(house, 'all')).toEqual([expect.stringMatching(/^investigating/)]);
	await house.play('u');
	await attend(house, 5);
	expect(await heard(house, 'all')).toEqual([
		expect.stringMatching(/^investigating/),
		'monitoring: Everything named',
		'resolved: This is'
	]);
});

test('what joins is news to those alone who have not heard of it', async () => {
	const house = await watching(
		[
			{ key: 'shop', ...QUICK },
			{ key: 'mail', ...QUICK }
		],
		AT_ONCE
	);
	await subscribe(house.database, 'all');
	await subscribe(house.database, 'shopper', [house.componentId('shop')]);
	await subscribe(house.database, 'mailer', [house.componentId('mail')]);
	await house.play('ud', 'shop');
	await attend(house, 2);
	expect(await heard(house, 'mailer')).toEqual([]);
	await house.play('d', 'mail');
	await attend(house, 2);
	expect(await house.incidents()).toHaveLength(1);
	expect(await heard(house, 'mailer')).toEqual(['investigating: The mail']);
	expect(await heard(house, 'all')).toHaveLength(1);
	expect(await heard(house, 'shopper')).toHaveLength(1);
});

test('a draft is told to nobody', async () => {
	const house = await watching([{ key: 'shop', ...QUICK }], { incidents: { auto: 'draft', afterMs: 0 } });
	await subscribe(house.database, 'all');
	await house.play('ud');
	await attend(house, 3);
	await house.play('u');
	await attend(house, 3);
	expect((await house.incidents())[0]?.isDraft).toBe(true);
	expect(await heard(house, 'all')).toEqual([]);
});

test('where the incident is not written, nothing is owed of it', async () => {
	const house = await watching([{ key: 'shop', ...QUICK }], AT_ONCE);
	await subscribe(house.database, 'all');
	await house.play('ud');
	const { transaction } = house.database;
	house.database.transaction = (async (work: Parameters<typeof transaction>[0]) =>
		transaction(async (tx) => {
			await work(tx);
			throw new Error('The disk is full.');
		})) as typeof transaction;
	await expect(house.incidentKeeper.attend()).rejects.toThrow('full');
	expect(await house.database.client.notice.count({ where: { subscriberId: { not: null } } })).toBe(0);
	house.database.transaction = transaction;
	await attend(house);
	expect(await heard(house, 'all')).toHaveLength(1);
});
