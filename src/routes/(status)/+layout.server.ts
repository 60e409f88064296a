import type { LayoutServerLoad } from './$types';
import { snapshotOf } from './snapshot';

export const load: LayoutServerLoad = ({ locals }) => {
	const { page, indicator, sentence, banner, builtAt, lastCheckedAt } = snapshotOf(locals);
	const { title, description, timeZone, locale, url } = page;
	const site = { title, description, timeZone, locale, url };
	return { site, indicator, sentence, banner, builtAt, lastCheckedAt };
};
