/** Writes XML through a document tree and its serialiser, so that whatever a person typed stays text. */
import { DOMImplementation, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';

/** A child: an element, or text. Null leaves it out. */
export type Child = Node | string | null;

export interface Node {
	name: string;
	attributes?: Record<string, string>;
	children?: readonly Child[];
}

/** What XML 1.0 (section 2.2) cannot carry in any way, not even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** An element; `null` children are left out. */
export function element(
	name: string,
	attributes: Record<string, string> = {},
	children: readonly Child[] = []
): Node {
	return { name, attributes, children };
}

/** An element with nothing but text. */
export function text(name: string, content: string, attributes: Record<string, string> = {}): Node {
	return { name, attributes, children: [content] };
}

/**
 * The document, with its declaration.
 * @param namespaces by prefix; the empty one is the default
 * @param stylesheet the address of a CSS file for browsers
 */
export function document(root: Node, namespaces: Record<string, string>, stylesheet?: string): string {
	const tree = new DOMImplementation().createDocument(null, '', null);
	if (stylesheet) {
		const instruction = `type="text/css" href="${stylesheet.replace(/[&"<>]/g, encodeURIComponent)}"`;
		tree.appendChild(tree.createProcessingInstruction('xml-stylesheet', instruction));
	}
	tree.appendChild(build(tree, root, namespaces));
	return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(tree)}\n`;
}

function build(tree: Document, node: Node, namespaces: Record<string, string>): Element {
	const built = tree.createElementNS(namespaceOf(node.name, namespaces), node.name);
	for (const [name, value] of Object.entries(node.attributes ?? {})) built.setAttribute(name, clean(value));
	for (const child of node.children ?? []) {
		if (typeof child === 'string') built.appendChild(tree.createTextNode(clean(child)));
		else if (child !== null) built.appendChild(build(tree, child, namespaces));
	}
	return built;
}

function namespaceOf(name: string, namespaces: Record<string, string>): string | null {
	const [prefix] = name.includes(':') ? name.split(':') : [''];
	return namespaces[prefix ?? ''] ?? null;
}

function clean(value: string): string {
	return value.toWellFormed().replace(FORBIDDEN, '');
}
