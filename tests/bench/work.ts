/** What was done in how much time, and what it cost the processor. */

export interface Work {
	checks: number;
	/** How long it took. */
	ms: number;
	/** Processor time of the process, user and system. */
	cpuMs: number;
}

/** @param before what `process.cpuUsage()` said then */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

export const perSecond = ({ checks, ms }: Work) => (checks * 1_000) / ms;
export const cpuPerThousand = ({ checks, cpuMs }: Work) => (cpuMs * 1_000) / checks;
/** How much of one core it took. */
export const coresOf = ({ cpuMs, ms }: Work) => cpuMs / ms;

/** The value that `percent` of the sorted values do not exceed; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
	const ordered = [...values].sort((a, b) => a - b);
	return ordered[Math.min(ordered.length - 1, Math.floor((ordered.length * percent) / 100))] ?? 0;
}
