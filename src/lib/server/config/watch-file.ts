/** Notices when the config file changes, however it is replaced: by an editor, a deployment, or a swapped link. */
import { createHash } from 'node:crypto';
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';

/** Editors write in several steps; so long nothing must happen before it is read. */
const SETTLED_AFTER_MS = 200;

export interface FileWatch {
	stop(): void;
}

/** Calls when the file's content is not what it was. Watches the folder, since the file itself may be replaced. */
export function watchFile(file: string, clock: Clock, onChange: () => void): FileWatch {
	let seen = fingerprint(file);
	let cancel: (() => void) | null = null;
	const look = () => {
		const now = fingerprint(file);
		if (now === null || now === seen) return;
		seen = now;
		onChange();
	};
	const watcher: FSWatcher = watch(path.dirname(path.resolve(file)), () => {
		cancel?.();
		cancel = clock.after(SETTLED_AFTER_MS, look);
	});
	watcher.unref();
	return {
		stop() {
			cancel?.();
			watcher.close();
		}
	};
}

function fingerprint(file: string): string | null {
	try {
		return createHash('sha256').update(readFileSync(file)).digest('hex');
	} catch {
		return null;
	}
}
