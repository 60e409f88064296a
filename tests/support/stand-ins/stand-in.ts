/** A service of somebody else's, as a server on this machine that refuses what the real one would refuse. */
import { z } from 'zod';
import { webServer, type Asked, type WebServer } from '../servers/http.ts';

export interface Reply {
	status: number;
	headers?: Record<string, string>;
	body?: string;
}

/** What a reader sees, once the service has read its markup. */
export interface Seen {
	title: string;
	text: string;
	/** Where links lead; each that the reader can follow. */
	links: string[];
}

export interface StandIn {
	kind: string;
	/** Of the channel, as the config file has them. */
	settings: (url: string) => object;
	/** A part of the settings that may stand in no sentence. */
	secret: string;
	/** Checks a request as the service does. Throwing refuses it. */
	accept: (asked: Asked) => Reply;
	/** Throws where the markup is broken. */
	read: (asked: Asked) => Seen;
	/** How it says that it has no time, and what follows from it. */
	busy: Reply;
	waitMs: number | undefined;
	/** How it refuses for good, and what the team is told of it. */
	refusal: Reply;
	sentence: string;
}

export interface RunningStandIn extends WebServer {
	/** Given instead of accepting, once each. */
	next: Reply[];
	/** Why requests were refused. */
	faults: string[];
}

export async function run({ accept }: Pick<StandIn, 'accept'>): Promise<RunningStandIn> {
	const next: Reply[] = [];
	const faults: string[] = [];
	const server = await webServer((asked, response) => {
		let reply = next.shift();
		try {
			reply ??= accept(asked);
		} catch (error) {
			faults.push(String(error));
			reply = { status: 400, body: 'this is no request of the protocol' };
		}
		response.writeHead(reply.status, reply.headers).end(reply.body);
	});
	return Object.assign(server, { next, faults });
}

/** The body, which must be JSON of the given shape. */
export function jsonBody<T>({ headers, body }: Asked, schema: z.ZodType<T>): T {
	if (!/^application\/json(;|$)/.test(headers['content-type'] ?? '')) throw new Error('It is not JSON.');
	return schema.parse(JSON.parse(body));
}

/** A form's fields, each at most once. */
export function formBody<T>({ headers, body }: Asked, schema: z.ZodType<T>): T {
	if (headers['content-type'] !== 'application/x-www-form-urlencoded') throw new Error('It is not a form.');
	const entries = [...new URLSearchParams(body)];
	if (new Set(entries.map(([name]) => name)).size !== entries.length)
		throw new Error('A field stands there twice.');
	return schema.parse(Object.fromEntries(entries));
}

export function mustBe(actual: unknown, expected: unknown): void {
	if (actual !== expected) throw new Error(`${String(actual)} is not ${String(expected)}.`);
}

/** Text without anything that no service takes: controls and halves of characters. */
export const cleanText = z
	.string()
	.refine((text) => text.isWellFormed() && !/[\p{Cc}--[\t\n]]/v.test(text), 'holds what controls');
export const cleanLine = cleanText.refine((text) => !/[\t\n]/.test(text), 'is several lines').min(1);
export const webLink = z.url({ protocol: /^https?$/ });

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * Reads the small HTML of chat services: the given tags, properly nested, with `href` alone as an attribute.
 * @throws Error for anything else, as Telegram answers it
 */
export function readHtml(html: string, tags: readonly string[]): { text: string; links: string[] } {
	const links: string[] = [];
	const open: string[] = [];
	const text = html.replace(/<[^>]*>?|&[^;\s]*;?|>/g, (part) => {
		if (part.startsWith('&')) {
			const character = ENTITIES[part.slice(1, -1)];
			if (character === undefined || !part.endsWith(';')) throw new Error(`${part} is no entity.`);
			return character;
		}
		const tag = /^<(\/?)([a-z]+)(?: href="([^"<>]*)")?>$/.exec(part);
		const [, slash, name = '', href] = tag ?? [];
		if (!tag || !tags.includes(name)) throw new Error(`${part} is no tag.`);
		if (name === 'br') return '\n';
		if (slash) mustBe(open.pop(), name);
		else open.push(name);
		if (href !== undefined)
			links.push(href.replaceAll(/&([^;]+);/g, (_, entity: string) => ENTITIES[entity] ?? ''));
		return '';
	});
	if (open.length > 0) throw new Error(`${open.join(', ')} is not closed.`);
	return { text, links };
}
