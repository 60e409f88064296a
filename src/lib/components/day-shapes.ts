/**
 * The shapes of days: which path draws which day, so that ninety days are a handful of paths instead of ninety elements.
 * The outline says the worst state of the day without colour; the height of the colour in it says how much of the day.
 */
import type { DayState, DayView, UptimeParts } from '../domain/snapshot.ts';

/** One day takes 8 units, of which its bar takes 6; all bars stand on y = 32. */
export const PITCH = 8;
export const HEIGHT = 32;
const BAR = 6;
/** Two bad minutes must be seen, and must not look like a lost day. */
const LEAST_COLOUR = 5;
const FOOT = 4;
/** Keeps the coloured part apart from the rest where colours look alike. */
const SEAM = 1;

/** `calm` and `unknown` are runs of dashes along a line; the others are filled outlines. */
export type PathName = 'calm' | DayState;
export type DayPaths = Partial<Record<PathName, string>>;

interface Outline {
	/** Blocks from top to bottom: [top, bottom]. */
	blocks: [number, number][];
	hasNotch?: boolean;
	hasFoot?: boolean;
}

const OUTLINE: Record<Exclude<DayState, 'operational' | 'unknown'>, Outline> = {
	degraded: { blocks: [[8, 32]], hasNotch: true },
	partial: {
		blocks: [
			[0, 14],
			[19, 32]
		]
	},
	down: { blocks: [[0, 32]], hasFoot: true },
	maintenance: { blocks: [[16, 32]] }
};

const PART: Record<keyof typeof OUTLINE, keyof UptimeParts> = {
	degraded: 'degradedMs',
	partial: 'degradedMs',
	down: 'downMs',
	maintenance: 'maintenanceMs'
};

/** Paths for a row of days, oldest at the left. */
export function dayPaths(days: readonly (Pick<DayView, 'state'> & UptimeParts)[]): DayPaths {
	const paths: DayPaths = {};
	const add = (name: PathName, path: string) => (paths[name] = (paths[name] ?? '') + path);
	let runStart = 0;
	days.forEach((day, index) => {
		const { state } = day;
		if (state !== 'operational' && state !== 'unknown') {
			const shares = share(day[PART[state]], day);
			drawOutline(OUTLINE[state], index * PITCH, shares, (isRest, path) =>
				add(isRest ? 'operational' : state, path)
			);
			return;
		}
		if (days[index - 1]?.state !== state) runStart = index;
		if (days[index + 1]?.state === state) return;
		const length = (index - runStart + 1) * PITCH - (PITCH - BAR);
		add(
			state === 'operational' ? 'calm' : 'unknown',
			`M${runStart * PITCH} ${state === 'unknown' ? 31 : 16}h${length}`
		);
	});
	return paths;
}

/** The whole shape of one state, as the small sign beside its word. */
export function stateShape(state: DayState): string {
	if (state === 'operational') return `M0 0h${BAR}v32h-${BAR}z`;
	if (state === 'unknown') return `M0 27h${BAR}v5h-${BAR}z`;
	let shape = '';
	drawOutline(OUTLINE[state], 0, 1, (_isRest, path) => (shape += path));
	return shape;
}

/**
 * How much of the measured day a part took, as a share of the height. It grows with the square root, so that minutes,
 * hours and whole days can be told from each other.
 */
function share(partMs: number, { upMs, degradedMs, downMs, maintenanceMs }: UptimeParts): number {
	const measuredMs = upMs + degradedMs + downMs + maintenanceMs;
	return measuredMs === 0 ? 1 : Math.sqrt(partMs / measuredMs);
}

function drawOutline(
	{ blocks, hasNotch = false, hasFoot = false }: Outline,
	x: number,
	filled: number,
	draw: (isRest: boolean, path: string) => void
): void {
	const top = blocks[0]?.[0] ?? 0;
	const colour = Math.max(LEAST_COLOUR, Math.round((HEIGHT - top) * filled));
	const cut = HEIGHT - colour;
	for (const [from, to] of blocks) {
		const restEnds = Math.min(to, cut - SEAM);
		if (restEnds > from) draw(true, block(x, from, restEnds, hasNotch));
		const begins = Math.max(from, cut);
		if (begins < to) draw(false, block(x, begins, to, hasNotch && begins === from));
	}
	if (hasFoot) draw(false, `M${x - 1} ${HEIGHT - FOOT}h${PITCH}v${FOOT}h-${PITCH}z`);
}

function block(x: number, from: number, to: number, isNotched: boolean): string {
	if (!isNotched || to - from < 5) return `M${x} ${from}h${BAR}v${to - from}h-${BAR}z`;
	return `M${x} ${from}l3 4l3-4v${to - from}h-${BAR}z`;
}
