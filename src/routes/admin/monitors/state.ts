/** How the state of a monitor is drawn: with the shapes and colours that the public page has for it. */
import type { MonitorState } from '$lib/domain/monitor-view';
import type { DayState } from '$lib/domain/snapshot';

const SHAPES: Record<MonitorState, DayState> = {
	up: 'operational',
	degraded: 'degraded',
	down: 'down',
	unknown: 'unknown',
	paused: 'unknown'
};

export function shapeOf(state: MonitorState): DayState {
	return SHAPES[state];
}
