/** What is wrong with the form that was sent last, whichever of a page's forms it was. */

export interface Faults {
	values: Record<string, string>;
	errors: Record<string, string>;
	message: string | null;
	/** Which part of the page it belongs to, where there are several. */
	section?: string;
}

export function faultsOf(form: object | null): Faults | null {
	return form !== null && 'errors' in form ? (form as Faults) : null;
}
