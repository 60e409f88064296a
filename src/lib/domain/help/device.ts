/** Which system and browser somebody uses, by what the browser says of itself: enough to show the steps that fit. */

export type System = 'windows' | 'mac' | 'linux' | 'ios' | 'android' | 'other';
export type Browser = 'chromium' | 'firefox' | 'safari' | 'other';
export interface Device {
	system: System;
	browser: Browser;
}

/** The narrow ones first: what runs on Android also says Linux, and an iPad can say that it is a Mac. */
const SYSTEMS: readonly [sign: RegExp, system: System][] = [
	[/iPhone|iPad|iPod/, 'ios'],
	[/Android/, 'android'],
	[/Windows/, 'windows'],
	[/Mac OS X|Macintosh/, 'mac'],
	[/Linux|X11|CrOS/, 'linux']
];
const BROWSERS: readonly [sign: RegExp, browser: Browser][] = [
	[/Firefox\/|FxiOS\//, 'firefox'],
	[/Chrome\/|Chromium\/|CriOS\/|Edg/, 'chromium'],
	[/Version\/[\d.]+.*Safari\//, 'safari']
];

export function deviceOf(userAgent: string): Device {
	const find = <T>(rows: readonly [RegExp, T][]) => rows.find(([sign]) => sign.test(userAgent))?.[1];
	return { system: find(SYSTEMS) ?? 'other', browser: find(BROWSERS) ?? 'other' };
}
