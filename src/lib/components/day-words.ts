/** Days in words, for those who do not see the bars. */
import type { DayView } from '../domain/snapshot.ts';
import { formatRatio, ratio, sum } from '../domain/uptime.ts';
import { count, durationInWords, listInWords } from '../domain/words.ts';
import { stateInWords } from '../format/states.ts';

/** `down for 12 minutes and degraded for 1 hour`; empty when nothing was wrong. */
export function troubleInWords({ state, downMs, degradedMs, maintenanceMs }: DayView): string {
	const parts: [number, string][] = [
		[downMs, 'down'],
		[degradedMs, state === 'partial' ? 'partly down or degraded' : 'degraded'],
		[maintenanceMs, 'under maintenance']
	];
	return listInWords(
		parts.filter(([ms]) => ms > 0).map(([ms, word]) => `${word} for ${durationInWords(ms)}`)
	);
}

/** `Down, 99.16 % uptime, down for 12 minutes, 1 incident`. */
export function dayInWords(day: DayView): string {
	const incidents = day.incidentIds.length;
	return [
		stateInWords(day.state),
		day.ratio === null ? '' : `${formatRatio(day.ratio)} uptime`,
		troubleInWords(day),
		incidents === 0 ? '' : count(incidents, 'incident')
	]
		.filter(Boolean)
		.join(', ');
}

/** `90 days, 99.98 % uptime, 2 days with trouble`. */
export function daysInWords(days: readonly DayView[]): string {
	const troubled = days.filter(
		({ state }) => state === 'down' || state === 'partial' || state === 'degraded'
	).length;
	const uptime = ratio(sum(days));
	return [
		count(days.length, 'day'),
		uptime === null ? 'no data' : `${formatRatio(uptime)} uptime`,
		troubled === 0 ? 'no day with trouble' : `${count(troubled, 'day')} with trouble`
	].join(', ');
}
