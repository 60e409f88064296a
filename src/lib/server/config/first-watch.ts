/**
 * What is watched when nobody has set up anything: a stand-in that follows our own address, and gives way as soon as there is
 * a configuration. Once somebody changes it, it is theirs.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Config, MonitorConfig } from '../../domain/config.ts';
import type { Db } from '../database.ts';
import * as monitorEdits from '../stores/monitor-edits.ts';
import * as monitors from '../stores/monitors.ts';
import * as setup from '../stores/setup.ts';
import { tokenHashOf, writeThings, type ApplyOptions } from './apply.ts';
import { monitorConfigOf } from './write-monitor.ts';

interface Place extends ApplyOptions {
	workspaceId: string;
	pageId: string;
}

/** Makes the stand-in where nothing was ever watched, and lets one that nobody has touched follow our address. */
export async function standIn(tx: Db, first: Config, place: Place): Promise<void> {
	const { workspaceId, sealer, now } = place;
	const [wanted] = first.monitors;
	if (!wanted) return;
	if (await monitors.isAny(tx, workspaceId)) {
		if ((await untouched(tx, workspaceId, place)) === null) return;
		const fields = { ...wanted, isManaged: false, pushTokenHash: tokenHashOf(wanted) };
		await monitors.save(tx, workspaceId, fields, sealer, now);
	} else await writeThings(tx, first, { ...place, isManaged: false });
	await setup.keepStandIn(tx, workspaceId, wanted, now);
}

/** Takes the stand-in away, unless the configuration names it or somebody has made it theirs. */
export async function giveWay(
	tx: Db,
	workspaceId: string,
	keys: readonly string[],
	options: Pick<ApplyOptions, 'sealer' | 'now'>
): Promise<void> {
	const monitor = await untouched(tx, workspaceId, options);
	if (monitor === null || keys.includes(monitor.key)) return;
	await monitorEdits.archive(tx, workspaceId, [monitor.id], options.now);
	await setup.forgetStandIn(tx, workspaceId);
}

async function untouched(tx: Db, workspaceId: string, { sealer }: Pick<ApplyOptions, 'sealer'>) {
	const made = (await setup.standIn(tx, workspaceId)) as MonitorConfig | null;
	const monitor = made && (await monitors.get(tx, sealer, workspaceId, made.key));
	if (!monitor || monitor.isManaged) return null;
	return isDeepStrictEqual(plain(monitorConfigOf(monitor, made)), plain(made)) ? monitor : null;
}

/** As it is stored: without what is undefined. */
function plain(config: MonitorConfig): unknown {
	return JSON.parse(JSON.stringify(config));
}
