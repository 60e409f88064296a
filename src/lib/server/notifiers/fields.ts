/** The fields that several kinds share: addresses, secrets, header values, and what a field says of itself for its form. */
import { z } from 'zod';

/** What a form says beside the field. */
interface Said {
	title: string;
	description?: string;
	isRare?: boolean;
}

const CONTROL = /\p{Cc}/u;

/** One line without anything that controls, such as a name or a number of an account. */
export function line(takes: string, said: Said, most = 500) {
	return z
		.string({ error: takes })
		.trim()
		.min(1, { error: takes })
		.max(most, { error: `takes at most ${most} characters` })
		.refine((text) => !CONTROL.test(text), { error: takes })
		.meta({ ...said });
}

/** What proves who we are: one line of visible ASCII, so that it can stand in a header. */
export function secret(takes: string, said: Said) {
	return z
		.string({ error: takes })
		.trim()
		.regex(/^[\x21-\x7e]{1,4096}$/, { error: takes })
		.meta({ ...said });
}

/** An address of the web, without a fragment and without the slash at the end of its path. */
export function serviceAddress(example: string, said: Said) {
	const takes = `takes an address such as ${example}`;
	return z
		.url({ protocol: /^https?$/, error: takes })
		.refine((url) => !url.includes('#') && !/\s/.test(url), { error: takes })
		.transform((url) => url.replace(/\/+$/, ''))
		.meta({ example, ...said });
}

/** Where a service answers, when it is not its public address: a server of one's own, or a trial. */
export function baseAddress(standard: string) {
	return serviceAddress(standard, {
		title: 'Address of the service',
		description: `${standard} unless you run it yourself or reach it another way.`,
		isRare: true
	}).default(standard);
}

/** The host of an address, for people; addresses are secret in many services, their hosts are not. */
export function hostOf(url: string): string {
	return new URL(url).host;
}
