/** Takes a sign of life from outside and hands it to the watchdog as a check. */
import { hashToken } from './secret.ts';
import { beatCheck, type Beat } from './probes/heartbeat.ts';
import type { Watch } from './watchdog/watch.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

export type BeatAnswer = 'recorded' | 'unknown-token' | 'paused' | 'unavailable';

/**
 * @param monitorOf finds a monitor's id by the hash of its token
 * @returns `unavailable` when the store cannot keep it at the moment, so that the sender may try again
 */
export async function beat(
	token: string,
	sign: Beat,
	{
		monitorOf,
		watchdog,
		now
	}: { monitorOf: (tokenHash: string) => number | undefined; watchdog: Watchdog; now: number }
): Promise<BeatAnswer> {
	const monitorId = monitorOf(hashToken(token));
	if (monitorId === undefined) return 'unknown-token';
	const watch: Watch | undefined = watchdog.watches.get(monitorId);
	if (!watch || watch.monitor.pausedAt !== null) return 'paused';
	return (await watchdog.hear(watch, beatCheck(sign, now))) === 'written' ? 'recorded' : 'unavailable';
}
