/**
 * Keeps in the lock file what npm drops from it: that better-sqlite3, which carries its binaries, is not to be compiled.
 * Without that word `npm ci` calls node-gyp, and fails where there is no compiler, no Python or no way to its download.
 */

const CARRY_BINARIES = ['node_modules/better-sqlite3'];

/**
 * The lock file with every such package marked, written as npm writes it; the same text where they all are.
 * @param {string} text
 */
export function withoutCompiling(text) {
	const lock = JSON.parse(text);
	const unmarked = CARRY_BINARIES.map((name) => lock.packages[name]).filter(
		(entry) => entry !== undefined && entry.gypfile !== false
	);
	if (unmarked.length === 0) return text;
	for (const entry of unmarked) entry.gypfile = false;
	const [, indent] = /^\{\r?\n([\t ]+)/.exec(text) ?? [];
	return `${JSON.stringify(lock, null, indent)}\n`;
}
