/** Which references are looked at: our own line matters only to those who watch something beyond this machine. */
import type { Config } from '../../domain/config.ts';
import { probeFor } from '../probes/index.ts';

export function referencesInUse({ monitors, references }: Config): string[] {
	const isAnyBeyond = monitors.some(({ kind, target }) => {
		const host = probeFor(kind).host(target);
		return host !== null && !/^(localhost$|127\.|\[?::1\]?$)/.test(host);
	});
	return isAnyBeyond ? references : [];
}
