/** Maintenance that a hand has moved, shortened, skipped, ended or extended: the silence and the uptime follow it exactly. */
import { describe, expect, it } from 'vitest';
import { daySpans } from '../../../src/lib/domain/days.ts';
import { componentView } from '../../../src/lib/server/component-view.ts';
import { maintenanceInput } from '../../../src/lib/server/desk/maintenance-input.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import { NOON } from '../../support/database.ts';
import { planning, type Planning } from '../../support/planning.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const opened = ['outage-opened → ops', 'outage-opened → pager'];

/** A window from ten past twelve to ten past one. */
async function planned(): Promise<{ house: Planning; which: { id: string } }> {
	const house = await planning();
	const window = await house.desk.plan(
		house.trace(),
		maintenanceInput.parse({
			title: 'Patching',
			starts: '2026-11-24T12:10',
			ends: '2026-11-24T13:10',
			components: ['shop'],
			notify: false
		})
	);
	return { house, which: { id: (await house.times(window.id))[0]?.id ?? '' } };
}

async function playUntil(house: Planning, letter: string, until: number): Promise<void> {
	while (house.clock.now() < until) {
		await house.play(letter);
		if (await house.maintenanceKeeper.attend()) await house.reload();
	}
}

const alarms = async (house: Planning) => (await house.notices()).filter((line) => line.startsWith('outage'));

/** The component's day so far, in minutes. */
function today(house: Planning) {
	const now = house.clock.now();
	const roster = house.roster();
	const page = roster.facts.pages[0];
	const [component] = roster.facts.components;
	if (!page || !component) throw new Error('There is no page.');
	const facts = {
		version: 1,
		now,
		page,
		url: '',
		roster,
		watches: house.watchdog.watches,
		incidents: [],
		told: new Map()
	};
	const day = componentView(component, facts, daySpans(1, now, 'UTC'), new Map()).days[0];
	const isListed = buildSnapshot(facts).maintenances.length;
	return {
		downMinutes: (day?.downMs ?? 0) / MINUTE,
		maintenanceMinutes: (day?.maintenanceMs ?? 0) / MINUTE,
		isListed
	};
}

describe('the silence of a window', () => {
	it('that stands as planned holds from its first to its last minute, and costs no uptime', async () => {
		const { house } = await planned();
		await playUntil(house, 'u', NOON + 10 * MINUTE);
		await playUntil(house, 'd', NOON + 69 * MINUTE);
		await playUntil(house, 'u', NOON + 90 * MINUTE);
		expect(await alarms(house)).toEqual([]);
		expect(today(house)).toEqual({ downMinutes: 0, maintenanceMinutes: 60, isListed: 1 });
	});

	it('moves with it', async () => {
		const { house, which } = await planned();
		await house.desk.move(house.trace(), which, { starts: '2026-11-24T15:00' });
		await playUntil(house, 'u', NOON + 20 * MINUTE);
		await playUntil(house, 'd', NOON + 25 * MINUTE);
		expect(await alarms(house)).toEqual(opened);
		await playUntil(house, 'u', NOON + 90 * MINUTE);
		expect(today(house).maintenanceMinutes).toBe(0);
		expect(today(house).downMinutes).toBeGreaterThan(4);
		await playUntil(house, 'u', NOON + 3 * HOUR);
		const before = await alarms(house);
		await playUntil(house, 'd', NOON + 3 * HOUR + 30 * MINUTE);
		expect(await alarms(house)).toEqual(before);
	});

	it('is none where it is skipped', async () => {
		const { house, which } = await planned();
		await house.desk.skip(house.trace(), which, {});
		await playUntil(house, 'u', NOON + 20 * MINUTE);
		await playUntil(house, 'd', NOON + 25 * MINUTE);
		expect(await alarms(house)).toEqual(opened);
		expect(today(house)).toMatchObject({ maintenanceMinutes: 0, isListed: 0 });
	});

	it('ends sooner where it is shortened, and who is broken then gets one alarm, after confirmation', async () => {
		const { house, which } = await planned();
		await house.desk.move(house.trace(), which, { duration: '10m' });
		await playUntil(house, 'u', NOON + 15 * MINUTE);
		await playUntil(house, 'd', NOON + 20 * MINUTE);
		expect(await alarms(house)).toEqual([]);
		await house.play('dd');
		expect(await alarms(house)).toEqual([]);
		await house.play('dddd');
		expect(await alarms(house)).toEqual(opened);
		expect(today(house).maintenanceMinutes).toBe(10);
	});

	it('ends where a hand ends it', async () => {
		const { house, which } = await planned();
		await playUntil(house, 'u', NOON + 15 * MINUTE);
		await playUntil(house, 'd', NOON + 30 * MINUTE);
		await house.desk.end(house.trace(), which, {});
		const endedAt = house.clock.now();
		await house.play('dd');
		expect(await alarms(house)).toEqual([]);
		await house.play('ddd');
		expect(await alarms(house)).toEqual(opened);
		expect(today(house).maintenanceMinutes).toBe((endedAt - NOON) / MINUTE - 10);
	});

	it('lasts as long as it is extended, and who heals within hears nothing', async () => {
		const { house, which } = await planned();
		await playUntil(house, 'u', NOON + 15 * MINUTE);
		await playUntil(house, 'd', NOON + 60 * MINUTE);
		await house.desk.extend(house.trace(), which, { by: '1h' });
		await playUntil(house, 'd', NOON + 120 * MINUTE);
		await playUntil(house, 'u', NOON + 140 * MINUTE);
		expect(await alarms(house)).toEqual([]);
		expect(today(house)).toMatchObject({ downMinutes: 0, maintenanceMinutes: 120 });
	});
});
