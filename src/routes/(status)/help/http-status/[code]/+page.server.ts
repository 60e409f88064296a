import { error } from '@sveltejs/kit';
import { fixesFor } from '$lib/domain/diagnosis/fixes';
import { findingOf } from '$lib/domain/diagnosis/status-causes';
import { statusCode, STATUS_CODES } from '$lib/domain/http-status/status-codes';
import { looksByMaker } from '$lib/domain/http-status/looks';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
	const found = /^\d{3}$/.test(params.code) ? statusCode(Number(params.code)) : null;
	if (!found) error(404, 'Nobody uses such a number. The cheat sheet has those that are in use.');
	const index = STATUS_CODES.indexOf(found);
	const finding = findingOf(found.code);
	const briefly = (at: number) => {
		const one = STATUS_CODES[at];
		return one ? { code: one.code, name: one.name } : null;
	};
	return {
		status: found,
		isFailure: found.code >= 400,
		looks: looksByMaker(found.code),
		checklist:
			finding && finding.kind === 'hard-error'
				? fixesFor({ cause: finding.cause, failedSide: finding.failedSide, vendor: null }).map(
						({ id, what, why, commands }) => ({ id, what, why, commands })
					)
				: [],
		before: briefly(index - 1),
		after: briefly(index + 1)
	};
};
