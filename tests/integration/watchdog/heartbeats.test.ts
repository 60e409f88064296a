/** Heartbeats: told, not asked. Their silence is noticed once its grace is over, and once is enough. */
import { describe, expect, it } from 'vitest';
import { beat } from '../../../src/lib/server/beat.ts';
import { hashToken } from '../../../src/lib/server/secret.ts';
import { NOON } from '../../support/database.ts';
import { restart, watching, type Watching } from '../../support/watching.ts';

const MINUTE = 60_000;
const TOKEN = 'nightly-0123456789';
const JOB = {
	key: 'job',
	kind: 'heartbeat',
	schedule: { everyMs: 10 * MINUTE },
	target: { token: TOKEN, grace: 5 * MINUTE }
};

const sign = (house: Watching, status: 'up' | 'down' = 'up', message = '') =>
	beat(
		TOKEN,
		{ status, message, pingMs: null },
		{
			monitorOf: (hash) => (hash === hashToken(TOKEN) ? house.monitorId('job') : undefined),
			watchdog: house.watchdog,
			now: house.clock.now()
		}
	);

/** Lets time pass, with the scheduler's looks in between. */
async function listen(house: Watching, ms: number): Promise<void> {
	for (const until = house.clock.now() + ms; house.clock.now() < until;) {
		await house.clock.advance(30_000);
		await house.turn('job');
	}
}
const kinds = async (house: Watching) =>
	(await house.notices()).filter((one) => one.endsWith('ops')).map((one) => one.split(' ')[0]);

describe('a heartbeat', () => {
	it('is up from its first sign on, and stays up while signs come in time', async () => {
		const house = await watching([JOB]);
		expect(await sign(house)).toBe('recorded');
		for (let round = 0; round < 4; round += 1) {
			await listen(house, 14 * MINUTE);
			await sign(house);
		}
		expect(house.watch('job').standing.verdict).toBe('up');
		expect(await house.notices()).toEqual([]);
	});

	it('that stays away past its grace is down at once, told once, and up again with one sign', async () => {
		const house = await watching([JOB]);
		await sign(house);
		await listen(house, 15 * MINUTE);
		expect(house.watch('job').standing.verdict).toBe('up');
		await listen(house, MINUTE);
		expect(house.watch('job').standing.verdict).toBe('down');
		expect(await kinds(house)).toEqual(['outage-opened']);
		await listen(house, 60 * MINUTE);
		expect(await kinds(house)).toEqual(['outage-opened']);
		const [outage] = await house.outages('job');
		expect(outage?.startedAt).toBeGreaterThan(NOON + 15 * MINUTE);
		expect(outage?.startedAt).toBeLessThanOrEqual(NOON + 16 * MINUTE);
		expect(await sign(house)).toBe('recorded');
		expect(await kinds(house)).toEqual(['outage-opened', 'outage-closed']);
	});

	it('that says it failed is down at once', async () => {
		const house = await watching([JOB]);
		await sign(house);
		await sign(house, 'down', 'disk full');
		expect(house.watch('job').standing.verdict).toBe('down');
		expect(await kinds(house)).toEqual(['outage-opened']);
		expect((await house.database.client.evidence.findMany())[0]?.document).toMatchObject({
			error: { message: 'The job says that it failed: disk full' }
		});
	});

	it('gets its whole grace after we ourselves were away', async () => {
		let house = await watching([JOB]);
		await sign(house);
		house = await restart(house, 60 * MINUTE);
		await listen(house, 15 * MINUTE);
		expect(await house.notices()).toEqual([]);
		expect(house.watch('job').standing.verdict).toBe('unknown');
		await listen(house, MINUTE);
		expect(house.watch('job').standing.verdict).toBe('down');
		expect(await kinds(house)).toEqual(['outage-opened']);
	});

	it('gets it after the machine slept, too', async () => {
		const house = await watching([JOB]);
		await sign(house);
		await listen(house, 5 * MINUTE);
		const from = house.clock.now();
		house.clock.suspend(60 * MINUTE);
		await house.watchdog.lapseAll(from, house.clock.now());
		await listen(house, 15 * MINUTE);
		expect(await house.notices()).toEqual([]);
		await listen(house, MINUTE);
		expect(await kinds(house)).toEqual(['outage-opened']);
	});

	it('that was silent before a restart and still is: known again after its grace, told no second time', async () => {
		let house = await watching([JOB]);
		await sign(house);
		await listen(house, 20 * MINUTE);
		house = await restart(house, 60 * MINUTE);
		expect(house.watch('job').standing.verdict).toBe('unknown');
		await listen(house, 20 * MINUTE);
		expect(house.watch('job').standing.verdict).toBe('down');
		expect(await kinds(house)).toEqual(['outage-opened']);
		expect(await house.outages('job')).toHaveLength(1);
	});

	it('that fell silent within a maintenance window is told when that ends', async () => {
		const house = await watching([JOB]);
		await sign(house);
		await house.maintain(MINUTE, 60 * MINUTE, ['job']);
		await listen(house, 60 * MINUTE);
		expect(house.watch('job').standing.verdict).toBe('down');
		expect(await house.notices()).toEqual([]);
		await listen(house, 2 * MINUTE);
		expect(await kinds(house)).toEqual(['outage-opened']);
		await listen(house, 60 * MINUTE);
		expect(await kinds(house)).toEqual(['outage-opened']);
	});

	it('is not waited for longer because somebody set the clock back', async () => {
		const house = await watching([JOB]);
		await sign(house);
		house.clock.setWall(house.clock.now() - 24 * 60 * MINUTE);
		await listen(house, 16 * MINUTE);
		expect(house.watch('job').standing.verdict).toBe('down');
	});

	it('with another token is nobody’s, and a paused one is told so', async () => {
		const house = await watching([JOB]);
		const options = { monitorOf: () => undefined, watchdog: house.watchdog, now: house.clock.now() };
		expect(await beat('another-token', { status: 'up', message: '', pingMs: null }, options)).toBe(
			'unknown-token'
		);
		await house.database.client.monitor.updateMany({ data: { pausedAt: new Date(house.clock.now()) } });
		await house.reload();
		Object.assign(house.watch('job'), { monitor: house.roster().facts.monitors[0] });
		expect(await sign(house)).toBe('paused');
	});
});
