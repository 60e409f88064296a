/** Finds the known key that somebody most likely meant. */

/** How far a word may be from what was meant, as a share of its length. */
const TOLERANCE = 0.4;

/** The known word closest to what was written; null when none is close. */
export function nearest(written: string, known: readonly string[]): string | null {
	const [best] = known
		.map((word) => ({ word, distance: distance(written.toLowerCase(), word.toLowerCase()) }))
		.sort((a, b) => a.distance - b.distance);
	return best && best.distance <= Math.max(1, Math.ceil(best.word.length * TOLERANCE)) ? best.word : null;
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next[j] = Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1);
		}
		row = next;
	}
	return row[b.length] as number;
}
