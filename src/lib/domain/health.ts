/** How Gatehouse itself is, and what of it anybody may know. */
export interface Health {
	status: 'ok' | 'degraded';
	database: { isWritable: boolean; message: string | null };
	scheduler: { isTicking: boolean; latenessP99Ms: number };
	/** Faults of the config file that were found when it was last read; the last good one is in force. */
	configuration: { faults: number };
	ownNetwork: 'up' | 'down' | 'unknown';
}

/** What `/readyz` says; each check is `ok` or a few plain words, since the route is public. */
export interface Readiness {
	status: 'ok' | 'degraded';
	checks: { database: string; scheduler: string; configuration: string };
}

/** Whether checks are made and kept. A faulty config file is no reason to be taken out of service. */
export function isReady({ database, scheduler }: Pick<Health, 'database' | 'scheduler'>): boolean {
	return database.isWritable && scheduler.isTicking;
}

export function readinessOf(health: Health): Readiness {
	const { database, scheduler, configuration } = health;
	const checks = {
		database: database.isWritable ? 'ok' : 'cannot be written',
		scheduler: scheduler.isTicking ? 'ok' : 'does not tick',
		configuration: configuration.faults === 0 ? 'ok' : 'has faults; the last good one is in force'
	};
	const isWell = Object.values(checks).every((check) => check === 'ok');
	return { status: isWell && health.status === 'ok' ? 'ok' : 'degraded', checks };
}
