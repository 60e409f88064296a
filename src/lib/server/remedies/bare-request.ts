/** Asks with nothing but the host, and with all that a browser sends: where they differ, a header or cookie does it. */
import { briefOf } from './brief.ts';
import { DESKTOP } from './faces.ts';
import type { Remedy } from './remedy.ts';
import { mustNotVary } from './when.ts';

export const bareRequest: Remedy<'bare-request'> = {
	id: 'bare-request',
	requestsAtMost: 2,
	asksTarget: true,
	whyNot: mustNotVary,
	async run({ ask }) {
		const [bare, full] = (await Promise.all([ask({ isBare: true }), ask({ headers: DESKTOP.headers })])).map(
			briefOf
		) as [ReturnType<typeof briefOf>, ReturnType<typeof briefOf>];
		const isBareServed = bare.standing === 'good';
		const isFullServed = full.standing === 'good';
		const areBothFailing = bare.standing === 'failing' && full.standing === 'failing';
		return {
			did: 'Asked with nothing but the host, and with every header that a browser sends.',
			showed: `Bare: ${bare.summary}; full: ${full.summary}.`,
			proves: areBothFailing
				? 'It does not depend on headers, cookies or extensions.'
				: isBareServed && full.standing === 'failing'
					? 'Something among the headers of a browser brings the failure about.'
					: isFullServed && !isBareServed
						? 'The target refuses requests that do not look like a browser’s.'
						: null,
			settles: areBothFailing ? 'rules-out' : isBareServed !== isFullServed ? 'points-here' : null,
			facts: { bare, full }
		};
	}
};
