/** Restarts and absences: counters survive, nobody is woken, and what nobody looked at is unknown. */
import { describe, expect, it } from 'vitest';
import * as monitors from '../../../src/lib/server/stores/monitors.ts';
import { resume } from '../../../src/lib/server/watchdog/resume.ts';
import { NOON } from '../../support/database.ts';
import { EVERY_MS, restart, watching } from '../../support/watching.ts';

const HOUR = 3_600_000;
const opened = ['outage-opened → ops', 'outage-opened → pager'];
const closed = ['outage-closed → ops', 'outage-closed → pager'];

describe('a short restart', () => {
	it('goes on counting where the earlier process stood, and tells at once when the count is full', async () => {
		let house = await watching();
		await house.play('udd');
		house = await restart(house, 2_000);
		expect(house.watch('shop').standing.streak).toMatchObject({ direction: 'worse', count: 2 });
		await house.play('d');
		const [outage] = await house.outages();
		expect(outage).toMatchObject({ startedAt: NOON + EVERY_MS, endedAt: null });
		expect(await house.notices()).toEqual(opened);
	});

	it('counts recoveries on, too', async () => {
		let house = await watching();
		await house.play('udddu');
		house = await restart(house, 2_000);
		await house.play('u');
		expect((await house.outages())[0]?.endedAt).not.toBeNull();
		expect(await house.notices()).toEqual([...opened, ...closed]);
	});

	it.each(['uuu', 'uddd', 'udddduu', 'uggg'])('alone says nothing after %s', async (story) => {
		let house = await watching();
		await house.play(story);
		const [before, stretches] = [await house.notices(), await house.stretches()];
		for (let times = 0; times < 3; times += 1) house = await restart(house, 1_000);
		await house.play(story.slice(-1).repeat(4));
		expect(await house.notices()).toEqual(before);
		expect(await house.stretches()).toEqual(stretches);
	});

	it('keeps the evidence of a failure that was not yet confirmed', async () => {
		let house = await watching();
		await house.play('udd');
		house = await restart(house, 2_000);
		await house.play('e');
		const kept = await house.database.client.evidence.findMany();
		expect(kept.map(({ body }) => body)).toEqual(['the first failure']);
	});
});

