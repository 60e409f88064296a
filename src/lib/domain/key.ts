/** The key of something that has a name and no key yet: what is left of the name in plain letters, and free. */

const LONGEST = 50;

/**
 * @param otherwise what stands where nothing of the name is left
 * @param taken keys that are in use
 */
export function keyFrom(name: string, otherwise: string, taken: ReadonlySet<string>): string {
	const plain = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, LONGEST);
	const base = plain === '' ? otherwise : plain;
	for (let count = 1; ; count += 1) {
		const key = count === 1 ? base : `${base}-${count}`;
		if (!taken.has(key)) return key;
	}
}
