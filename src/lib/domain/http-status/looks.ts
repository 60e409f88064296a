/** How a failing code looks on different servers: what the diagnosis itself knows their pages by. */
import type { PageRow } from '../diagnosis/page-row.ts';
import { PAGES } from '../diagnosis/pages.ts';
import { vendorName } from '../diagnosis/vendors.ts';

/** More ways to tell the same maker's page help nobody. */
const SIGNS_AT_MOST = 3;

export interface Look {
	maker: string;
	/** What tells its page apart, in sentences. */
	signs: string[];
}

/** By maker, in their alphabetical order. */
export function looksByMaker(code: number): Look[] {
	const signs = new Map<string, Set<string>>();
	for (const row of PAGES) {
		if (row.vendor === null || !names(row, code)) continue;
		const maker = capitalised(vendorName(row.vendor));
		signs.set(maker, (signs.get(maker) ?? new Set()).add(`${capitalised(row.sign)}.`));
	}
	return [...signs]
		.map(([maker, found]) => ({ maker, signs: [...found].slice(0, SIGNS_AT_MOST) }))
		.sort((a, b) => a.maker.localeCompare(b.maker, 'en'));
}

function names({ status }: PageRow, code: number): boolean {
	return typeof status === 'number' ? status === code : (status?.includes(code) ?? false);
}

function capitalised(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
