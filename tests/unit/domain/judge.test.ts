import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/lib/domain/check.ts';
import { judge, lapse, newStanding, type Change, type Standing } from '../../../src/lib/domain/judge.ts';

const RULE = { confirm: 3, recover: 2, retryMs: 5_000 };
const OUTCOME: Record<string, Outcome> = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' };

/** Plays a story of checks, one a second from second 1 on: `u` up, `g` degraded, `d` down, `?` unknown. */
function play(
	story: string,
	rule = RULE,
	start: Standing = newStanding(0)
): { standing: Standing; changes: Change[] } {
	let standing = start;
	const changes: Change[] = [];
	[...story].forEach((letter, index) => {
		const outcome = OUTCOME[letter];
		if (!outcome) throw new Error(`No outcome is written ${letter}.`);
		const judged = judge(standing, { at: (index + 1) * 1_000, outcome }, rule);
		standing = judged.standing;
		if (judged.change) changes.push(judged.change);
	});
	return { standing, changes };
}

const brief = (changes: Change[]) =>
	changes.map(({ to, at, confirmedAt }) => `${to}@${at / 1_000}/${confirmedAt / 1_000}`);

describe('judge', () => {
	it.each([
		['u', ['up@1/1'], 'a first good check is believed at once'],
		['d', [], 'a first bad check is not'],
		['ddd', ['down@1/3'], 'a new monitor that fails is down from its first check on'],
		['uddd', ['up@1/1', 'down@2/4'], 'three agree: down since the first of them'],
		['udduddu', ['up@1/1'], 'blips never count'],
		['udddudu', ['up@1/1', 'down@2/4'], 'a recovery needs two in a row'],
		['udddduu', ['up@1/1', 'down@2/4', 'up@6/7'], 'recovered since the first good check'],
		['udgd', ['up@1/1', 'degraded@2/4'], 'mixed bad checks confirm only what all show'],
		['udgdddd', ['up@1/1', 'degraded@2/4', 'down@5/7'], 'then down once three of those agree'],
		['udddgg', ['up@1/1', 'down@2/4', 'degraded@5/6'], 'half a recovery'],
		['udddug', ['up@1/1', 'down@2/4', 'degraded@5/6'], 'getting better counts as its worse half'],
		['u???', ['up@1/1', 'unknown@2/4'], 'not being able to tell is confirmed, too'],
		['u??u', ['up@1/1'], 'and forgotten when it passes'],
		['udd?ddd', ['up@1/1', 'down@5/7'], 'failures before our own trouble prove nothing'],
		['u???u', ['up@1/1', 'unknown@2/4', 'up@5/5'], 'what was known is restored at once'],
		['uddd???d', ['up@1/1', 'down@2/4', 'unknown@5/7', 'down@8/8'], 'down before and after is the same down'],
		['uddd???uu', ['up@1/1', 'down@2/4', 'unknown@5/7', 'up@8/9'], 'a recovery after it is confirmed'],
		['u???ddd', ['up@1/1', 'unknown@2/4', 'down@5/7'], 'so is a failure']
	])('%s → %j: %s', (story, expected) => {
		expect(brief(play(story).changes)).toEqual(expected);
	});

	it('believes one check where one is asked for', () => {
		expect(brief(play('udu', { confirm: 1, recover: 1, retryMs: 0 }).changes)).toEqual([
			'up@1/1',
			'down@2/2',
			'up@3/3'
		]);
	});

	it('never dates a change before the verdict it ends, whatever the clock does', () => {
		const { standing } = play('u');
		const back = { at: -50_000, outcome: 'down' as const };
		const judged = judge(standing, back, { ...RULE, confirm: 1 });
		expect(judged.change).toMatchObject({ at: standing.since });
	});

	it('keeps changes in order and alternating, for any story', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[ugd?]{0,60}$/), fc.integer({ min: 1, max: 5 }), (story, confirm) => {
				const { changes, standing } = play(story, { ...RULE, confirm });
				changes.forEach((change, index) => {
					const before = changes[index - 1];
					expect(change.from).toBe(before?.to ?? 'unknown');
					expect(change.from).not.toBe(change.to);
					expect(change.at).toBeGreaterThanOrEqual(before?.at ?? 0);
					expect(change.at).toBeLessThanOrEqual(change.confirmedAt);
				});
				expect(standing.verdict).toBe(changes.at(-1)?.to ?? 'unknown');
			})
		);
	});

	it('goes on after a restart where it stood', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[ugd?]{0,40}$/), fc.nat(40), (story, cut) => {
				const whole = play(story);
				const first = play(story.slice(0, cut));
				const stored = JSON.parse(JSON.stringify(first.standing)) as Standing;
				let standing = stored;
				[...story.slice(cut)].forEach((letter, index) => {
					const at = (Math.min(cut, story.length) + index + 1) * 1_000;
					standing = judge(standing, { at, outcome: OUTCOME[letter] as Outcome }, RULE).standing;
				});
				expect(standing).toEqual(whole.standing);
			})
		);
	});
});

describe('lapse', () => {
	it('makes the time nobody looked unknown and keeps what was known', () => {
		const { standing } = play('uddd');
		const lapsed = lapse(standing, 9_000);
		expect(lapsed.change).toMatchObject({ from: 'down', to: 'unknown', at: 9_000 });
		expect(judge(lapsed.standing, { at: 20_000, outcome: 'down' }, RULE).change).toMatchObject({
			to: 'down',
			at: 20_000
		});
	});

	it('leaves unknown as it is', () => {
		expect(lapse(newStanding(0), 5_000).change).toBeNull();
	});
});