describe('a long absence', () => {
	it('in the middle of an outage: the same outage, the same start, the gap unknown, nobody told again', async () => {
		let house = await watching();
		await house.play('uddd');
		const [before] = await house.outages();
		const lookedUntil = house.clock.now();
		house = await restart(house, 5 * HOUR);
		const back = house.clock.now();
		expect(house.watch('shop').standing.verdict).toBe('unknown');
		await house.play('ddd');
		expect(await house.outages()).toEqual([before]);
		expect(await house.notices()).toEqual(opened);
		expect((await house.stretches()).slice(1)).toEqual([
			{ verdict: 'down', startedAt: NOON + EVERY_MS, endedAt: lookedUntil },
			{ verdict: 'unknown', startedAt: lookedUntil, endedAt: back },
			{ verdict: 'down', startedAt: back, endedAt: null }
		]);
	});

	it('over which it healed: the outage ends at the first good check, and that is told', async () => {
		let house = await watching();
		await house.play('uddd');
		house = await restart(house, 5 * HOUR);
		const back = house.clock.now();
		await house.play('uu');
		expect((await house.outages())[0]).toMatchObject({ endedAt: back });
		expect(await house.notices()).toEqual([...opened, ...closed]);
	});

	it('while all was well is unknown, never up, and up again at the first good check', async () => {
		let house = await watching();
		await house.play('uuu');
		const lookedUntil = house.clock.now();
		house = await restart(house, HOUR);
		const back = house.clock.now();
		await house.play('u');
		expect((await house.stretches()).map(({ verdict, startedAt }) => [verdict, startedAt])).toEqual([
			['up', NOON],
			['unknown', lookedUntil],
			['up', back]
		]);
		expect(await house.notices()).toEqual([]);
	});

	it('in which no check was due leaves no gap', async () => {
		let house = await watching([{ key: 'shop', schedule: { everyMs: 12 * HOUR } }]);
		await house.play('u');
		house = await restart(house, 5 * HOUR);
		expect(house.watch('shop').standing.verdict).toBe('up');
	});

	it('makes a monitor with a cron expression unknown only where one of its times went by', async () => {
		const schedule = { cron: '0 12 * * *', timeZone: 'UTC' };
		let house = await watching([{ key: 'shop', schedule }]);
		await house.play('u');
		house = await restart(house, 20 * HOUR);
		expect(house.watch('shop').standing.verdict).toBe('up');
		const lookedUntil = house.clock.now();
		house = await restart(house, 5 * HOUR);
		expect(house.watch('shop').standing).toMatchObject({ verdict: 'unknown', since: lookedUntil });
	});

	it('by a process that slept is the same as by one that was not there', async () => {
		const house = await watching();
		await house.play('uuu');
		const from = house.clock.now();
		house.clock.suspend(HOUR);
		await house.watchdog.lapseAll(from, house.clock.now());
		const back = house.clock.now();
		await house.play('u');
		expect((await house.stretches()).slice(1)).toEqual([
			{ verdict: 'unknown', startedAt: from, endedAt: back },
			{ verdict: 'up', startedAt: back, endedAt: null }
		]);
	});

	it('never ends before it began, whatever the clock says meanwhile', async () => {
		let house = await watching();
		await house.play('uuu');
		house.clock.setWall(house.clock.now() - 6 * HOUR);
		house = await restart(house, HOUR);
		await house.play('uddd');
		for (const { startedAt, endedAt } of await house.stretches()) {
			if (endedAt !== null) expect(endedAt).toBeGreaterThanOrEqual(startedAt);
		}
		expect(house.watch('shop').standing.verdict).toBe('down');
	});
});

describe('a monitor that comes and goes', () => {
	async function archive(house: Awaited<ReturnType<typeof watching>>, at: number | null) {
		await house.database.client.monitor.updateMany({
			data: { archivedAt: at === null ? null : new Date(at) }
		});
		await house.reload();
		const known = house.roster().facts.monitors;
		const found = await resume(house.database, known, 0, house.clock.now());
		await house.watchdog.watch(found, house.clock.now());
		await house.recorder.flush();
	}

	it('is unknown while it is not watched', async () => {
		const house = await watching();
		await house.play('uuu');
		const gone = house.clock.now();
		await archive(house, gone);
		expect(house.watchdog.watches.size).toBe(0);
		await house.clock.advance(24 * HOUR);
		await archive(house, null);
		const back = house.clock.now();
		await house.play('u');
		expect((await house.stretches()).slice(1)).toEqual([
			{ verdict: 'unknown', startedAt: gone, endedAt: back },
			{ verdict: 'up', startedAt: back, endedAt: null }
		]);
	});

	it('is unknown since its last check where the file changed while no process ran', async () => {
		let house = await watching();
		await house.play('uuu');
		const lastCheck = house.watch('shop').lastCheckAt;
		await house.database.client.monitor.updateMany({ data: { archivedAt: new Date(house.clock.now()) } });
		house = await restart(house, HOUR);
		await house.clock.advance(24 * HOUR);
		await archive(house, null);
		expect(house.watch('shop').standing).toMatchObject({ verdict: 'unknown', since: lastCheck });
	});

	it('keeps its standing and its history when it only gets another name', async () => {
		const house = await watching();
		await house.play('uddd');
		await house.database.client.monitor.updateMany({ data: { name: 'Another name' } });
		await archive(house, null);
		expect(house.watch('shop')).toMatchObject({
			monitor: { name: 'Another name' },
			standing: { verdict: 'down' }
		});
		expect(await house.outages()).toHaveLength(1);
		expect((await monitors.active(house.database.client, { open: () => ({}) } as never)).length).toBe(1);
	});
});
