/** How Gatehouse itself is. */
export interface Health {
	status: 'ok' | 'degraded';
	database: { isWritable: boolean; message: string | null };
	scheduler: { isTicking: boolean; latenessP99Ms: number };
	/** Faults of the config file that were found when it was last read; the last good one is in force. */
	configuration: { faults: number };
	ownNetwork: 'up' | 'down' | 'unknown';
}
