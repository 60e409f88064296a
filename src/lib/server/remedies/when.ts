/** When a remedy may ask: never one request more of a target that turned us away or asked us to come back later. */
import type { Occasion } from './remedy.ts';

const SAFE_METHODS: ReadonlySet<string | null> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A wait that the answer asks for and that is longer than an investigation. */
const LATER_SECONDS = 30;

/** Why the target itself must not be asked more than its monitor does; null when it may. */
export function mustNotAsk({ diagnosis, kind, place }: Occasion): string | null {
	if (kind === 'heartbeat' || !place) return 'There is nothing to ask: this monitor waits to be told.';
	if (diagnosis.kind === 'blocked') {
		return 'The target turned our check away, so it is not asked any more than before.';
	}
	if (diagnosis.retryAfter !== null && diagnosis.retryAfter > LATER_SECONDS) {
		return `The target asks to be left alone for ${diagnosis.retryAfter} seconds, so it is.`;
	}
	if (diagnosis.kind === 'maintenance') return 'The target is in maintenance, so it is left alone.';
	return null;
}

/** Why the web address must not be asked in other ways; null when it may. */
export function mustNotVary(occasion: Occasion): string | null {
	if (occasion.kind !== 'http') return 'Only web addresses can be asked in other ways.';
	if (!SAFE_METHODS.has(occasion.place?.method ?? null)) {
		return `A ${occasion.place?.method ?? 'changing'} request may change something at the target, so it is not sent in other ways.`;
	}
	return mustNotAsk(occasion);
}
