/**
 * Puts values into a text that an operator wrote: `{name}` is replaced by the field of that name, and nothing else
 * happens. What is put in is encoded for the place where it stands, so that it cannot end it.
 */

export const FIELDS = ['to', 'text', 'title', 'id'] as const;
export type Fields = Readonly<Record<(typeof FIELDS)[number], string>>;

export const BODY_TYPES = ['json', 'form', 'xml', 'text'] as const;
export type BodyType = (typeof BODY_TYPES)[number];

const PLACE = /\{([A-Za-z_]+)\}/g;

/** Names in braces that are no fields; in JSON, braces that hold more than a name are its own. */
export function unknownFields(template: string): string[] {
	const names = [...template.matchAll(PLACE)].map((match) => match[1] ?? '');
	return names.filter((name) => !(FIELDS as readonly string[]).includes(name));
}

/** @param encode makes a value safe for the place */
export function filled(template: string, fields: Fields, encode: (value: string) => string = String): string {
	return template.replace(PLACE, (_, name: keyof Fields) => encode(fields[name] ?? ''));
}

/** An address; what is put in is a part of its path or a value of its query. */
export function filledUrl(template: string, fields: Fields): string {
	return filled(template, fields, encodeURIComponent);
}

/**
 * A body of its type. JSON and forms are read first and filled in their texts, so that a value stays the value it is.
 * @throws SyntaxError for a template that is not JSON where it should be
 */
export function filledBody(template: string, type: BodyType, fields: Fields): string {
	switch (type) {
		case 'json':
			return JSON.stringify(JSON.parse(template), (_, value: unknown) =>
				typeof value === 'string' ? filled(value, fields) : value
			);
		case 'form':
			return new URLSearchParams(
				[...new URLSearchParams(template)].map(([name, value]) => [name, filled(value, fields)])
			).toString();
		case 'xml':
			return filled(template, fields, escapedXml);
		case 'text':
			return filled(template, fields);
	}
}

/** For the text of an element or a quoted attribute; XML 1.0 has no form for most of what controls. */
function escapedXml(text: string): string {
	return text
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ')
		.replace(/[&<>"'\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
