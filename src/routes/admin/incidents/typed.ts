/** Turns the fields of the incident forms into what the desk takes; the same schemas then check both. */
import { listInWords } from '$lib/domain/words';
import { COMPONENTS_FIELD, fieldsOf, fill, type IncidentTemplate } from '$lib/domain/incident-template';
import { instantOf } from '$lib/server/web/local-time';

/** A title, or the value of a template's field. */
const LONGEST = 200;

export type Fields = Record<string, string | string[]>;

const one = (fields: Fields, name: string): string => {
	const value = fields[name];
	return typeof value === 'string' ? value : (value?.[0] ?? '');
};
const given = (fields: Fields, name: string) => one(fields, name) || undefined;

/** Which page of ours a form was on, for the desk to notice what came in between. */
export function versionIn(fields: Fields): { version?: number } {
	const version = Number(one(fields, 'version'));
	return Number.isSafeInteger(version) && version > 0 ? { version } : {};
}

/** `yes`, `no`, or what the rule says. */
export function notifyIn(fields: Fields): { notify?: boolean } {
	const choice = one(fields, 'notify');
	return choice === 'yes' || choice === 'no' ? { notify: choice === 'yes' } : {};
}

/**
 * What was chosen for components, by their keys. Where the form says how they were before, those that stay so are left out.
 * @param isWhole whether those that stay are wanted too
 */
export function claimsIn(fields: Fields, isWhole = false): Record<string, string> {
	return Object.fromEntries(
		Object.keys(fields).flatMap((name): [string, string][] => {
			if (!name.startsWith('is ')) return [];
			const key = name.slice('is '.length);
			const [now, before] = [one(fields, name), one(fields, `was ${key}`)];
			if (isWhole) return now === '' ? [] : [[key, now]];
			// what is named no longer is well, as far as this incident knows
			if (now === '' && before !== '') return [[key, 'operational']];
			return now === '' || now === before ? [] : [[key, now]];
		})
	);
}

/** A time that was typed, in the zone of the page; a time that was left as it stood is not sent on. */
export function momentIn(fields: Fields, name: string, timeZone: string): string | undefined {
	const local = given(fields, name);
	return local === undefined || local === one(fields, `was ${name}`) ? undefined : instantOf(local, timeZone);
}

export function openingIn(fields: Fields, timeZone: string) {
	const startedAt = momentIn(fields, 'started_at', timeZone);
	return {
		title: one(fields, 'title'),
		message: one(fields, 'message'),
		impact: given(fields, 'impact'),
		status: given(fields, 'status'),
		components: claimsIn(fields, true),
		...notifyIn(fields),
		draft: one(fields, 'as') === 'draft',
		...(startedAt === undefined ? {} : { started_at: startedAt }),
		page: given(fields, 'page'),
		outage: given(fields, 'outage')
	};
}

export function updateIn(fields: Fields, timeZone: string) {
	const at = momentIn(fields, 'at', timeZone);
	return {
		status: given(fields, 'status'),
		message: one(fields, 'message'),
		components: claimsIn(fields),
		...notifyIn(fields),
		...(at === undefined ? {} : { at }),
		...versionIn(fields)
	};
}

export function editIn(fields: Fields, timeZone: string) {
	const startedAt = momentIn(fields, 'started_at', timeZone);
	return {
		title: one(fields, 'title'),
		impact: given(fields, 'impact'),
		components: claimsIn(fields, true),
		...(startedAt === undefined ? {} : { started_at: startedAt }),
		...versionIn(fields)
	};
}

export function correctionIn(fields: Fields, timeZone: string) {
	const at = momentIn(fields, 'at', timeZone);
	return { message: one(fields, 'message'), ...(at === undefined ? {} : { at }), ...versionIn(fields) };
}

export function postmortemIn(fields: Fields) {
	const publish = one(fields, 'as') !== 'draft';
	return { text: one(fields, 'text'), publish, ...notifyIn(fields), ...versionIn(fields) };
}

export function templateIn(fields: Fields) {
	return {
		id: given(fields, 'id'),
		name: one(fields, 'name'),
		title: one(fields, 'title'),
		message: one(fields, 'message'),
		status: given(fields, 'status')
	};
}

/** The words of a template with its fields filled in. @returns the fields that are empty, with a sentence for each */
export function fillIn<T extends { title: string; message: string }>(
	opening: T,
	template: IncidentTemplate | undefined,
	fields: Fields,
	names: readonly string[]
): { filled: T; errors: Record<string, string> } {
	if (!template) return { filled: opening, errors: {} };
	const wanted = fieldsOf(template).filter((name) => fieldsOf(opening).includes(name));
	const values = Object.fromEntries(
		wanted.map((name) => [name, one(fields, `field ${name}`).trim().slice(0, LONGEST)])
	);
	const components = names.length > 0 ? listInWords(names) : 'our service';
	const put = (text: string) => fill(text, { ...values, [COMPONENTS_FIELD]: components });
	return {
		filled: { ...opening, title: put(opening.title).slice(0, LONGEST), message: put(opening.message) },
		errors: Object.fromEntries(
			wanted.filter((name) => values[name] === '').map((name) => [`field ${name}`, `Type ${name}.`])
		)
	};
}
