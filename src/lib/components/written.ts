/** The text of a text area where no script runs: Svelte's server writes it from `value` alone and drops `defaultValue`. */

/** For `value` beside `defaultValue`: the text on the server; nothing in the browser, where it would wipe what was typed early. */
export function written(text: string): string | undefined {
	return typeof document === 'undefined' ? text : undefined;
}
