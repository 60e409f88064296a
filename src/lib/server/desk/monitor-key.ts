/** Makes the key of a monitor from its name, for those who do not care for one. */

/** A key made from a name that is not among those that are taken. */
export function keyFrom(name: string, taken: ReadonlySet<string>): string {
	const plain = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 50);
	const base = plain === '' ? 'monitor' : plain;
	for (let count = 1; ; count += 1) {
		const key = count === 1 ? base : `${base}-${count}`;
		if (!taken.has(key)) return key;
	}
}
