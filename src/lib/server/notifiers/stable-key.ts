/** A key of ours in a form that every service takes: itself where that is short and plain, else a hash of it. */
import { createHash } from 'node:crypto';

/** @param most characters that the service takes; at least 40 */
export function stableKey(key: string, most = 200): string {
	const isPlain = /^[A-Za-z0-9][\w:.-]*$/.test(key) && key.length <= most;
	return isPlain ? key : createHash('sha256').update(key).digest('hex').slice(0, 40);
}
