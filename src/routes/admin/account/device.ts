/** A browser's own name for itself in a word or two, to tell sessions apart; a guess, and said by the browser. */

const BROWSERS: readonly [RegExp, string][] = [
	[/\bEdg\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bFirefox\//, 'Firefox'],
	[/\b(?:Headless)?Chrome\//, 'Chrome'],
	[/\bSafari\//, 'Safari'],
	[/\bcurl\//, 'curl']
];
const SYSTEMS: readonly [RegExp, string][] = [
	[/iPhone|iPad/, 'iOS'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];

export function deviceInWords(userAgent: string | null): string {
	if (userAgent === null) return 'A program without a name';
	const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
	const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
	if (browser && system) return `${browser} on ${system}`;
	return browser ?? system ?? 'Another program';
}
