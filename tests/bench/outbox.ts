/** Group 5: thousands of subscribers hear of one incident: how soon, at what cost, and whether the checks keep their time. */
import { setTimeout as pause } from 'node:timers/promises';
import { ENGINE_FLAGS } from '../../src/lib/server/web/memory.ts';
import { startChild, type Child } from './child.ts';
import { configOf, many } from './configurations.ts';
import type { Figure } from './figures.ts';
import type { Sunk } from './mail-sink.ts';
import type { Told } from './teller.ts';
import { cpuPerThousand, percentile, perSecond, type Work } from './work.ts';

const SUBSCRIBERS = 5_000;
const MONITORS = 100;
/** Mails under way at a time, as the outbox has them. */
const AT_ONCE = 16;
/** What a start leaves to be done is over by then, and each monitor had a turn. */
const SETTLE_MS = 10_000;
const LOOK_MS = 100;
const LIMIT_MS = 120_000;

/** Waits until the server has as many mails as there are subscribers. */
async function allOut(sink: Child): Promise<Sunk> {
	for (const startedAt = performance.now(); performance.now() - startedAt < LIMIT_MS;) {
		const sunk = await sink.ask<Sunk>('count');
		if (sunk.recipients === SUBSCRIBERS) return sunk;
		await pause(LOOK_MS);
	}
	throw new Error(`Not everybody was told within ${LIMIT_MS / 1_000} seconds.`);
}

export async function benchOutbox(say: (line: string) => void): Promise<Figure[]> {
	await using target = await startChild('target.ts');
	await using sink = await startChild('mail-sink.ts');
	const url = await sink.ask<string>('url');

	say(`outbox: ${SUBSCRIBERS} mails by a bare loop …`);
	const bare = await bareLoop(url);
	await sink.ask('forget');

	say(`outbox: one incident, ${SUBSCRIBERS} subscribers, ${MONITORS} monitors every 10 seconds …`);
	await using teller = await startChild('teller.ts', ENGINE_FLAGS);
	const checked = `http://127.0.0.1:${await target.ask<number>('port')}/ok`;
	await teller.ask('start', configOf(many(MONITORS, '10s', checked)), url, SUBSCRIBERS);
	await pause(SETTLE_MS);
	const publishedAt = await teller.ask<number>('publish');
	const sunk = await allOut(sink);
	const told = await teller.ask<Told>('end');
	const own: Work = { checks: sunk.mails, ms: sunk.newestAt - publishedAt, cpuMs: told.cpuMs };

	const name = `one incident, ${SUBSCRIBERS} subscribers`;
	return [
		{
			group: 'outbox',
			name: `${name}: mails per second`,
			value: perSecond(own),
			unit: '/s',
			bare: perSecond(bare),
			aim: { kind: 'share-at-least', value: 0.8 }
		},
		{ group: 'outbox', name: `${name}: all are out after`, value: own.ms, unit: 'ms', bare: bare.ms },
		{ group: 'outbox', name: `${name}: mails beyond one each`, value: sunk.mails - SUBSCRIBERS, unit: '' },
		{
			group: 'outbox',
			name: `${name}: connections at most`,
			value: sunk.connections,
			unit: '',
			bare: AT_ONCE
		},
		{
			group: 'outbox',
			name: 'CPU per 1,000 mails, checks included',
			value: cpuPerThousand(own),
			unit: 'ms',
			bare: cpuPerThousand(bare)
		},
		{ group: 'outbox', name: `${name}: resident memory before`, value: told.rssBeforeMb, unit: 'MB' },
		{ group: 'outbox', name: `${name}: resident memory at its peak`, value: told.rssPeakMb, unit: 'MB' },
		{
			group: 'outbox',
			name: `${MONITORS} monitors meanwhile: lateness p99`,
			value: percentile(told.latenessMs, 99),
			unit: 'ms',
			aim: { kind: 'at-most', value: 250 }
		}
	];
}

async function bareLoop(url: string): Promise<Work> {
	await using loop = await startChild('bare-mails.ts');
	return await loop.ask<Work>('run', url, SUBSCRIBERS, AT_ONCE);
}
