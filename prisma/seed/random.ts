/** Numbers that look random and are the same at every run, so that two seeded databases tell the same story. */

export type Random = () => number;

/** A source of numbers in [0, 1) that a text decides (FNV-1a into Mulberry32). */
export function randomOf(text: string): Random {
	let state = 0x811c9dc5;
	for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Ids as the app makes them: 16 letters and digits that say nothing. */
export function idsOf(random: Random): () => string {
	const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
	return () => Array.from({ length: 16 }, () => letters[Math.floor(random() * letters.length)]).join('');
}
