/** What an owner taught us: "this is our error page", remembered by its structure, so that ids and times may change. */
import type { Evidence } from '../evidence.ts';
import { flattened } from './answer.ts';

export interface LearnedPage {
	/** The title and the first heading, without digits. */
	words: string;
	/** The names of the elements in order, as far as they tell. */
	shape: string;
}

const LONGEST_SHAPE = 2_000;

/** Learns a page from an answer that showed it; null where it has no structure that could be known again. */
export function learn({ body }: Pick<Evidence, 'body'>): LearnedPage | null {
	const flat = flattened(body);
	const shape = [...flat.matchAll(/<([a-z][a-z0-9-]*)/g)]
		.map(([, name]) => name)
		.join(' ')
		.slice(0, LONGEST_SHAPE);
	const words = wordsOf(flat);
	return words === '' && shape.length < 20 ? null : { words, shape };
}

export function matchesLearned(page: LearnedPage, evidence: Pick<Evidence, 'body'>): boolean {
	const seen = learn(evidence);
	return seen !== null && seen.words === page.words && seen.shape === page.shape;
}

function wordsOf(flat: string): string {
	const parts = ['title', 'h1'].map(
		(name) => new RegExp(`<${name}[^>]{0,200}>([^<]{0,200})`).exec(flat)?.[1] ?? ''
	);
	return parts.join(' | ').replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().replace(/^\|$/, '');
}
