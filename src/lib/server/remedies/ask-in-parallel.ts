/** Sends six fresh requests at once: where only some fail, one sick server stands among healthy ones. */
import { briefOf, countOf, tally } from './brief.ts';
import type { Remedy } from './remedy.ts';
import { mustNotVary } from './when.ts';

const REQUESTS = 6;

export const askInParallel: Remedy<'ask-in-parallel'> = {
	id: 'ask-in-parallel',
	requestsAtMost: REQUESTS,
	asksTarget: true,
	whyNot: mustNotVary,
	async run({ ask }) {
		const answers = (await Promise.all(Array.from({ length: REQUESTS }, () => ask({})))).map(briefOf);
		const failing = countOf(answers, 'failing');
		const good = countOf(answers, 'good');
		const isMixed = failing > 0 && good > 0;
		return {
			did: `Sent ${REQUESTS} requests at the same time, each on a connection of its own.`,
			showed: `${tally(answers)}.`,
			proves: isMixed
				? 'Some of the servers behind the address are well and some are not.'
				: failing === REQUESTS
					? 'It fails for every request, so it is not one sick server among several.'
					: null,
			settles: isMixed ? 'points-here' : failing === REQUESTS ? 'rules-out' : null,
			facts: { answers }
		};
	}
};
