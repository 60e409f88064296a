import { expect, it } from 'vitest';
import type { ComponentStatus } from '../../../src/lib/domain/component.ts';
import { grownImpact, type Impact } from '../../../src/lib/domain/incident.ts';

const [WELL, SLOW, DOWN] = ['operational', 'degraded_performance', 'major_outage'] as const;

it.each<[string, Impact, ComponentStatus[], ComponentStatus[], Impact]>([
	['grows with what is claimed', 'minor', [SLOW], [DOWN], 'major'],
	['grows when all is down', 'major', [DOWN, SLOW, SLOW], [DOWN, DOWN, DOWN], 'critical'],
	['does not shrink', 'major', [DOWN], [WELL], 'major'],
	['stays as a person chose it', 'none', [SLOW], [DOWN], 'none'],
	['stays where a person chose more', 'critical', [SLOW], [DOWN], 'critical']
])('%s', (_, impact, before, after, expected) => {
	expect(grownImpact(impact, before, after, 3)).toBe(expected);
});
