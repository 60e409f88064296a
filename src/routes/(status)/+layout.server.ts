import type { LayoutServerLoad } from './$types';
import { snapshotOf } from './snapshot';

export const load: LayoutServerLoad = ({ locals }) => {
	const { page, indicator, sentence, builtAt, lastCheckedAt } = snapshotOf(locals);
	const { title, description, timeZone, locale } = page;
	return { site: { title, description, timeZone, locale }, indicator, sentence, builtAt, lastCheckedAt };
};
