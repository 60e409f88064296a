import { describe, expect, it } from 'vitest';
import { isReady, readinessOf, type Health } from '../../../src/lib/domain/health.ts';

const WELL: Health = {
	status: 'ok',
	database: { isWritable: true, message: null },
	scheduler: { isTicking: true, latenessP99Ms: 3 },
	configuration: { faults: 0 },
	ownNetwork: 'up'
};

describe('readiness', () => {
	it.each<[string, Partial<Health>, boolean, string[]]>([
		['all is well', {}, true, ['ok', 'ok', 'ok', 'ok']],
		[
			'the store cannot be written',
			{ status: 'degraded', database: { isWritable: false, message: 'disk full at /secret/path' } },
			false,
			['degraded', 'cannot be written', 'ok', 'ok']
		],
		[
			'nothing is scheduled',
			{ status: 'degraded', scheduler: { isTicking: false, latenessP99Ms: 0 } },
			false,
			['degraded', 'ok', 'does not tick', 'ok']
		],
		[
			'the config file has faults: the last good one works, so it stays in service',
			{ status: 'degraded', configuration: { faults: 2 } },
			true,
			['degraded', 'ok', 'ok', 'has faults; the last good one is in force']
		],
		[
			'our own network is down, which a restart would not mend',
			{ ownNetwork: 'down' },
			true,
			['ok', 'ok', 'ok', 'ok']
		]
	])('when %s', (_, change, ready, words) => {
		const health = { ...WELL, ...change };
		const { status, checks } = readinessOf(health);
		expect(isReady(health)).toBe(ready);
		expect([status, checks.database, checks.scheduler, checks.configuration]).toEqual(words);
	});

	it('tells anybody nothing of what the trouble is made of', () => {
		const health = { ...WELL, database: { isWritable: false, message: 'EACCES /var/lib/gatehouse.db' } };
		expect(JSON.stringify(readinessOf(health))).not.toMatch(/EACCES|gatehouse\.db/);
	});
});
