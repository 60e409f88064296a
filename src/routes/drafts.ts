/** What somebody typed and did not save yet, kept in this tab only, so that a lost session costs no text. */

const PREFIX = 'gatehouse draft ';
/** Never written down anywhere. */
const SECRET = new Set(['password', 'hidden', 'file', 'submit', 'button']);

type Kept = [name: string, index: number, value: string | boolean][];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function keepDraft(key: string, form: HTMLFormElement): void {
	const kept: Kept = controls(form).map(([name, index, control]) => [name, index, valueOf(control)]);
	try {
		sessionStorage.setItem(PREFIX + key, JSON.stringify(kept));
	} catch {
		// A browser that keeps nothing: the form works all the same.
	}
}

/** Puts back what was typed; says whether anything differs from what the page shows. */
export function restoreDraft(key: string, form: HTMLFormElement): boolean {
	let isChanged = false;
	const kept = new Map(read(key).map(([name, index, value]) => [`${name} ${index}`, value]));
	for (const [name, index, control] of controls(form)) {
		const value = kept.get(`${name} ${index}`);
		if (value === undefined || value === valueOf(control)) continue;
		if (typeof value === 'boolean') (control as HTMLInputElement).checked = value;
		else control.value = value;
		// whoever follows the field hears of it as if it were typed
		control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input'));
		isChanged = true;
	}
	return isChanged;
}

export function forgetDraft(key: string): void {
	try {
		sessionStorage.removeItem(PREFIX + key);
	} catch {
		// There is none to forget.
	}
}

function read(key: string): Kept {
	try {
		return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? '[]') as Kept;
	} catch {
		return [];
	}
}

/** The fields that hold text or a choice, each with its place among those of its name. */
function controls(form: HTMLFormElement): [string, number, Control][] {
	const seen = new Map<string, number>();
	return [...form.elements].flatMap((element): [string, number, Control][] => {
		const isControl =
			element instanceof HTMLInputElement ||
			element instanceof HTMLTextAreaElement ||
			element instanceof HTMLSelectElement;
		if (!isControl || element.name === '' || SECRET.has(element.type) || 'secret' in element.dataset)
			return [];
		const index = seen.get(element.name) ?? 0;
		seen.set(element.name, index + 1);
		return [[element.name, index, element]];
	});
}

function valueOf(control: Control): string | boolean {
	const isTicked = control instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(control.type);
	return isTicked ? control.checked : control.value;
}
