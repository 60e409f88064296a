/** Reads evidence that others wrote down: whatever its small differences, the diagnosis gets the one shape it knows. */
import type { Evidence, EvidenceError, Redirect } from '../../lib/domain/evidence.ts';

type Loose = Partial<Record<string, unknown>>;

/** Errors nest as deep as runtimes wrap them; deeper ones tell nothing more. */
const DEEPEST_CAUSE = 8;

/** @param document an object as JSON gives it; missing parts become empty ones */
export function evidenceFrom(document: Loose): Evidence {
	const { url, method, status, statusText, httpVersion, headers, body, error, redirects, finalUrl } =
		document;
	return {
		...pickKnown(document),
		url: textOf(url),
		method: typeof method === 'string' ? method : 'GET',
		status: statusOf(status),
		statusText: textOf(statusText),
		httpVersion: typeof httpVersion === 'string' ? httpVersion : null,
		headers: headersOf(headers),
		body: textOf(body),
		error: errorOf(error),
		redirects: redirectsOf(redirects),
		...(typeof finalUrl === 'string' ? { finalUrl } : {})
	};
}

/** What needs no repair, since it is either of the right sort or left out. */
function pickKnown({ bodyBytes, isBodyTruncated, address, unmetExpectation }: Loose): Partial<Evidence> {
	return {
		...(typeof bodyBytes === 'number' ? { bodyBytes } : {}),
		...(typeof isBodyTruncated === 'boolean' ? { isBodyTruncated } : {}),
		...(typeof address === 'string' ? { address } : {}),
		...(typeof unmetExpectation === 'string' ? { unmetExpectation } : {})
	};
}

function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' ? value : JSON.stringify(value);
}

/** 502, "502" and "HTTP/1.1 502 Bad Gateway" are the same; 0 is how some tools write that no answer came. */
function statusOf(value: unknown): number | null {
	const digits = /^(?:HTTP\/\S+ )?(\d{3})(?: |$)/.exec(String(value ?? '').trim())?.[1];
	return digits === undefined ? null : Number(digits) || null;
}

/** `{ name: value }`, `{ name: [values] }`, `[[name, value]]`, `[{ name, value }]` and raw `name: value` lines. */
function headersOf(value: unknown): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [name, content] of headerPairs(value)) {
		const text = Array.isArray(content) ? content.map(textOf).join(', ') : textOf(content);
		const key = textOf(name).toLowerCase().trim();
		if (key === '' || key === '__proto__') continue;
		found[key] = key in found ? `${found[key]}, ${text}` : text;
	}
	return found;
}

function headerPairs(value: unknown): [unknown, unknown][] {
	if (typeof value === 'string') {
		return value
			.split(/\r?\n/)
			.map((line) => /^([^:\s]+):\s*(.*)$/.exec(line))
			.flatMap((match): [unknown, unknown][] => (match ? [[match[1], match[2]]] : []));
	}
	if (!Array.isArray(value)) return Object.entries(asObject(value));
	return value.map((one: unknown): [unknown, unknown] =>
		Array.isArray(one) ? [one[0], one[1]] : [asObject(one).name ?? asObject(one).key, asObject(one).value]
	);
}

function errorOf(value: unknown, depth = 0): EvidenceError | null {
	if (value === undefined || value === null || value === '' || depth > DEEPEST_CAUSE) return null;
	if (typeof value !== 'object') return { message: textOf(value) };
	const { cause, errors, message, ...rest } = asObject(value);
	// one attempt per address: an AggregateError says nothing itself, its first part does
	const inner = errorOf(cause ?? (Array.isArray(errors) ? errors[0] : null), depth + 1);
	const fields = Object.entries(rest).filter(
		([, field]) => typeof field === 'string' || typeof field === 'number'
	);
	return { ...Object.fromEntries(fields), message: textOf(message), ...(inner ? { cause: inner } : {}) };
}

function redirectsOf(value: unknown): Redirect[] {
	if (!Array.isArray(value)) return [];
	return value.map((one: unknown) => {
		if (typeof one === 'string') return { status: 302, location: one };
		const { status, location, url } = asObject(one);
		const from = typeof url === 'string' ? { url } : {};
		return { status: statusOf(status) ?? 302, location: textOf(location ?? url), ...from };
	});
}

function asObject(value: unknown): Loose {
	return typeof value === 'object' && value !== null ? value : {};
}
