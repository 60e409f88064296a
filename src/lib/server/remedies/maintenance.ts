/** Looks whether the failure is announced: a window of our own, a time named by the answer, or the marks of maintenance. */
import { counted } from './brief.ts';
import type { Remedy } from './remedy.ts';

export const maintenance: Remedy<'maintenance'> = {
	id: 'maintenance',
	requestsAtMost: 0,
	asksTarget: false,
	whyNot: () => null,
	async run({ window, diagnosis }) {
		const isMarked = diagnosis.kind === 'maintenance';
		const { retryAfter } = diagnosis;
		const wait = retryAfter === null ? '' : ` It asks to come back in ${counted(retryAfter, 'second')}.`;
		const isAnnounced = window !== null || isMarked;
		return {
			did: 'Looked at our own maintenance windows and for an announcement in the answer.',
			showed:
				window !== null
					? `The window "${window.title}" covers this time until ${new Date(window.endsAt).toISOString()}.${wait}`
					: isMarked
						? `The answer announces maintenance.${wait}`
						: `Nothing announces maintenance.${wait}`,
			proves: isAnnounced ? 'This is announced work, not a surprise.' : null,
			settles: isAnnounced ? 'points-here' : 'rules-out',
			facts: { window, retryAfterSeconds: retryAfter, isMarked }
		};
	}
};
