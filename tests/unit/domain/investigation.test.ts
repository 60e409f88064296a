/** Which steps of a checklist an investigation settles, and how. */
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../src/lib/domain/diagnosis/diagnosis.ts';
import { settledSteps } from '../../../src/lib/domain/investigation.ts';
import type { RemedyId } from '../../../src/lib/domain/remedy.ts';
import { again, finding } from '../../support/findings.ts';

const step = (id: string, remedy: RemedyId | null): Fix => ({ id, remedy, what: id, why: id, commands: [] });
const CHECKLIST = [
	step('reload', 'ask-again'),
	step('cache', 'past-cache'),
	step('restart', null),
	step('dns', 'other-resolvers')
];
const FACTS = { answers: [], waitAskedSeconds: null };

describe('settled steps', () => {
	it.each([
		['points-here', 'ticked'],
		['rules-out', 'struck']
	] as const)('a finding that %s makes its step %s, with what was seen', (settles, how) => {
		const found = finding('ask-again', FACTS, { settles, showed: 'It still fails.', at: 7 });
		expect(settledSteps(CHECKLIST, [found])).toEqual([
			{ fixId: 'reload', remedy: 'ask-again', how, reason: 'It still fails.', at: 7 }
		]);
	});

	it('a finding that settles nothing, or that has seen nothing, leaves its step open', () => {
		expect(settledSteps(CHECKLIST, [again('failing')])).toEqual([]);
		expect(settledSteps(CHECKLIST, [finding('ask-again', null, { settles: 'rules-out' })])).toEqual([]);
		expect(settledSteps(CHECKLIST, [])).toEqual([]);
	});

	it('keeps the order of the checklist, and the newest finding counts', () => {
		const names = { record: 'A' as const, answers: [] };
		const found = settledSteps(CHECKLIST, [
			finding('other-resolvers', names, { settles: 'points-here' }),
			finding('ask-again', FACTS, { settles: 'rules-out' }),
			finding('ask-again', FACTS, { settles: 'points-here' })
		]);
		expect(found.map(({ fixId, how }) => [fixId, how])).toEqual([
			['reload', 'ticked'],
			['dns', 'ticked']
		]);
	});

	it('one look settles every step that asks for it', () => {
		const twice = [step('address', 'other-resolvers'), ...CHECKLIST];
		const found = finding('other-resolvers', { record: 'A', answers: [] }, { settles: 'rules-out' });
		expect(settledSteps(twice, [found]).map(({ fixId }) => fixId)).toEqual(['address', 'dns']);
	});
});
