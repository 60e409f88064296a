/** When an outage is looked into, how much that may ask, and that whatever goes wrong in it the outage stands. */
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/lib/domain/diagnosis/diagnosis.ts';
import {
	INVESTIGATION_MS,
	REQUESTS_AT_MOST,
	type Investigation
} from '../../../src/lib/domain/investigation.ts';
import type { RemedyId } from '../../../src/lib/domain/remedy.ts';
import type { Hands, Occasion, Remedy, Situation } from '../../../src/lib/server/remedies/remedy.ts';
import type { Budget } from '../../../src/lib/server/watchdog/budget.ts';
import type { InvestigationFile } from '../../../src/lib/server/watchdog/investigation-file.ts';
import { createInvestigator } from '../../../src/lib/server/watchdog/investigator.ts';
import type { Watch } from '../../../src/lib/server/watchdog/watch.ts';
import { FakeClock } from '../../support/clock.ts';
import { diagnosis, line, parallel } from '../../support/findings.ts';
import { failingWatch, monitorOf, outageOf } from '../../support/watch.ts';

/** Moves on and lets everything settle that needs no time. */
async function pass(clock: FakeClock, ms = 0): Promise<void> {
	await clock.advance(ms);
	for (let turn = 0; turn < 10; turn += 1) await clock.advance(0);
}

type Run = (situation: Situation) => Promise<unknown>;

function remedy(id: RemedyId, run: Run, fields: Partial<Remedy> = {}): Remedy {
	const plain = { id, requestsAtMost: 1, asksTarget: true, whyNot: () => null };
	return { ...plain, run: run as Remedy['run'], ...fields };
}

const result = ({ facts }: { facts: unknown }) => ({
	did: 'Looked.',
	showed: 'Seen.',
	proves: null,
	settles: null,
	facts
});
const asksOnce = remedy('ask-in-parallel', async ({ again }) => {
	await again();
	return result(parallel(0, 6));
});
const isUs = remedy('own-line', async () => result(line({ isDown: true })), { asksTarget: false });

function stage(remedies: Remedy[], ...watches: Watch[]) {
	const clock = new FakeClock();
	const stopping = new AbortController();
	const kept: Investigation[] = [];
	const concluded: { investigation: Investigation; verdict: Diagnosis }[] = [];
	const faults: string[] = [];
	const budgets: Budget[] = [];
	const silenced = new Set<number>();
	let changes = 0;
	let ids = 0;
	const file: InvestigationFile = {
		begin: async (investigation) => void kept.push(investigation),
		keep: async (investigation) => void kept.push(investigation),
		conclude: async (investigation, verdict) => void concluded.push({ investigation, verdict }),
		past: async () => ({ evidence: null, diagnosis: null, findings: [] })
	};
	const investigator = createInvestigator({
		remedies,
		occasionOf: async (watch, evidence, first) =>
			({ kind: watch.monitor.kind, evidence, diagnosis: first }) as Occasion,
		handsFor(_, budget) {
			budgets.push(budget);
			return {
				again: () => budget.spend(async () => undefined),
				wait: (ms: number) => budget.wait(ms)
			} as unknown as Hands;
		},
		file,
		watches: () => watches,
		isSilenced: (id) => silenced.has(id),
		clock,
		signal: stopping.signal,
		newId: () => `id-${++ids}`,
		onChange: () => (changes += 1),
		log: { error: (_, message) => faults.push(message) }
	});
	return {
		investigator,
		clock,
		stopping,
		kept,
		concluded,
		faults,
		budgets,
		file,
		silenced,
		changes: () => changes
	};
}

