/** Bounds how many requests of one kind are worked on at once, such as those with one token. */

/** Runs `work`, or returns null at once while `most` of the same key are under way. Keeps nothing of keys at rest. */
export function limitInFlight(most: number): <T>(key: string, work: () => Promise<T>) => Promise<T | null> {
	const underWay = new Map<string, number>();
	return async (key, work) => {
		const count = underWay.get(key) ?? 0;
		if (count >= most) return null;
		underWay.set(key, count + 1);
		try {
			return await work();
		} finally {
			const left = (underWay.get(key) ?? 1) - 1;
			if (left === 0) underWay.delete(key);
			else underWay.set(key, left);
		}
	};
}
