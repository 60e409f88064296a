/** Reads the `.upptimerc.yml` of Upptime: its sites. */
import { compact, listIn, numberIn, textIn, type Imported, type Raw } from './imported.ts';

export function readUpptime(document: Raw): Imported[] {
	return listIn(document.sites).map(readOne);
}

function readOne(raw: Raw): Imported {
	const url = textIn(raw, 'url') ?? '';
	const name = textIn(raw, 'name') ?? (url === '' ? 'Without a name' : url);
	const notes: string[] = [];
	if (/\$[A-Z_]+/.test(JSON.stringify(raw))) {
		notes.push('It takes a value from a secret of the repository: put the value in place of it.');
	}
	const check = textIn(raw, 'check');
	if (check === 'tcp-ping' || check === 'ws') {
		if (check === 'ws') notes.push('Its web socket is only connected to.');
		const { hostname = url } = URL.parse(url.includes('://') ? url : `tcp://${url}`) ?? {};
		const port = numberIn(raw, 'port') ?? 443;
		return { name, entry: compact({ name, type: 'tcp', host: hostname, port }), notes };
	}
	const slowest = numberIn(raw, 'maxResponseTime');
	const entry = {
		name,
		type: 'http',
		url,
		method: textIn(raw, 'method'),
		headers: headersOf(raw),
		body: textIn(raw, 'body'),
		verify: raw.__dangerous__insecure === true ? false : undefined,
		expect: {
			status: Array.isArray(raw.expectedStatusCodes) ? raw.expectedStatusCodes : undefined,
			body: {
				contains: textIn(raw, '__dangerous__body_down_if_text_missing'),
				excludes: textIn(raw, '__dangerous__body_down')
			},
			within: slowest === undefined ? undefined : { degraded: `${slowest}ms` }
		}
	};
	return { name, entry: compact(entry), notes };
}

/** `- "accept: text/html"` */
function headersOf(raw: Raw): Raw | undefined {
	const lines = Array.isArray(raw.headers) ? raw.headers.map(String) : [];
	const headers = lines.flatMap((line): [string, string][] => {
		const [, key, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
		return key === undefined || value === undefined ? [] : [[key, value]];
	});
	return headers.length > 0 ? Object.fromEntries(headers) : undefined;
}
