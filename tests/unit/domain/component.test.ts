import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	COMPONENT_STATUSES,
	effectiveStatus,
	fold,
	worst,
	type ComponentStatus
} from '../../../src/lib/domain/component.ts';
import type { Verdict } from '../../../src/lib/domain/stretch.ts';

const verdict = fc.constantFrom<Verdict>('up', 'degraded', 'down', 'unknown');
const status = fc.constantFrom(...COMPONENT_STATUSES);
const rank = (one: ComponentStatus) => COMPONENT_STATUSES.indexOf(one);

describe('fold', () => {
	it.each<[Verdict[], ComponentStatus, ComponentStatus]>([
		[[], 'unknown', 'unknown'],
		[['up'], 'operational', 'operational'],
		[['unknown', 'unknown'], 'unknown', 'unknown'],
		[['unknown', 'up'], 'operational', 'operational'],
		[['degraded', 'up'], 'degraded_performance', 'degraded_performance'],
		[['down', 'up'], 'major_outage', 'partial_outage'],
		[['down', 'degraded'], 'major_outage', 'partial_outage'],
		[['down', 'unknown'], 'major_outage', 'major_outage'],
		[['down', 'down'], 'major_outage', 'major_outage']
	])('%j is %s by the worst, %s by share', (verdicts, byWorst, byShare) => {
		expect(fold(verdicts, 'worst')).toBe(byWorst);
		expect(fold(verdicts, 'share')).toBe(byShare);
	});

	it('does not depend on the order, and one that knows nothing changes nothing', () => {
		fc.assert(
			fc.property(
				fc.array(verdict, { minLength: 1 }),
				fc.constantFrom('worst' as const, 'share' as const),
				(verdicts, folding) => {
					const folded = fold(verdicts, folding);
					expect(fold([...verdicts].reverse(), folding)).toBe(folded);
					expect(fold([...verdicts, 'unknown'], folding)).toBe(folded);
				}
			)
		);
	});
});

describe('effectiveStatus', () => {
	const facts = {
		handStatus: null as ComponentStatus | null,
		verdicts: ['up'] as Verdict[],
		folding: 'worst' as const,
		isInMaintenance: false,
		claims: [] as ComponentStatus[]
	};

	it.each<[string, Partial<typeof facts>, ComponentStatus]>([
		['what its monitors say', { verdicts: ['down'] }, 'major_outage'],
		['operational where nothing watches it', { verdicts: [] }, 'operational'],
		['what a hand set', { verdicts: [], handStatus: 'partial_outage' }, 'partial_outage'],
		['the hand before the monitors', { verdicts: ['down'], handStatus: 'operational' }, 'operational'],
		['maintenance in their place', { verdicts: ['down'], isInMaintenance: true }, 'under_maintenance'],
		['an incident beside a good verdict', { claims: ['degraded_performance'] }, 'degraded_performance'],
		['an incident during maintenance', { isInMaintenance: true, claims: ['major_outage'] }, 'major_outage'],
		[
			'a claim that it works changes nothing',
			{ verdicts: ['down'], claims: ['operational'] },
			'major_outage'
		],
		['nobody measured it', { verdicts: ['unknown'] }, 'unknown']
	])('is %s', (_, some, expected) => {
		expect(effectiveStatus({ ...facts, ...some })).toBe(expected);
	});

	it('is never better than any open claim, nor than its own state', () => {
		fc.assert(
			fc.property(fc.array(verdict), fc.array(status), fc.boolean(), (verdicts, claims, isInMaintenance) => {
				const own = effectiveStatus({ ...facts, verdicts, isInMaintenance });
				const whole = effectiveStatus({ ...facts, verdicts, claims, isInMaintenance });
				expect(rank(whole)).toBe(Math.max(rank(own), ...claims.map(rank)));
			})
		);
	});
});

describe('worst', () => {
	it('is operational of none, and the same however it is grouped', () => {
		expect(worst([])).toBe('operational');
		fc.assert(
			fc.property(fc.array(status), fc.array(status), (a, b) => {
				expect(worst([...a, ...b])).toBe(worst([worst(a), worst(b)]));
			})
		);
	});
});
