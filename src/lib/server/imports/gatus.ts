/** Reads the YAML of Gatus: its endpoints and, as far as they say something we can ask, their conditions. */
import { compact, isRaw, listIn, textIn, unknownKind, type Imported, type Raw } from './imported.ts';

export function readGatus(document: Raw): Imported[] {
	return [
		...listIn(document.endpoints).map(readOne),
		...listIn(document['external-endpoints']).map(readExternal)
	];
}

function readOne(raw: Raw): Imported {
	const name = textIn(raw, 'name') ?? 'Without a name';
	const url = textIn(raw, 'url') ?? '';
	const notes: string[] = [];
	if (raw.enabled === false) notes.push('It was switched off there; here it is watched.');
	const client = isRaw(raw.client) ? raw.client : {};
	const common = {
		name,
		group: textIn(raw, 'group'),
		every: textIn(raw, 'interval'),
		timeout: textIn(client, 'timeout')
	};
	const own = ownOf(raw, url, client);
	if (own === null) return unknownKind(name, url.split(':')[0] ?? url);
	const expect: Raw = {};
	for (const condition of Array.isArray(raw.conditions) ? raw.conditions : []) {
		if (!takeCondition(String(condition), own.type as string, expect)) {
			notes.push(`The condition "${String(condition)}" has no counterpart here and is left out.`);
		}
	}
	return { name, entry: compact({ ...common, ...own, expect }), notes };
}

function ownOf(raw: Raw, url: string, client: Raw): Raw | null {
	const verify = client.insecure === true ? false : undefined;
	if (isRaw(raw.dns)) {
		return {
			type: 'dns',
			name_to_resolve: textIn(raw.dns, 'query-name')?.replace(/\.$/, ''),
			record: textIn(raw.dns, 'query-type'),
			resolver: url
		};
	}
	if (/^https?:/i.test(url)) {
		const headers = isRaw(raw.headers)
			? Object.fromEntries(Object.entries(raw.headers).map(([key, value]) => [key, String(value)]))
			: undefined;
		const redirects = client['ignore-redirect'] === true ? 0 : undefined;
		return {
			type: 'http',
			url,
			method: textIn(raw, 'method'),
			headers,
			body: textIn(raw, 'body'),
			redirects,
			verify
		};
	}
	const [, scheme = '', host = '', port] = /^([a-z]+):\/\/([^:/]+)(?::(\d+))?/i.exec(url) ?? [];
	if (scheme === 'tcp') return { type: 'tcp', host, port: Number(port) };
	if (scheme === 'tls') return { type: 'tls', host, port: port ? Number(port) : undefined, verify };
	if (scheme === 'icmp') return { type: 'ping', host };
	return null;
}

function readExternal(raw: Raw): Imported {
	const name = textIn(raw, 'name') ?? 'Without a name';
	const heartbeat = isRaw(raw.heartbeat) ? raw.heartbeat : {};
	const token = textIn(raw, 'token');
	const isGood = token !== undefined && /^[A-Za-z0-9_-]{16,128}$/.test(token);
	return {
		name,
		entry: compact({
			name,
			group: textIn(raw, 'group'),
			type: 'heartbeat',
			every: textIn(heartbeat, 'interval'),
			token: isGood ? token : undefined
		}),
		notes: ['Its job has to call another address.']
	};
}

/** Takes over what a condition asks for; false where there is nothing like it here. */
function takeCondition(text: string, type: string, expect: Raw): boolean {
	const [, left = '', operator = '', right = ''] =
		/^\s*(\[[A-Z_]+\]\S*)\s*(==|!=|<=|>=|<|>)\s*(.+?)\s*$/.exec(text) ?? [];
	if (left === '[CONNECTED]') return operator === '==' && right === 'true';
	if (left === '[CERTIFICATE_EXPIRATION]' && operator === '>' && (type === 'http' || type === 'tls')) {
		expect.certificate = right;
		return true;
	}
	if (type === 'dns')
		return left === '[DNS_RCODE]' ? right === 'NOERROR' : takeAnswer(left, operator, right, expect);
	if (type !== 'http') return false;
	if (left === '[STATUS]') return takeStatus(operator, right, expect);
	if (left === '[RESPONSE_TIME]' && /^<=?$/.test(operator) && /^\d+$/.test(right)) {
		expect.within = { down: `${right}ms` };
		return true;
	}
	if (left === '[BODY]' && operator === '==') return takeBody(right, expect);
	const [, path] = /^\[BODY\]\.(.+)$/.exec(left) ?? [];
	if (path === undefined || operator !== '==' || /^[a-z]+\(/.test(right)) return false;
	expect.json = { ...(expect.json as Raw | undefined), [`$.${path}`]: plainOf(right) };
	return true;
}

function takeStatus(operator: string, right: string, expect: Raw): boolean {
	const [, list] = /^any\((.+)\)$/.exec(right) ?? [];
	const codes = (list ?? right).split(',').map((one) => Number(one.trim()));
	if (codes.some((code) => !Number.isInteger(code) || code < 100 || code > 599)) return false;
	const [code = 0] = codes;
	if (operator === '==') expect.status = codes;
	else if (list !== undefined) return false;
	else if (operator === '<' && code > 100) expect.status = [`100-${code - 1}`];
	else if (operator === '<=') expect.status = [`100-${code}`];
	else return false;
	return true;
}

function takeBody(right: string, expect: Raw): boolean {
	const [, pattern] = /^pat\((.+)\)$/.exec(right) ?? [];
	if (pattern === undefined) {
		if (/^[a-z]+\(/.test(right)) return false;
		expect.body = { equals: right };
		return true;
	}
	const [, inner] = /^\*([^*]+)\*$/.exec(pattern) ?? [];
	if (inner === undefined) return false;
	expect.body = { contains: inner };
	return true;
}

function takeAnswer(left: string, operator: string, right: string, expect: Raw): boolean {
	if (left !== '[BODY]' || operator !== '==' || right.includes('(')) return false;
	expect.answer = { contains: right };
	return true;
}

function plainOf(text: string): unknown {
	return /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(text) ? (JSON.parse(text) as unknown) : text;
}
