/** A message as a text message: short enough for a few of them, in the letters of a phone where that is possible. */
import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import { labelOf, PLAIN, worded } from './wording.ts';

const NUMBER = 'takes a number with its country, such as +4915112345678';
const NUMBERS_AT_MOST = 20;

/** As E.164 writes it. */
export const phoneNumber = z.string({ error: NUMBER }).regex(/^\+[1-9]\d{6,14}$/, { error: NUMBER });

export const phoneNumbers = z
	.array(phoneNumber, { error: 'takes a list of numbers with their country' })
	.min(1, { error: 'takes at least one number' })
	.max(NUMBERS_AT_MOST, { error: `takes at most ${NUMBERS_AT_MOST} numbers` })
	.meta({ title: 'Numbers', description: 'With the country, such as +4915112345678.' });

/** Three messages joined: 153 septets each in GSM 03.38, 67 units each where one letter is not of it. */
const SEPTETS_AT_MOST = 3 * 153;
const UNITS_AT_MOST = 3 * 67;

const GSM = /^[@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/u;
/** These take two septets each. */
const EXTENDED = /[\^{}\\[~\]|€]/g;

const REPLACED: Record<string, string> = {
	'…': '...',
	'–': '-',
	'—': '-',
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'„': '"',
	'\u00A0': ' ',
	'\u202F': ' '
};

/** Whether every letter is of the phone's own alphabet, and how much of a text message it takes. */
export function septets(text: string): number | null {
	return GSM.test(text) ? text.length + (text.match(EXTENDED)?.length ?? 0) : null;
}

function inLetters(text: string): string {
	return text.replace(/[…–—‘’“”„\u00A0\u202F]/gu, (one) => REPLACED[one] ?? one);
}

const HEAD_AT_LEAST = 40;

/** The title, what fits of the rest, and the most useful link. */
export function textMessage(message: Message): string {
	const [link] = message.links;
	const write = (most: number) => {
		const tail = link ? `\n${inLetters(labelOf(link, 30))}: ${link.url}` : '';
		const room = most - tail.length;
		const head = inLetters(
			worded(message, PLAIN, { most: Math.max(room, HEAD_AT_LEAST), withoutLinks: true })
		);
		// A link is whole or not there.
		return room < HEAD_AT_LEAST ? head : head + tail;
	};
	// What is replaced, and letters that count twice, need some room of their own.
	const plain = write(SEPTETS_AT_MOST - 40);
	const size = septets(plain);
	return size !== null && size <= SEPTETS_AT_MOST ? plain : write(UNITS_AT_MOST - 10);
}
