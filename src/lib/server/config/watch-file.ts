/** Notices when the config file changes, however it is replaced: by an editor, a deployment, or a swapped link. */
import { createHash } from 'node:crypto';
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';

/** Editors write in several steps; so long nothing must happen before it is read. */
const SETTLED_AFTER_MS = 200;
/** Network file systems and mounts of a single file tell nobody that they changed. */
const LOOK_EVERY_MS = 10_000;

export interface FileWatch {
	stop(): void;
}

/**
 * Calls when the file's content is not what it was. Watches the folder, since the file itself may be replaced, and looks
 * now and then where nothing tells. A file that is gone is no change: it is being replaced, or nothing is better.
 */
export function watchFile(file: string, clock: Pick<Clock, 'after'>, onChange: () => void): FileWatch {
	let seen = fingerprint(file);
	let cancelSettling: (() => void) | null = null;
	let cancelLook: (() => void) | null = null;
	const look = () => {
		const now = fingerprint(file);
		if (now === null || now === seen) return;
		seen = now;
		onChange();
	};
	const lookNowAndThen = () => {
		cancelLook = clock.after(LOOK_EVERY_MS, () => {
			look();
			lookNowAndThen();
		});
	};
	lookNowAndThen();
	const watcher = watchFolder(path.dirname(path.resolve(file)), () => {
		cancelSettling?.();
		cancelSettling = clock.after(SETTLED_AFTER_MS, look);
	});
	return {
		stop() {
			cancelSettling?.();
			cancelLook?.();
			watcher?.close();
		}
	};
}

/** Null where the system cannot watch the folder; then the looks now and then have to do. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | null {
	try {
		const watcher = watch(folder, onEvent);
		watcher.on('error', () => watcher.close());
		watcher.unref();
		return watcher;
	} catch {
		return null;
	}
}

function fingerprint(file: string): string | null {
	try {
		return createHash('sha256').update(readFileSync(file)).digest('hex');
	} catch {
		return null;
	}
}
