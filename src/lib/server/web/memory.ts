/**
 * Keeps a small installation small: by default the engine allots itself some 80 MB more than an idle Gatehouse needs, and
 * takes the flags that say otherwise at the start of a process only.
 */

/** What the process of the server runs with. */
export const ENGINE_FLAGS = [
	// the young generation; what lives longer moves on
	'--max-semi-space-size=2',
	// the database client's query compiler runs once per kind of query: making it fast costs 40 MB
	'--liftoff-only',
	// that a process may replace itself is new in Node
	'--disable-warning=ExperimentalWarning'
];

/**
 * Begins this process anew with those flags, once: it stays the same process for whoever started it, signals and output
 * included. Does nothing where the system has no such way.
 * @param entry the file to begin with
 */
export function beginFrugally(entry: string): void {
	if (ENGINE_FLAGS.every((flag) => process.execArgv.includes(flag)) || !process.execve) return;
	const args = [process.execPath, ...ENGINE_FLAGS, ...process.execArgv, entry, ...process.argv.slice(2)];
	process.removeAllListeners('warning');
	process.execve(process.execPath, args, process.env);
}
