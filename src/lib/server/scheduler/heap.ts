/** A binary heap: the earliest due first, however many monitors there are. */
export interface Due {
	at: number;
}

export class Heap<T extends Due> {
	readonly #items: T[] = [];

	get size(): number {
		return this.#items.length;
	}

	peek(): T | undefined {
		return this.#items[0];
	}

	push(item: T): void {
		const items = this.#items;
		let index = items.push(item) - 1;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if ((items[parent] as T).at <= item.at) break;
			items[index] = items[parent] as T;
			index = parent;
		}
		items[index] = item;
	}

	pop(): T | undefined {
		const items = this.#items;
		const first = items[0];
		const last = items.pop();
		if (!last || items.length === 0) return first;
		let index = 0;
		for (;;) {
			let child = 2 * index + 1;
			if (child >= items.length) break;
			if (child + 1 < items.length && (items[child + 1] as T).at < (items[child] as T).at) child += 1;
			if ((items[child] as T).at >= last.at) break;
			items[index] = items[child] as T;
			index = child;
		}
		items[index] = last;
		return first;
	}
}
