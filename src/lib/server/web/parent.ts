/**
 * Ends the server with whoever started it. npm hands a signal to a shell, which dies of it and tells nobody: the server
 * would go on without an owner, and keep its port and its data.
 */

/** How often to look; asking for the parent costs a microsecond. */
const LOOK_EVERY_MS = 500;

/**
 * Calls back once, when the process that started this one is gone. Does not keep this process alive.
 * @returns what stops looking
 */
export function onParentGone(tell: () => void): () => void {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		tell();
	}, LOOK_EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}
