/** The config file as text: parsed with the place of every value kept, variables of the environment put in. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';

/** One thing wrong with the file, and where. Lines and columns count from 1. */
export interface Fault {
	line: number;
	column: number;
	/** `monitors[0].url`; empty for the file as a whole. */
	path: string;
	message: string;
}

export type KeyPath = readonly (string | number)[];

const LARGEST_BYTES = 5_000_000;
const MOST_ALIASES = 1_000;

export class ConfigDocument {
	readonly #document: Document.Parsed;
	readonly #lines: LineCounter;
	readonly faults: Fault[] = [];

	constructor(text: string, env: Record<string, string | undefined>) {
		this.#lines = new LineCounter();
		const isTooLarge = Buffer.byteLength(text) > LARGEST_BYTES;
		this.#document = parseDocument(isTooLarge ? '' : text, { lineCounter: this.#lines, uniqueKeys: true });
		if (isTooLarge) this.faults.push({ line: 1, column: 1, path: '', message: 'The file is larger than 5 MB.' });
		for (const error of this.#document.errors) {
			const { line, col } = this.#lines.linePos(error.pos[0]);
			this.faults.push({ line, column: col, path: '', message: sentence(error.message) });
		}
		this.#substitute(env);
	}

	/** The document as plain values. Call it only where there are no faults yet. */
	value(): unknown {
		return this.#document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
	}

	/** Whether anything stands at a place. */
	has(path: KeyPath): boolean {
		return this.#document.hasIn(path);
	}

	/** Where a value stands; for a key that is missing, the value it is missing from. */
	fault(path: KeyPath, message: string, at: 'key' | 'value' = 'value'): Fault {
		const place = this.#find(path, at);
		const { line, col } = this.#lines.linePos(place);
		return { line: Math.max(1, line), column: Math.max(1, col), path: nameOf(path), message };
	}

	#find(path: KeyPath, at: 'key' | 'value'): number {
		let node: Node | null = this.#document.contents;
		let start = node?.range?.[0] ?? 0;
		path.forEach((step, index) => {
			const here: Node | null = isAlias(node) ? (node.resolve(this.#document) ?? null) : node;
			if (isMap(here)) {
				const pair = here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
				if (!pair) return (node = null);
				const wantsKey = at === 'key' && index === path.length - 1;
				const found = (wantsKey ? pair.key : (pair.value ?? pair.key)) as Node;
				start = found.range?.[0] ?? start;
				node = pair.value as Node | null;
			} else if (isSeq(here)) {
				node = (here.items[Number(step)] as Node | undefined) ?? null;
				start = node?.range?.[0] ?? start;
			} else node = null;
			return undefined;
		});
		return start;
	}

	/** `${NAME}` takes a value from the environment; `$${` stands for itself. */
	#substitute(env: Record<string, string | undefined>): void {
		visit(this.#document, {
			Scalar: (key, node) => {
				if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
				node.value = node.value.replace(/\$\$\{|\$\{([^}]*)\}/g, (whole, name: string | undefined) => {
					if (name === undefined) return '${';
					const value = env[name];
					if (value !== undefined) return value;
					const { line, col } = this.#lines.linePos(node.range?.[0] ?? 0);
					const message = `\${${name}} is not set in the environment.`;
					this.faults.push({ line, column: col, path: '', message });
					return whole;
				});
			}
		});
	}
}

/** `monitors[0].expect.status` */
export function nameOf(path: KeyPath): string {
	return path.reduce<string>(
		(name, step) => (typeof step === 'number' ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`),
		''
	);
}

function sentence(message: string): string {
	const first = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;
	return first.endsWith('.') ? first : `${first}.`;
}
