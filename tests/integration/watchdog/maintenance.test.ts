/** Maintenance silences exactly its window: not a moment more, and nobody is forgotten at its end. */
import { describe, expect, it } from 'vitest';
import { NOON } from '../../support/database.ts';
import { EVERY_MS, restart, watching, type Watching } from '../../support/watching.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const opened = ['outage-opened → ops', 'outage-opened → pager'];
const closed = ['outage-closed → ops', 'outage-closed → pager'];

/** Checks of one letter, one a minute, until the window is over by so long. */
async function playUntil(house: Watching, letter: string, until: number): Promise<void> {
	while (house.clock.now() < until) {
		await house.play(letter);
	}
}

describe('who is broken', () => {
	it('before and after gets no second alarm', async () => {
		let house = await watching();
		await house.maintain(10 * MINUTE, HOUR);
		await house.play('uddd');
		expect(await house.notices()).toEqual(opened);
		await playUntil(house, 'd', NOON + 30 * MINUTE);
		house = await restart(house, 1_000);
		await playUntil(house, 'd', NOON + 90 * MINUTE);
		expect(await house.notices()).toEqual(opened);
		expect(await house.outages()).toHaveLength(1);
	});

	it('at the end gets one alarm, after normal confirmation', async () => {
		const house = await watching();
		await house.maintain(10 * MINUTE, HOUR);
		const end = NOON + 70 * MINUTE;
		await playUntil(house, 'u', NOON + 30 * MINUTE);
		await playUntil(house, 'd', end);
		expect(await house.notices()).toEqual([]);
		expect((await house.outages())[0]).toMatchObject({ announcedAt: null });
		await house.play('d');
		await house.play('d');
		expect(await house.notices()).toEqual([]);
		const third = house.clock.now();
		await house.play('ddd');
		expect(await house.notices()).toEqual(opened);
		// confirmed with the pauses of any confirmation, not an interval apart
		expect(third - end).toBeLessThan(EVERY_MS + 11_000);
		expect((await house.outages())[0]).toMatchObject({ announcedAt: third });
	});

	it('at the end and well again before it is confirmed gets none', async () => {
		const house = await watching();
		await house.maintain(10 * MINUTE, HOUR);
		await playUntil(house, 'u', NOON + 30 * MINUTE);
		await playUntil(house, 'd', NOON + 70 * MINUTE);
		await house.play('duuu');
		expect(await house.notices()).toEqual([]);
		expect((await house.outages())[0]?.endedAt).not.toBeNull();
	});

	it('only within hears nothing, neither of the failure nor of its end', async () => {
		const house = await watching();
		await house.maintain(5 * MINUTE, HOUR);
		await playUntil(house, 'u', NOON + 10 * MINUTE);
		await house.play('dddddd');
		await house.play('uuuu');
		await playUntil(house, 'u', NOON + 90 * MINUTE);
		expect(await house.notices()).toEqual([]);
	});

	it('before and healed within hears that it is over', async () => {
		const house = await watching();
		await house.maintain(5 * MINUTE, HOUR);
		await house.play('uddd');
		await playUntil(house, 'd', NOON + 10 * MINUTE);
		await house.play('uu');
		expect(await house.notices()).toEqual([...opened, ...closed]);
	});

	it('before and becomes worse within hears nothing of that', async () => {
		const house = await watching();
		await house.maintain(5 * MINUTE, HOUR);
		await house.play('uggg');
		await playUntil(house, 'g', NOON + 10 * MINUTE);
		await house.play('dddd');
		expect((await house.outages())[0]).toMatchObject({ worst: 'down' });
		expect(await house.notices()).toEqual(opened);
	});

	it('from just before the window: the failing checks of both sides do not add up', async () => {
		const house = await watching();
		await house.maintain(2 * MINUTE, 10 * MINUTE);
		await house.play('u');
		house.clock.freeze(55_000);
		await house.play('dddd');
		expect(await house.notices()).toEqual([]);
		await playUntil(house, 'd', NOON + 14 * MINUTE);
		expect(await house.notices()).toEqual(opened);
	});
});

describe('a window', () => {
	it('silences its own components only', async () => {
		const house = await watching([{ key: 'shop' }, { key: 'mail' }]);
		await house.maintain(0, HOUR, ['shop']);
		await house.play('uddd', 'shop');
		expect(await house.notices()).toEqual([]);
		await house.play('uddd', 'mail');
		expect(await house.notices()).toEqual(opened);
	});

	it('goes through its states by itself, and recurs', async () => {
		const house = await watching();
		await house.maintain(HOUR, HOUR, ['shop'], 'FREQ=DAILY;COUNT=2');
		const statuses = async () => {
			await house.maintenanceKeeper.attend();
			await house.reload();
			return house.roster().facts.occurrences.map(({ status }) => status);
		};
		expect(await statuses()).toEqual(['scheduled', 'scheduled']);
		await house.clock.advance(HOUR - 1);
		expect(await house.maintenanceKeeper.attend()).toBe(false);
		await house.clock.advance(1);
		expect(await statuses()).toEqual(['in_progress', 'scheduled']);
		await house.clock.advance(HOUR);
		expect(await statuses()).toEqual(['completed', 'scheduled']);
		await house.clock.advance(48 * HOUR);
		expect(await statuses()).toEqual(['completed', 'completed']);
		expect(await house.maintenanceKeeper.attend()).toBe(false);
	});

	it('is written down once, however often it is unrolled, and one moved by hand stays where it is', async () => {
		const house = await watching();
		await house.maintain(HOUR, HOUR, ['shop'], 'FREQ=WEEKLY');
		const { maintenanceOccurrence } = house.database.client;
		const first = await maintenanceOccurrence.findFirstOrThrow({ orderBy: { startsAt: 'asc' } });
		const moved = new Date(first.startsAt.getTime() + 30 * MINUTE);
		await maintenanceOccurrence.update({ where: { id: first.id }, data: { startsAt: moved } });
		const count = await maintenanceOccurrence.count();
		await house.maintenanceKeeper.unroll();
		await house.maintenanceKeeper.unroll();
		expect(await maintenanceOccurrence.count()).toBe(count);
		expect((await maintenanceOccurrence.findUniqueOrThrow({ where: { id: first.id } })).startsAt).toEqual(
			moved
		);
	});

	it('whose stored rule cannot be read spoils only itself', async () => {
		const house = await watching();
		await house.maintain(HOUR, HOUR);
		await house.database.client.maintenanceWindow.updateMany({ data: { repeat: 'FREQ=NONSENSE' } });
		await house.database.client.maintenanceOccurrence.deleteMany();
		await house.maintain(2 * HOUR, HOUR);
		expect(house.roster().facts.occurrences).toHaveLength(1);
	});
});
