/** When a heading is set smaller, so that names of any length leave room for what follows them. */

/** More than three lines of the largest type on a wide screen. */
const LONG = 90;

export function isLongHeading(text: string): boolean {
	return text.length > LONG;
}
