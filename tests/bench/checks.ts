/** Group 1: how many checks a core sustains, what each costs, and how late they begin. */
import { ENGINE_FLAGS } from '../../src/lib/server/web/memory.ts';
import { startChild } from './child.ts';
import type { Watching } from './checker.ts';
import { configOf, many, type Watched } from './configurations.ts';
import { diagnosisCost } from './diagnosing.ts';
import type { Figure } from './figures.ts';
import { coresOf, cpuPerThousand, percentile, perSecond, type Work } from './work.ts';

const EVERY_MS = 10_000;
/** What a start leaves to be done is over by then. */
const SETTLE_MS = 3_000;

async function watch(config: string, settleMs: number, forMs: number): Promise<Watching> {
	await using checker = await startChild('checker.ts', ENGINE_FLAGS);
	return await checker.ask<Watching>('run', config, settleMs, forMs);
}

/** More is asked for than a core can do, so that what is done is what it can. */
async function sustained(target: string, say: (line: string) => void): Promise<Figure[]> {
	say('checks: a bare loop …');
	await using loop = await startChild('bare-loop.ts');
	const bare = await loop.ask<Work>('run', `${target}/ok`, 5_000);
	const asked = 2_500;
	say(`checks: ${asked} monitors every second …`);
	const own = await watch(configOf(many(asked, '1s', `${target}/ok`)), SETTLE_MS, 8_000);
	return [
		{
			group: 'checks',
			name: 'checks per second, 2,500 asked for',
			value: perSecond(own),
			unit: '/s',
			bare: perSecond(bare)
		},
		{
			group: 'checks',
			name: 'checks per second of one core',
			value: perSecond(own) / coresOf(own),
			unit: '/s',
			bare: perSecond(bare) / coresOf(bare),
			aim: { kind: 'at-least', value: 2_500 }
		},
		{
			group: 'checks',
			name: 'the same as a share of the bare loop',
			value: perSecond(own) / coresOf(own),
			unit: '/s',
			bare: perSecond(bare) / coresOf(bare),
			aim: { kind: 'share-at-least', value: 0.25 }
		},
		{
			group: 'checks',
			name: 'CPU per 1,000 checks',
			value: cpuPerThousand(own),
			unit: 'ms',
			bare: cpuPerThousand(bare)
		},
		{
			group: 'data',
			name: 'database growth per 1,000 checks',
			value: (own.grownBytes / own.checks) * 1_000,
			unit: 'B',
			aim: { kind: 'at-most', value: 60_000 }
		}
	];
}

async function lateness(target: string, count: number, say: (line: string) => void): Promise<Figure[]> {
	say(`checks: ${count} monitors every 10 seconds …`);
	const own = await watch(configOf(many(count, '10s', `${target}/ok`)), SETTLE_MS, EVERY_MS);
	await using loop = await startChild('bare-loop.ts');
	const bare = await loop.ask<Work>('paced', `${target}/ok`, (count * 1_000) / EVERY_MS, EVERY_MS / 2);
	const late = Object.values(own.latenessMs).flat();
	const isAimed = count === 1_000;
	const name = `${count} monitors at 10 s`;
	return [
		{ group: 'checks', name: `${name}: lateness p50`, value: percentile(late, 50), unit: 'ms' },
		{
			group: 'checks',
			name: `${name}: lateness p99`,
			value: percentile(late, 99),
			unit: 'ms',
			...(isAimed ? { aim: { kind: 'at-most', value: 250 } as const } : {})
		},
		{
			group: 'checks',
			name: `${name}: of one core`,
			value: coresOf(own) * 100,
			unit: '%',
			bare: coresOf(bare) * 100,
			...(isAimed ? { aim: { kind: 'at-most', value: 10 } as const } : {})
		}
	];
}

async function besideHanging(target: string, say: (line: string) => void): Promise<Figure[]> {
	say('checks: 70 healthy monitors while 30 hang …');
	const healthy = many(70, '10s', `${target}/ok`);
	const hanging: Watched[] = many(30, '10s', `${target}/hang`).map((one) => ({
		...one,
		key: `hanging-${one.key}`,
		timeout: '9s'
	}));
	const own = await watch(configOf([...healthy, ...hanging]), EVERY_MS, EVERY_MS);
	const late = healthy.flatMap(({ key }) => own.latenessMs[key] ?? []);
	return [50, 99].map((percent) => ({
		group: 'checks',
		name: `70 healthy while 30 hang: lateness p${percent}`,
		value: percentile(late, percent),
		unit: 'ms'
	}));
}

export async function benchChecks(say: (line: string) => void): Promise<Figure[]> {
	await using server = await startChild('target.ts');
	const target = `http://127.0.0.1:${await server.ask<number>('port')}`;
	const figures = await sustained(target, say);
	for (const count of [100, 1_000, 5_000]) figures.push(...(await lateness(target, count, say)));
	figures.push(...(await besideHanging(target, say)));
	return [...figures, ...diagnosisCost()];
}
