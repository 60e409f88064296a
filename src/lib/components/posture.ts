/** How the gate stands: the mark, the favicon and the picture in link previews say the same of the whole page. */
import type { Indicator } from '../domain/status-page.ts';

/** Bars up, half down, or down. */
export type Posture = 'raised' | 'lowering' | 'lowered';

/** Planned work lowers nothing: it was announced, and nobody has to worry. */
export function postureOf(indicator: Indicator): Posture {
	if (indicator === 'none' || indicator === 'maintenance') return 'raised';
	return indicator === 'minor' ? 'lowering' : 'lowered';
}
