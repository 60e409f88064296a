/** A text area keeps its text where no script runs: its server's text is given beside the browser's. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const areas = globSync('src/**/*.svelte').flatMap((file) =>
	[...readFileSync(file, 'utf8').matchAll(/<textarea\b[^]*?<\/textarea>/g)].map(
		([text]) => [file, text] as const
	)
);

it('there are some', () => {
	expect(areas.filter(([, text]) => text.includes('defaultValue=')).length).toBeGreaterThan(3);
});

it.each(areas)('%s', (_, text) => {
	const browsers = /defaultValue=\{([^]*?)\}[\s>]/.exec(text)?.[1];
	const servers = /\bvalue=\{written\(([^]*?)\)\}/.exec(text)?.[1];
	expect(servers).toBe(browsers);
});