describe('an outage that opens', () => {
	it('is looked into, and what that shows changes what is believed of it', async () => {
		const watch = failingWatch(1);
		const { investigator, clock, concluded, kept, changes } = stage([asksOnce, isUs], watch);
		investigator.opened(watch);
		await pass(clock);
		expect(concluded).toHaveLength(1);
		expect(concluded[0]?.investigation).toMatchObject({
			outageId: 'outage-1',
			askedBy: null,
			endedAt: clock.now(),
			before: { failedSide: 'unknown', cause: 'upstream-failure' },
			after: { failedSide: 'monitor', cause: 'network-unreachable' }
		});
		expect(watch.outage).toMatchObject({
			failedSide: 'monitor',
			cause: 'network-unreachable',
			kind: 'network'
		});
		expect(watch.diagnosis?.reasons[0]).toContain('our own line is down');
		expect(changes()).toBe(1);
		// as they came: the beginning, then one finding more each time
		expect(kept.map(({ findings }) => findings.length)).toEqual([0, 1, 2]);
	});

	it.each<[string, Partial<Watch>]>([
		['a target that turns us away', { diagnosis: diagnosis({ kind: 'blocked', cause: 'rate-limit' }) }],
		['a heartbeat that stayed away', { monitor: monitorOf(1, { kind: 'heartbeat' }) }],
		['a blip that has no outage', { outage: null }],
		['one that is well again', { standing: { ...failingWatch(1).standing, verdict: 'up' } }]
	])('%s is not looked into', async (_, fields) => {
		const watch = failingWatch(1, fields);
		const { investigator, clock, kept, budgets } = stage([asksOnce], watch);
		investigator.opened(watch);
		await pass(clock, 60_000);
		expect([kept, budgets]).toEqual([[], []]);
	});

	it('is not looked into during maintenance', async () => {
		const watch = failingWatch(1);
		const { investigator, clock, kept, silenced } = stage([asksOnce], watch);
		silenced.add(1);
		investigator.opened(watch);
		await pass(clock, 60_000);
		expect(kept).toEqual([]);
	});

	it('is looked into two at a time; those that are over by their turn are left', async () => {
		const waits = remedy('ask-again', async ({ wait }) => {
			await wait(10_000);
			return result(parallel(0, 6));
		});
		const watches = Array.from({ length: 40 }, (_, index) => failingWatch(index + 1));
		const { investigator, clock, budgets, concluded } = stage([waits], ...watches);
		for (const watch of watches) investigator.opened(watch);
		await pass(clock);
		expect(budgets).toHaveLength(2);
		(watches[2] as Watch).outage = null;
		await pass(clock, 10_000);
		expect(budgets).toHaveLength(4);
		expect(concluded.map(({ investigation }) => investigation.outageId)).toEqual(['outage-1', 'outage-2']);
		for (let turn = 0; turn < 20; turn += 1) await pass(clock, 10_000);
		expect(concluded.map(({ investigation }) => investigation.outageId)).not.toContain('outage-3');
		// two at once and twenty waiting: by the turn of the others the moment would have passed
		expect(concluded).toHaveLength(21);
	});
});

describe('whatever a remedy does', () => {
	it('one that breaks becomes a finding that says so, and the others go on', async () => {
		const breaks = remedy('past-cache', async () => Promise.reject(new TypeError('our bug')));
		const watch = failingWatch(1);
		const { investigator, clock, concluded, faults } = stage([breaks, asksOnce], watch);
		investigator.opened(watch);
		await pass(clock);
		expect(concluded[0]?.investigation.findings).toMatchObject([
			{ remedy: 'past-cache', facts: null, showed: expect.stringContaining('a fault of Gatehouse') },
			{ remedy: 'ask-in-parallel', showed: 'Seen.' }
		]);
		expect(faults).toHaveLength(1);
	});

	it('one that never ends is cut off within the time', async () => {
		const hangs = remedy('past-cache', () => new Promise(() => undefined));
		const watch = failingWatch(1);
		const { investigator, clock, concluded } = stage([hangs, asksOnce], watch);
		const began = clock.now();
		investigator.opened(watch);
		await pass(clock, INVESTIGATION_MS);
		expect(concluded[0]?.investigation.endedAt).toBe(began + INVESTIGATION_MS);
		expect(concluded[0]?.investigation.findings).toMatchObject([
			{
				remedy: 'past-cache',
				facts: null,
				showed: expect.stringContaining('The time of the investigation was over')
			},
			{ remedy: 'ask-in-parallel', facts: null }
		]);
	});

	it('one that asks without end is stopped at the limit', async () => {
		const greedy = remedy('past-cache', async ({ again }) => {
			for (;;) await again();
		});
		const watch = failingWatch(1);
		const { investigator, clock, budgets, concluded } = stage([greedy], watch);
		investigator.opened(watch);
		for (let turn = 0; turn < 5; turn += 1) await pass(clock);
		expect(budgets[0]?.spent).toBe(REQUESTS_AT_MOST);
		expect(concluded[0]?.investigation.findings[0]?.showed).toContain('were used up');
	});

	it('a target that turns us away meanwhile is asked no more', async () => {
		const watch = failingWatch(1);
		const { investigator, clock, budgets, concluded } = stage(
			[
				remedy('past-cache', async () => {
					(budgets[0] as Budget).leftAlone = 'The target turned our check away.';
					return result(parallel(0, 6));
				}),
				asksOnce,
				isUs
			],
			watch
		);
		investigator.opened(watch);
		await pass(clock);
		const findings = concluded[0]?.investigation.findings ?? [];
		expect(findings.find(({ remedy: id }) => id === 'ask-in-parallel')).toMatchObject({
			facts: null,
			showed: 'The target turned our check away.'
		});
		expect(budgets[0]?.spent).toBe(0);
		expect(findings.find(({ remedy: id }) => id === 'own-line')?.facts).not.toBeNull();
	});

	it('a store that cannot be read or that breaks leaves the outage as it was', async () => {
		const watch = failingWatch(1);
		const { investigator, clock, file, faults, kept, concluded } = stage([asksOnce], watch);
		file.past = async () => Promise.reject(new Error('disk I/O error'));
		investigator.opened(watch);
		await pass(clock);
		expect(concluded).toEqual([]);
		expect(faults).toEqual(['An investigation broke off; the outage stands as it is.']);
		expect(kept.at(-1)?.endedAt).toBe(clock.now());
		expect(watch.outage).toEqual(outageOf(1));
	});

	it('an outage that ended meanwhile keeps its verdict on paper only', async () => {
		const watch = failingWatch(1);
		const ends = remedy('own-line', async () => {
			watch.outage = null;
			return result(line({ isDown: true }));
		});
		const { investigator, clock, concluded, changes } = stage([ends], watch);
		investigator.opened(watch);
		await pass(clock);
		expect(concluded[0]?.verdict.failedSide).toBe('monitor');
		expect(watch.outage).toBeNull();
		expect(changes()).toBe(0);
	});

	it('an outage that got worse meanwhile is judged by its new first failure', async () => {
		const watch = failingWatch(1);
		const worsens = remedy('ask-in-parallel', async () => {
			watch.diagnosis = diagnosis({ kind: 'network', cause: 'tcp-refused', failedSide: 'origin' });
			return result(parallel(0, 6));
		});
		const { investigator, clock, concluded } = stage([worsens], watch);
		investigator.opened(watch);
		await pass(clock);
		expect(concluded[0]?.verdict).toMatchObject({ cause: 'tcp-refused', failedSide: 'origin' });
	});
});

