import { describe, expect, it } from 'vitest';
import { postureOf } from '../../../src/lib/components/posture.ts';
import { isLongHeading } from '../../../src/lib/components/long-heading.ts';
import { COMPONENT_STATUSES, type ComponentStatus } from '../../../src/lib/domain/component.ts';
import type { Indicator } from '../../../src/lib/domain/status-page.ts';
import { DAY_STATES, isWell, stateInWords, stateOf, statusInWords } from '../../../src/lib/format/states.ts';

describe('a status', () => {
	it.each<[ComponentStatus, string, boolean]>([
		['operational', 'Operational', true],
		['unknown', 'No data', true],
		['under_maintenance', 'Under maintenance', false],
		['degraded_performance', 'Degraded', false],
		['partial_outage', 'Partly down', false],
		['major_outage', 'Down', false]
	])('%s is said as %s', (status, word, well) => {
		expect(statusInWords(status)).toBe(word);
		expect(isWell(status)).toBe(well);
	});

	it('has a word and a shape of its own', () => {
		expect(new Set(COMPONENT_STATUSES.map(stateOf)).size).toBe(COMPONENT_STATUSES.length);
		expect(new Set(DAY_STATES.map(stateInWords)).size).toBe(DAY_STATES.length);
	});
});

describe('the gate', () => {
	it.each<[Indicator, string]>([
		['none', 'raised'],
		['maintenance', 'raised'],
		['minor', 'lowering'],
		['major', 'lowered'],
		['critical', 'lowered']
	])('at %s it stands %s', (indicator, posture) => {
		expect(postureOf(indicator)).toBe(posture);
	});
});

it('long headings are set smaller', () => {
	expect(isLongHeading('Checkout is down since 14:02 (12 minutes)')).toBe(false);
	expect(isLongHeading('W'.repeat(200))).toBe(true);
});
