/** Takes stock of the running house for /readyz and /metrics. */
import type { Health } from '../domain/health.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { MetricsState } from './metrics.ts';
import type { Outbox } from './outbox/outbox.ts';
import { probeFor } from './probes/index.ts';
import type { Scheduler } from './scheduler/index.ts';
import * as notices from './stores/notices.ts';
import { VERSION } from './version.ts';
import type { References } from './watchdog/references.ts';
import type { Recorder } from './watchdog/recorder.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

/** The scheduler looks at its list every second; silent for so long, it is stuck. */
const STUCK_AFTER_MS = 10_000;

export async function healthOf(house: {
	database: Database;
	recorder: Recorder;
	scheduler: Scheduler;
	clock: Clock;
	configFaults: number;
	references: References;
}): Promise<Health> {
	const message = house.recorder.trouble() ?? (await house.database.writeTrouble());
	const { tickedAt, latenessP99Ms } = house.scheduler.stats();
	const isTicking = tickedAt !== null && house.clock.monotonic() - tickedAt < STUCK_AFTER_MS;
	const isWritable = message === null;
	return {
		status: isWritable && isTicking && house.configFaults === 0 ? 'ok' : 'degraded',
		database: { isWritable, message },
		scheduler: { isTicking, latenessP99Ms },
		configuration: { faults: house.configFaults },
		ownNetwork: house.references.state()
	};
}

export async function metricsOf(house: {
	database: Database;
	scheduler: Scheduler;
	watchdog: Pick<Watchdog, 'watches' | 'checksTotal'>;
	clock: Clock;
	outbox: Pick<Outbox, 'stats'>;
}): Promise<MetricsState> {
	const { owed, oldestAt } = await notices.backlog(house.database.client);
	return {
		version: VERSION,
		monitors: [...house.watchdog.watches.values()].map(({ monitor, standing, lastCheck, lastGood }) => ({
			key: monitor.key,
			kind: monitor.kind,
			target: probeFor(monitor.kind).describe(monitor.target),
			verdict: standing.verdict,
			lastCheck,
			certificateExpiresAt: lastGood?.observed.certificateExpiresAt ?? null
		})),
		checksTotal: house.watchdog.checksTotal,
		scheduler: house.scheduler.stats(),
		notices: {
			owed,
			oldestAgeMs: oldestAt === null ? 0 : Math.max(0, house.clock.now() - oldestAt),
			failed: await notices.countFailed(house.database.client),
			failures: house.outbox.stats().failures
		},
		databaseBytes: house.database.sizeBytes()
	};
}
