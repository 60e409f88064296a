/** Reads what a service says in JSON, of which nothing is certain. */

/** The value at a path; undefined where there is none, or where the text is not JSON at all. */
export function inJson(text: string, ...path: readonly (string | number)[]): unknown {
	try {
		return path.reduce<unknown>(
			(here, step) => (here as Record<string | number, unknown> | null | undefined)?.[step],
			JSON.parse(text)
		);
	} catch {
		return undefined;
	}
}

/** Makes a reader for `saying`: the first of the paths that holds a text; the whole answer where none does. */
export function textAt(...paths: readonly (readonly (string | number)[])[]): (body: string) => string {
	return (body) => {
		for (const path of paths) {
			const found = inJson(body, ...path);
			if (typeof found === 'string' && found !== '') return found;
		}
		return body;
	};
}
