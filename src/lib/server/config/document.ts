/** The config file as text: parsed with the place of every value kept, values of the environment put in, secrets kept out of what is said. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLError } from 'yaml';

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
/** Uses of one anchor times the aliases within it: room for a large file, and none for one that explodes. */
const MOST_ALIASES = 10_000;
/** A shorter value of the environment is no secret, and taking it out would garble the sentences. */
const SHORTEST_SECRET = 4;

export class ConfigDocument {
	readonly #text: string;
	readonly #document: Document.Parsed;
	readonly #lines = new LineCounter();
	readonly #inserted = new Map<string, string>();
	/** What is wrong with the text itself. */
	readonly faults: Fault[] = [];
	/** The file as plain values; undefined where the text is broken, so that what it would mean is anybody's guess. */
	readonly value: unknown;

	constructor(text: string, env: Record<string, string | undefined>) {
		const isTooLarge = Buffer.byteLength(text) > LARGEST_BYTES;
		this.#text = isTooLarge ? '' : text;
		this.#document = parseDocument(this.#text, { lineCounter: this.#lines, merge: true });
		if (isTooLarge) this.#say(0, 'The file is larger than 5 MB.');
		else if (this.#document.contents === null && this.#document.errors.length === 0) {
			this.#say(0, 'The file is empty. It takes keys such as page, monitors and channels.');
		}
		for (const error of this.#document.warnings) this.#say(error.pos[0], sentenceOf(error));
		for (const error of this.#document.errors) {
			this.#say(error.pos[0], error.code === 'DUPLICATE_KEY' ? this.#twice(error) : sentenceOf(error));
		}
		const isBroken = this.#document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
		if (isBroken || this.#document.contents === null || this.#hasBadAlias()) return;
		this.#substitute(env);
		this.value = this.#plain();
	}

	/**
	 * A fault at a value, or at its key; for a key that is missing, at what it is missing from.
	 * What came from the environment does not appear in it.
	 */
	fault(path: KeyPath, message: string, at: 'key' | 'value' = 'value'): Fault {
		return this.#at(this.#find(path, at), nameOf(path), this.#hide(message));
	}

	/** The line where a value stands. */
	lineOf(path: KeyPath): number {
		return this.#at(this.#find(path, 'value'), '', '').line;
	}

	#say(offset: number, message: string, path = ''): void {
		this.faults.push(this.#at(offset, path, message));
	}

	#at(offset: number, path: string, message: string): Fault {
		const { line, col } = this.#lines.linePos(offset);
		return { line: Math.max(1, line), column: Math.max(1, col), path, message };
	}

	#twice(error: YAMLError): string {
		const [key] = /^"[^"]*"|^'[^']*'|^[^\s:,{}[\]]+/.exec(this.#text.slice(error.pos[0])) ?? ['?'];
		return `The key ${JSON.stringify(key.replace(/^["']|["']$/g, ''))} stands here twice.`;
	}

	/** Whether an alias stands for nothing, or for a value that contains itself, which YAML can say and nobody can mean. */
	#hasBadAlias(): boolean {
		const faultsBefore = this.faults.length;
		visit(this.#document, {
			Alias: (_, alias, above) => {
				if (above.some((node) => 'anchor' in node && node.anchor === alias.source)) {
					this.#say(startOf(alias), `The value "${alias.source}" contains itself.`);
				} else if (!alias.resolve(this.#document)) {
					this.#say(startOf(alias), `Nothing above is named by an anchor &${alias.source}.`);
				}
			}
		});
		return this.faults.length > faultsBefore;
	}

	#plain(): unknown {
		try {
			return this.#document.toJS({ maxAliasCount: MOST_ALIASES });
		} catch (error) {
			let first = 0;
			if (error instanceof ReferenceError) {
				visit(this.#document, { Alias: (_, alias) => ((first = startOf(alias)), visit.BREAK) });
				this.#say(first, 'The aliases (*name) of this file unfold into far too much.');
			} else if (error instanceof Error && error.message.startsWith('Merge sources')) {
				const isMerge = ({ key }: Pair) => isScalar(key) && String(key.value).includes('<<');
				visit(this.#document, {
					Pair: (_, pair) => (isMerge(pair) ? ((first = startOf(pair.key)), visit.BREAK) : undefined)
				});
				this.#say(first, 'The key "<<" takes keys of another place by an alias, or a list of such.');
			} else throw error;
			return undefined;
		}
	}

	#find(path: KeyPath, at: 'key' | 'value'): number {
		let node: unknown = this.#document.contents;
		let start = startOf(node);
		for (const [index, step] of path.entries()) {
			if (isAlias(node)) node = node.resolve(this.#document);
			if (isMap(node)) {
				const pair = node.items.findLast(
					({ key }) => String(isScalar(key) ? key.value : key) === String(step)
				);
				if (!pair) return start;
				const isWanted = at === 'key' && index === path.length - 1;
				start = startOf(isWanted ? pair.key : (pair.value ?? pair.key), start);
				node = pair.value;
			} else if (isSeq(node)) {
				node = node.items[Number(step)];
				start = startOf(node, start);
			} else return start;
		}
		return start;
	}

	/** `${NAME}` takes a value from the environment, as text; `$${` stands for `${` itself. */
	#substitute(env: Record<string, string | undefined>): void {
		visit(this.#document, {
			Scalar: (key, node, above) => {
				if (key === 'key' || typeof node.value !== 'string') return;
				node.value = node.value.replace(/\$\$\{|\$\{([^}]*)\}/g, (whole, name: string | undefined) => {
					if (name === undefined) return '${';
					const value = env[name];
					if (value === undefined) {
						const path = nameOf(pathOf([...above, node] as Node[]));
						this.#say(startOf(node), `${whole} is not set in the environment.`, path);
						return whole;
					}
					if (value.length >= SHORTEST_SECRET) this.#inserted.set(value, whole);
					return value;
				});
			}
		});
	}

	#hide(message: string): string {
		const longestFirst = [...this.#inserted].sort(([a], [b]) => b.length - a.length);
		return longestFirst.reduce(
			(said, [value, name]) =>
				said.replaceAll(value, () => name).replaceAll(JSON.stringify(value).slice(1, -1), () => name),
			message
		);
	}
}

/** `monitors[0].expect.status` */
export function nameOf(path: KeyPath): string {
	return path.reduce<string>(
		(name, step) => (typeof step === 'number' ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`),
		''
	);
}

function startOf(node: unknown, otherwise = 0): number {
	return (node as Node | null | undefined)?.range?.[0] ?? otherwise;
}

/** The keys and indices that lead through nested nodes to the last of them. */
function pathOf(nodes: readonly (Node | Pair)[]): KeyPath {
	return nodes.flatMap((node, index): KeyPath => {
		if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
		return isSeq(node) ? [node.items.indexOf(nodes[index + 1])] : [];
	});
}

function sentenceOf({ code, message }: YAMLError): string {
	if (code === 'MULTIPLE_DOCS') return 'A second document begins here (---); the file takes one.';
	const [first = ''] = message.split('\n');
	return `This is not YAML: ${first.replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '')}.`;
}
