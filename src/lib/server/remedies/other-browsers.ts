/** Asks as other clients beside ourselves: where only we are refused, a rule blocks the check and the service is well. */
import type { Brief } from '../../domain/finding.ts';
import { briefOf, countOf } from './brief.ts';
import { FACES } from './faces.ts';
import type { Remedy } from './remedy.ts';
import { mustNotVary } from './when.ts';

export const otherBrowsers: Remedy<'other-browsers'> = {
	id: 'other-browsers',
	requestsAtMost: FACES.length + 1,
	asksTarget: true,
	whyNot: mustNotVary,
	async run({ ask }) {
		const [ours, ...others] = await Promise.all([
			ask({}).then(briefOf),
			...FACES.map(async ({ name, headers }) => ({ ...briefOf(await ask({ headers })), face: name }))
		]);
		const faces = [
			{ ...ours, face: 'ourselves', isOurs: true },
			...others.map((one) => ({ ...one, isOurs: false }))
		];
		const isOursServed = ours.standing === 'good';
		const served = countOf(others, 'good');
		const isOnlyOurs = !isOursServed && ours.standing !== 'untold' && served === others.length;
		const isAll = faces.every(({ standing }) => standing === 'failing');
		const refused = others.filter(({ standing }) => standing === 'failing' || standing === 'turned-away');
		return {
			did: `Asked as ${FACES.map(({ name }) => name).join(', ')} and as ourselves.`,
			showed: isAll
				? 'All of them get the failure.'
				: `Served: ${named(faces, ['good']) || 'nobody'}; not served: ${named(faces, ['failing', 'turned-away', 'untold']) || 'nobody'}.`,
			proves: isOnlyOurs
				? 'Only our check is refused; visitors with a browser are served.'
				: isAll
					? 'It does not depend on the browser or the device.'
					: isOursServed && refused.length > 0
						? `The answer depends on the client: ${named(refused, ['failing', 'turned-away'])} ${refused.length === 1 ? 'is' : 'are'} not served.`
						: null,
			settles: isOnlyOurs || (served > 0 && refused.length > 0) ? 'points-here' : isAll ? 'rules-out' : null,
			facts: { faces }
		};
	}
};

function named(
	faces: readonly (Brief & { face: string })[],
	standings: readonly Brief['standing'][]
): string {
	return faces
		.filter(({ standing }) => standings.includes(standing))
		.map(({ face }) => face)
		.join(', ');
}
