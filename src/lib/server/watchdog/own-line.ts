/**
 * Tells whether it is us: before a network-shaped failure counts, the reference targets are asked (DESIGN rule 5).
 * A reference that did not answer lately proves nothing, since an intranet has no internet.
 */
import type { Clock } from '../clock.ts';

export interface OwnLine {
	/** True when every reference that answered lately has stopped answering. Shares one look between all who ask. */
	isDown(): Promise<boolean>;
	/** Asks every reference, so that later looks know which of them mean something. */
	refresh(): Promise<void>;
	state(): 'up' | 'down' | 'unknown';
}

/** How long an answer keeps a reference meaningful. */
const COUNTS_FOR_MS = 60 * 60_000;
/** How long one look serves all who ask. */
const SHARED_FOR_MS = 3_000;

/**
 * @param ask whether one reference gives any HTTP answer at all, within its own deadline
 * @param onTurn told when our line is lost and when it is back
 */
export function createOwnLine(options: {
	references: readonly string[];
	ask: (reference: string) => Promise<boolean>;
	clock: Clock;
	onTurn: (isDown: boolean, at: number) => void;
}): OwnLine {
	const { references, ask, clock, onTurn } = options;
	const answeredAt = new Map<string, number>();
	let wasDown = false;
	let latest: { at: number; isDown: Promise<boolean> } | null = null;

	const counting = () =>
		references.filter((reference) => {
			const at = answeredAt.get(reference);
			return at !== undefined && clock.monotonic() - at <= COUNTS_FOR_MS;
		});

	async function askAll(asked: readonly string[]): Promise<boolean> {
		const answers = await Promise.all(
			asked.map(async (reference) => {
				const hasAnswered = await ask(reference).catch(() => false);
				if (hasAnswered) answeredAt.set(reference, clock.monotonic());
				return hasAnswered;
			})
		);
		return answers.includes(true);
	}

	function turn(isDown: boolean): boolean {
		if (isDown !== wasDown) {
			wasDown = isDown;
			onTurn(isDown, clock.now());
		}
		return isDown;
	}

	async function look(): Promise<boolean> {
		const asked = wasDown ? references : counting();
		if (asked.length === 0) return false;
		return turn(!(await askAll(asked)));
	}

	return {
		isDown() {
			if (!latest || clock.monotonic() - latest.at > SHARED_FOR_MS) {
				latest = { at: clock.monotonic(), isDown: look() };
			}
			return latest.isDown;
		},
		async refresh() {
			if ((await askAll(references)) && wasDown) turn(false);
		},
		state: () => (wasDown ? 'down' : counting().length > 0 ? 'up' : 'unknown')
	};
}
