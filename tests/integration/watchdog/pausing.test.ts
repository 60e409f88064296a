/** Pausing by hand: from then on nothing is known, an open outage ends, and what was told of it is not called off by a guess. */
import { describe, expect, it } from 'vitest';
import { resume } from '../../../src/lib/server/watchdog/resume.ts';
import { restart, watching, type Watching } from '../../support/watching.ts';

const MINUTE = 60_000;

async function setPaused(house: Watching, isPaused: boolean, key = 'shop'): Promise<void> {
	const pausedAt = isPaused ? new Date(house.clock.now()) : null;
	await house.database.client.monitor.update({ where: { id: house.monitorId(key) }, data: { pausedAt } });
	await takeOver(house);
}

async function takeOver(house: Watching): Promise<void> {
	await house.recorder.flush();
	await house.reload();
	const now = house.clock.now();
	const found = await resume(house.database, house.roster().facts.monitors, 0, now);
	await house.watchdog.watch(found, now);
	await house.recorder.flush();
}

describe('a monitor that is paused', () => {
	it('is unknown from then on, and its outage ends there', async () => {
		const house = await watching();
		await house.play('uudddd');
		expect(house.watch('shop').outage).not.toBeNull();
		const told = await house.notices();
		const at = house.clock.now();
		await setPaused(house, true);
		expect(house.watch('shop')).toMatchObject({ outage: null, standing: { verdict: 'unknown', since: at } });
		expect(await house.outages()).toMatchObject([{ endedAt: at }]);
		expect((await house.stretches()).map(({ verdict }) => verdict)).toEqual(['up', 'down', 'unknown']);
		// nobody saw a recovery, so nobody hears of one
		expect(await house.notices()).toEqual(told);
	});

	it('takes no check into account that was under way', async () => {
		const house = await watching();
		await house.play('uu');
		const turn = house.watchdog.turn(house.monitorId('shop'), 0);
		const isPaused = setPaused(house, true);
		Object.assign(house.watch('shop'), { monitor: { ...house.watch('shop').monitor, pausedAt: 1 } });
		await Promise.all([turn, isPaused]);
		expect(house.watch('shop').standing.verdict).toBe('unknown');
	});

	it('stays so over a restart, also where the process ended before it took the pause over', async () => {
		let house = await watching();
		await house.play('uudddd');
		const at = house.clock.now();
		await house.database.client.monitor.updateMany({ data: { pausedAt: new Date(at) } });
		house = await restart(house, 30 * MINUTE);
		await house.recorder.flush();
		expect(house.watch('shop')).toMatchObject({ outage: null, standing: { verdict: 'unknown', since: at } });
		expect(await house.outages()).toMatchObject([{ endedAt: at }]);
	});

	it('that is resumed is judged as after any time of not knowing', async () => {
		const house = await watching();
		await house.play('uu');
		await setPaused(house, true);
		await house.clock.advance(30 * MINUTE);
		await setPaused(house, false);
		expect(house.watch('shop').standing.verdict).toBe('unknown');
		await house.play('u');
		expect(house.watch('shop').standing.verdict).toBe('up');
		expect((await house.stretches()).map(({ verdict }) => verdict)).toEqual(['up', 'unknown', 'up']);
	});

	it('leaves the incident it began as it is, until something is seen again', async () => {
		const house = await watching([{ key: 'shop' }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('uudddd');
		await house.incidentKeeper.attend();
		await setPaused(house, true);
		await house.incidentKeeper.attend();
		expect(await house.incidents()).toMatchObject([{ status: 'investigating' }]);
		await setPaused(house, false);
		await house.incidentKeeper.attend();
		expect(await house.incidents()).toMatchObject([{ status: 'investigating' }]);
		await house.play('uuu');
		await house.incidentKeeper.attend();
		await house.incidentKeeper.attend();
		expect(await house.incidents()).toMatchObject([{ status: 'resolved' }]);
	});

	it('goes on with the same incident where it is still down', async () => {
		const house = await watching([{ key: 'shop' }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('uudddd');
		await house.incidentKeeper.attend();
		await setPaused(house, true);
		await house.clock.advance(30 * MINUTE);
		await setPaused(house, false);
		await house.play('dddd');
		await house.incidentKeeper.attend();
		expect(await house.outages()).toHaveLength(2);
		expect(await house.incidents()).toMatchObject([{ status: 'investigating' }]);
	});

	it('that is archived closes its incident without a word about how it went on', async () => {
		const house = await watching([{ key: 'shop' }], { incidents: { auto: 'publish', afterMs: 0 } });
		await house.play('uudddd');
		await house.incidentKeeper.attend();
		await house.database.client.monitor.updateMany({ data: { archivedAt: new Date(house.clock.now()) } });
		await takeOver(house);
		await house.incidentKeeper.attend();
		const [incident] = await house.incidents();
		expect(incident?.status).toBe('resolved');
		expect(incident?.updates.map(({ message }) => message).join(' ')).not.toContain('answers again');
		expect(await house.outages()).toMatchObject([{ endedAt: house.clock.now() }]);
	});
});
