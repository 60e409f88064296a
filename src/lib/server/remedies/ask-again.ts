/** Asks again on a new connection, after the wait that the answer names: what has passed by then was a passing fault. */
import type { FactsOf } from '../../domain/finding.ts';
import { INVESTIGATION_MS } from '../../domain/investigation.ts';
import { briefOf } from './brief.ts';
import type { Occasion, Remedy } from './remedy.ts';
import { mustNotAsk } from './when.ts';

/** Without a hint: soon, and once more after the short wait that people are told to make. */
const WAITS_MS: readonly number[] = [5_000, 15_000];
/** What the last request needs of the time that is left. */
const KEPT_FOR_ASKING_MS = 3_000;
/** Pages that name a wait in words say it like this. */
const WAIT_IN_WORDS = /(?:try|retry|again|reload|refresh)[^.<]{0,60}?\b(\d{1,3})\s*(second|minute)s?/i;
const WORDS_READ = 16_384;

export const askAgain: Remedy<'ask-again'> = {
	id: 'ask-again',
	requestsAtMost: WAITS_MS.length,
	asksTarget: true,
	isSlow: true,
	whyNot: mustNotAsk,
	async run(situation) {
		const asked = waitAsked(situation);
		const answers: FactsOf['ask-again']['answers'] = [];
		let waitedMs = 0;
		for (const afterMs of asked === null ? WAITS_MS : [momentFor(asked)]) {
			const pauseMs = afterMs - waitedMs;
			if (pauseMs > situation.remainingMs() - KEPT_FOR_ASKING_MS || !(await situation.wait(pauseMs))) break;
			waitedMs = afterMs;
			const brief = briefOf(await situation.again());
			answers.push({ ...brief, afterMs });
			if (brief.standing === 'turned-away') break;
		}
		return { ...told(answers, asked), facts: { answers, waitAskedSeconds: asked } };
	}
};

/** The usual "try again in 30 seconds" is as long as an investigation: then its last moment has to do. */
function momentFor(asked: number): number {
	const latestMs = INVESTIGATION_MS - 2 * KEPT_FOR_ASKING_MS;
	return asked * 1_000 <= INVESTIGATION_MS ? Math.min(asked * 1_000, latestMs) : asked * 1_000;
}

function waitAsked({ diagnosis, evidence }: Pick<Occasion, 'diagnosis' | 'evidence'>): number | null {
	if (diagnosis.retryAfter !== null && diagnosis.retryAfter > 0) return diagnosis.retryAfter;
	const match = WAIT_IN_WORDS.exec(evidence.body.slice(0, WORDS_READ));
	return match ? Number(match[1]) * (match[2]?.toLowerCase() === 'minute' ? 60 : 1) : null;
}

function told(answers: FactsOf['ask-again']['answers'], asked: number | null) {
	const times = answers.map(({ afterMs }) => Math.round(afterMs / 1_000)).join(' and ');
	const hint = asked === null ? '' : ', as the answer asks';
	const last = answers.at(-1);
	if (!last) {
		return {
			did: 'Waited for the right moment to ask again.',
			showed: 'It did not come within the time of the investigation; the next check will tell.',
			proves: null,
			settles: null
		};
	}
	const did = `Asked again on a new connection after ${times} ${times === '1' ? 'second' : 'seconds'}${hint}.`;
	if (last.standing === 'good') {
		const proves = 'The fault passed by itself, at least for one request.';
		return { did, showed: `It answered well: ${last.summary}.`, proves, settles: 'points-here' as const };
	}
	const showed = `The last answer: ${last.summary}.`;
	if (last.standing !== 'failing') return { did, showed, proves: null, settles: null };
	return {
		did,
		showed: `It still fails: ${last.summary}.`,
		proves: 'Neither waiting a moment nor a new connection helps.',
		settles: 'rules-out' as const
	};
}
