/** The monthly look by hand: held, ticked, completed with what was measured, opened again; the team reminded once. */
import { expect, it } from 'vitest';
import { monthlyReviewDesk } from '../../../src/lib/server/desk/monthly-review.ts';
import { createMonthlyReviews } from '../../../src/lib/server/housekeeping/monthly-reviews.ts';
import { readSettings } from '../../../src/lib/server/settings.ts';
import * as reviews from '../../../src/lib/server/stores/reviews.ts';
import { temporaryFolder } from '../../support/database.ts';
import { planning } from '../../support/planning.ts';

const DAY = 86_400_000;

async function reviewing() {
	const house = await planning();
	const { database, clock, roster } = house;
	let made = 0;
	const newId = () => `review-${(made += 1)}`;
	const settings = { ...readSettings({}), dataDir: temporaryFolder() };
	const desk = monthlyReviewDesk({ database, newId, roster, settings });
	const keeper = createMonthlyReviews({ database, roster, clock, newId });
	return Object.assign(house, {
		reviews: desk,
		attend: () => keeper.attend(),
		all: (workspaceId = 'ours') => reviews.list(database.client, workspaceId)
	});
}

it('begins with this month, reminds the team once, and with each month begins anew', async () => {
	const house = await reviewing();
	await house.attend();
	expect(await house.all()).toEqual([]);
	await house.reviews.settle(house.trace(), { day: 15, remind_days: 3 });
	expect((await house.all()).map(({ month, dueAt }) => [month, new Date(dueAt).toISOString()])).toEqual([
		['2026-11', '2026-11-30T23:59:59.999Z']
	]);
	await house.clock.advance(2 * DAY);
	await house.attend();
	expect(await house.notices()).toEqual([]);
	await house.clock.advance(2 * DAY);
	await house.attend();
	await house.clock.advance(60_000);
	await house.attend();
	expect(await house.notices()).toEqual(['review-due → ops', 'review-due → pager']);
	await house.clock.advance(10 * DAY);
	await house.attend();
	expect((await house.all()).map(({ month, dueAt }) => [month, new Date(dueAt).toISOString()])).toEqual([
		['2026-12', '2026-12-15T23:59:59.999Z'],
		['2026-11', '2026-11-30T23:59:59.999Z']
	]);
	expect(await house.all('theirs')).toEqual([]);
});

it('keeps ticks and notes with who made them, and what was measured once the month is completed', async () => {
	const house = await reviewing();
	await house.play('uddduu');
	await house.reviews.settle(house.trace(), { day: 28, remind_days: 3 });
	const id = (await house.all())[0]?.id ?? '';
	await house.reviews.tick(house.trace(), id, {
		updates: { state: 'done', note: 'Debian, nothing odd.' },
		links: { state: 'open', note: '' }
	});
	expect((await house.all())[0]?.ticks).toEqual([
		{
			item: 'updates',
			state: 'done',
			note: 'Debian, nothing odd.',
			changedAt: house.clock.now(),
			changedBy: 'owner@example.org'
		}
	]);
	await house.reviews.complete(house.trace(), id, { contact: { state: 'not_needed', note: '' } });
	const [done] = await house.all();
	expect(done).toMatchObject({ completedBy: 'owner@example.org', completedAt: house.clock.now() });
	const found = new Map(done?.measured?.found.map((one) => [one.item, one]));
	expect(found.get('uptime')?.text).toMatch(/There was 1 outage/);
	expect(found.get('restore')).toMatchObject({ isFine: false });
	await expect(house.reviews.tick(house.trace(), id, {})).rejects.toMatchObject({ kind: 'conflict' });
	await house.reviews.reopen(house.trace(), id);
	expect((await house.all())[0]).toMatchObject({ completedAt: null, measured: null });
	expect(await house.actions()).toEqual([
		'review.settle',
		'review.tick',
		'review.tick',
		'review.complete',
		'review.reopen'
	]);
});

it('is a stranger’s to nobody, and is held no more when it is stopped', async () => {
	const house = await reviewing();
	await house.reviews.settle(house.trace(), { day: 28, remind_days: 3 });
	const id = (await house.all())[0]?.id ?? '';
	const stranger = { ...house.trace(), workspaceId: 'theirs' };
	await expect(house.reviews.tick(stranger, id, {})).rejects.toMatchObject({ kind: 'missing' });
	await expect(house.reviews.complete(stranger, id, {})).rejects.toMatchObject({ kind: 'missing' });
	await expect(house.reviews.reopen(stranger, id)).rejects.toMatchObject({ kind: 'missing' });
	await house.reviews.settle(house.trace(), null);
	await house.clock.advance(40 * DAY);
	await house.attend();
	expect((await house.all()).map(({ month }) => month)).toEqual(['2026-11']);
	expect(await house.notices()).toEqual([]);
});
