/** The secrets of an entry of the config file: hidden, put back where they were left alone, or named after the environment. */
import { FromEnvironment } from './write.ts';

/** Stands for a secret that is set, in what is shown; sent back, it means: leave it as it is. */
export const KEPT = '(kept)';

/** @param patterns dotted paths, as `ProbeKind.secrets` has them; `headers.*` stands for every key below */
export function withoutSecrets<T>(entry: T, patterns: readonly string[]): T {
	return replaced(entry, patterns, (value) => (value === '' ? value : KEPT)) as T;
}

/**
 * What was sent, with the secrets that were left alone put in.
 * @returns the paths that say `(kept)` where nothing is held, beside the entry
 */
export function withKept(
	entry: unknown,
	held: unknown,
	patterns: readonly string[]
): { entry: unknown; missing: string[] } {
	const missing: string[] = [];
	const whole = replaced(entry, patterns, (value, path) => {
		if (value !== KEPT) return value;
		const known = path.reduce<unknown>(
			(here, key) => (here as Record<string, unknown> | undefined)?.[key],
			held
		);
		if (known === undefined) missing.push(path.join('.'));
		return known ?? value;
	});
	return { entry: whole, missing };
}

/** The same entry with each secret taken from a variable of the environment: `GATEHOUSE_SHOP_AUTH_BEARER`. */
export function withNamedSecrets(
	entry: Record<string, unknown>,
	patterns: readonly string[],
	names: Set<string>
): Record<string, unknown> {
	return replaced(entry, patterns, (value, path) => {
		if (typeof value !== 'string' || value === '') return value;
		const words = [String(entry.key), ...path].join('_').toUpperCase();
		const base = `GATEHOUSE_${words.replace(/[^A-Z0-9]+/g, '_')}`;
		let name = base;
		for (let count = 2; names.has(name); count += 1) name = `${base}_${count}`;
		names.add(name);
		return new FromEnvironment(name);
	}) as Record<string, unknown>;
}

function replaced(
	value: unknown,
	patterns: readonly string[],
	by: (value: unknown, path: readonly string[]) => unknown
): unknown {
	const parts = patterns.map((pattern) => pattern.split('.'));
	const walk = (here: unknown, path: readonly string[]): unknown => {
		const isSecret = parts.some(
			(pattern) =>
				pattern.length === path.length && pattern.every((part, at) => part === '*' || part === path[at])
		);
		if (isSecret) return by(here, path);
		if (typeof here !== 'object' || here === null || Array.isArray(here)) return here;
		return Object.fromEntries(Object.entries(here).map(([key, inner]) => [key, walk(inner, [...path, key])]));
	};
	return walk(value, []);
}
