import { describe, expect, it } from 'vitest';
import { createOwnLine } from '../../../src/lib/server/watchdog/own-line.ts';
import { FakeClock } from '../../support/clock.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

/** Two references that answer or not as the test says. */
function line(references = ['one', 'two']) {
	const clock = new FakeClock();
	const answers = new Set(references);
	const asked: string[] = [];
	const turns: boolean[] = [];
	const ownLine = createOwnLine({
		references,
		clock,
		ask(reference) {
			asked.push(reference);
			if (reference === 'throws') return Promise.reject(new Error('a bug'));
			return Promise.resolve(answers.has(reference));
		},
		onTurn: (isDown) => turns.push(isDown)
	});
	return { clock, answers, asked, turns, ownLine };
}

describe('our own line', () => {
	it('is down when every reference that answered lately has stopped, and that is told once', async () => {
		const { clock, answers, turns, ownLine } = line();
		await ownLine.refresh();
		expect(ownLine.state()).toBe('up');
		answers.clear();
		expect(await ownLine.isDown()).toBe(true);
		await clock.advance(4 * SECOND);
		expect(await ownLine.isDown()).toBe(true);
		expect(ownLine.state()).toBe('down');
		answers.add('two');
		await ownLine.refresh();
		await ownLine.refresh();
		await clock.advance(4 * SECOND);
		expect(await ownLine.isDown()).toBe(false);
		expect(turns).toEqual([true, false]);
	});

	it('works while one of them answers', async () => {
		const { answers, ownLine } = line();
		await ownLine.refresh();
		answers.delete('one');
		expect(await ownLine.isDown()).toBe(false);
	});

	it('is not blamed where no reference ever answered: an intranet has no internet', async () => {
		const { answers, turns, asked, ownLine } = line();
		answers.clear();
		await ownLine.refresh();
		asked.length = 0;
		expect(await ownLine.isDown()).toBe(false);
		expect(ownLine.state()).toBe('unknown');
		expect(asked).toEqual([]);
		expect(turns).toEqual([]);
	});

	it('counts a reference for an hour after its last answer', async () => {
		const { clock, answers, ownLine } = line(['one']);
		await ownLine.refresh();
		answers.clear();
		await clock.advance(HOUR + SECOND);
		expect(await ownLine.isDown()).toBe(false);
	});

	it('stays down for as long as it is, however long that is', async () => {
		const { clock, answers, ownLine } = line(['one']);
		await ownLine.refresh();
		answers.clear();
		expect(await ownLine.isDown()).toBe(true);
		await clock.advance(5 * HOUR);
		expect(await ownLine.isDown()).toBe(true);
	});

	it('asks once for all who want to know at the same time', async () => {
		const { asked, ownLine } = line();
		await ownLine.refresh();
		asked.length = 0;
		await Promise.all(Array.from({ length: 50 }, () => ownLine.isDown()));
		expect(asked).toHaveLength(2);
	});

	it('takes a look that failed by itself for no answer', async () => {
		const { ownLine } = line(['throws', 'two']);
		await ownLine.refresh();
		expect(await ownLine.isDown()).toBe(false);
	});
});
