/** What a reader of another program's list makes of each thing in it: an entry of our config file, or why there is none. */

export interface Imported {
	/** How the list calls it. */
	name: string;
	/** Without a key, which is made from the name; null where we have no such kind. */
	entry: Record<string, unknown> | null;
	/** What could not be taken over, in sentences. */
	notes: string[];
}

export type Raw = Record<string, unknown>;

export function listIn(value: unknown): Raw[] {
	return Array.isArray(value) ? value.filter(isRaw) : [];
}

export function isRaw(value: unknown): value is Raw {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(raw: Raw, key: string): string | undefined {
	const value = raw[key];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function numberIn(raw: Raw, key: string): number | undefined {
	const value = Number(raw[key] ?? Number.NaN);
	return raw[key] !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** Seconds as a duration of the config file. */
export function seconds(value: number | undefined): string | undefined {
	return value === undefined ? undefined : `${Math.round(value * 1_000)}ms`;
}

/** Without what is not there. */
export function compact(raw: Raw): Raw {
	const entries = Object.entries(raw).flatMap(([key, value]): [string, unknown][] => {
		const inner = isRaw(value) ? compact(value) : value;
		const isEmpty = inner === undefined || (isRaw(inner) && Object.keys(inner).length === 0);
		return isEmpty ? [] : [[key, inner]];
	});
	return Object.fromEntries(entries);
}

export function unknownKind(name: string, kind: string): Imported {
	return { name, entry: null, notes: [`There is no monitor of the kind "${kind}" here.`] };
}
