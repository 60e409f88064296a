/** A scheduler with a clock that the test turns, and a record of what it began. */
import {
	createScheduler,
	type Scheduled,
	type SchedulerOptions
} from '../../../src/lib/server/scheduler/scheduler.ts';
import { FakeClock } from '../../support/clock.ts';

export const SECOND = 1_000;
export const HOUR = 3_600_000;

export const every = (id: number, everyMs: number, host: string | null = null): Scheduled => ({
	id,
	everyMs,
	cron: null,
	host
});
export const many = (count: number, everyMs: number, host: (id: number) => string | null = () => null) =>
	Array.from({ length: count }, (_, index) => every(index + 1, everyMs, host(index + 1)));

export interface Began {
	id: number;
	at: number;
	latenessMs: number;
}

/** A scheduler whose turns last as long as the test says; 0 ends at once, null never. */
export function house(
	options: Partial<SchedulerOptions> & { lasts?: (id: number) => number | null; nextInMs?: number } = {}
) {
	const clock = new FakeClock();
	const began: Began[] = [];
	const gaps: { from: number; to: number }[] = [];
	const faults: unknown[] = [];
	const flying = new Map<number, number>();
	let mostAtOnce = 0;
	const scheduler = createScheduler({
		clock,
		onGap: (gap) => gaps.push(gap),
		onFault: (_, error) => faults.push(error),
		async run(id, latenessMs) {
			began.push({ id, at: clock.monotonic(), latenessMs });
			flying.set(id, (flying.get(id) ?? 0) + 1);
			mostAtOnce = Math.max(mostAtOnce, flying.get(id) ?? 0);
			const lastsMs = options.lasts?.(id) ?? (options.lasts ? null : 0);
			if (lastsMs === null) await new Promise(() => undefined);
			else if (lastsMs > 0) await new Promise<void>((resolve) => clock.after(lastsMs, resolve));
			flying.set(id, (flying.get(id) ?? 0) - 1);
			return options.nextInMs === undefined ? {} : { nextInMs: options.nextInMs };
		},
		...options
	});
	const of = (id: number) => began.filter((one) => one.id === id).map(({ at }) => at);
	const since = (at: number) => began.filter((one) => one.at >= at);
	return { clock, scheduler, began, gaps, faults, of, since, mostAtOnce: () => mostAtOnce };
}