describe('a person who asks', () => {
	it('gets one remedy or all of them, and earlier findings count', async () => {
		const watch = failingWatch(1);
		const { investigator, clock, concluded, file } = stage([asksOnce, isUs], watch);
		const asked = await investigator.investigate('ours', 'outage-1', 'ada', 'ask-in-parallel');
		expect(asked).toMatchObject({ id: 'id-1' });
		await pass(clock);
		expect(concluded[0]?.investigation).toMatchObject({
			askedBy: 'ada',
			findings: [{ remedy: 'ask-in-parallel' }]
		});
		file.past = async () => ({ evidence: null, diagnosis: diagnosis(), findings: [line({ isDown: true })] });
		await investigator.investigate('ours', 'outage-1', 'ada', 'ask-in-parallel');
		await pass(clock);
		expect(concluded[1]?.verdict.failedSide).toBe('monitor');
	});

	it('is refused with a sentence while one is under way', async () => {
		const waits = remedy('ask-again', async ({ wait }) => wait(5_000).then(() => result(parallel(0, 6))));
		const watch = failingWatch(1);
		const { investigator, clock } = stage([waits], watch);
		investigator.opened(watch);
		expect(await investigator.investigate('ours', 'outage-1', 'ada')).toEqual({
			refused: 'This outage is being looked into right now; wait until that has ended.'
		});
		await pass(clock, 5_000);
		expect(await investigator.investigate('ours', 'outage-1', 'ada')).toHaveProperty('id');
	});

	it('of another workspace, or for an outage that is over, finds nothing', async () => {
		const { investigator } = stage([asksOnce], failingWatch(1));
		expect(await investigator.investigate('theirs', 'outage-1', 'eve')).toBeNull();
		expect(await investigator.investigate('ours', 'outage-9', 'ada')).toBeNull();
	});
});

it('ends what is under way when Gatehouse stops, without a verdict', async () => {
	const waits = remedy('ask-again', async ({ wait }) => wait(20_000).then(() => result(parallel(0, 6))));
	const watch = failingWatch(1);
	const { investigator, clock, kept, concluded } = stage([waits, isUs], watch);
	investigator.opened(watch);
	await pass(clock, 1_000);
	const stopped = investigator.stop();
	await pass(clock, 1_000);
	await stopped;
	expect(concluded).toEqual([]);
	expect(kept.at(-1)).toMatchObject({ endedAt: expect.any(Number), after: null });
	expect(watch.outage).toEqual(outageOf(1));
	investigator.opened(watch);
	expect(await investigator.investigate('ours', 'outage-1', 'ada')).toEqual({
		refused: 'Gatehouse is about to stop.'
	});
});
