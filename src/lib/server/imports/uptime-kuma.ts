/** Reads the JSON backup of Uptime Kuma. */
import {
	compact,
	isRaw,
	listIn,
	numberIn,
	seconds,
	textIn,
	unknownKind,
	type Imported,
	type Raw
} from './imported.ts';

export function readUptimeKuma(backup: Raw): Imported[] {
	return listIn(backup.monitorList).map(readOne);
}

function readOne(raw: Raw): Imported {
	const name = textIn(raw, 'name') ?? 'Without a name';
	const type = textIn(raw, 'type') ?? '';
	const notes: string[] = [];
	if (raw.upsideDown === true) notes.push('It was turned upside down there; here it is not.');
	if (raw.active === false || raw.active === 0) notes.push('It was paused there; here it is watched.');
	if (raw.proxyId) notes.push('It was asked through a proxy there; here it is asked directly.');
	const retries = numberIn(raw, 'maxretries');
	const common = {
		name,
		every: seconds(numberIn(raw, 'interval')),
		timeout: seconds(numberIn(raw, 'timeout')),
		confirm: retries === undefined ? undefined : Math.min(20, retries + 1),
		retry: retries === undefined ? undefined : seconds(numberIn(raw, 'retryInterval')),
		tags: tagsOf(raw)
	};
	const host = textIn(raw, 'hostname');
	const port = numberIn(raw, 'port');
	const own = ((): Raw | null => {
		switch (type) {
			case 'http':
			case 'keyword':
			case 'json-query':
				return web(raw, type, notes);
			case 'port':
				return { type: 'tcp', host, port };
			case 'ping':
				return { type: 'ping', host };
			case 'dns':
				return {
					type: 'dns',
					name_to_resolve: host,
					record: textIn(raw, 'dns_resolve_type'),
					resolver: textIn(raw, 'dns_resolve_server')?.split(',')[0]?.trim()
				};
			case 'push':
				return { type: 'heartbeat', token: textIn(raw, 'pushToken') };
			default:
				return null;
		}
	})();
	if (own === null) return unknownKind(name, type);
	if (type === 'push' && !/^[A-Za-z0-9_-]{16,128}$/.test(textIn(raw, 'pushToken') ?? '')) {
		delete own.token;
		notes.push('Its token is too short to be safe; a new one is drawn, so that its job has to be told.');
	}
	if (type === 'push') Object.assign(common, { timeout: undefined, confirm: undefined, retry: undefined });
	return { name, entry: compact({ ...common, ...own }), notes };
}

function web(raw: Raw, type: string, notes: string[]): Raw {
	const keyword = type === 'keyword' ? textIn(raw, 'keyword') : undefined;
	const path = type === 'json-query' ? textIn(raw, 'jsonPath') : undefined;
	if (path !== undefined) {
		notes.push('JSON paths are read as RFC 9535 here; look whether the path means the same.');
	}
	const user = textIn(raw, 'basic_auth_user');
	const isBasic = user !== undefined && (textIn(raw, 'authMethod') ?? 'basic') === 'basic';
	if (textIn(raw, 'authMethod') !== undefined && !isBasic) notes.push('How it signed in is not taken over.');
	const redirects = Number(raw.maxredirects ?? Number.NaN);
	return {
		type: 'http',
		url: textIn(raw, 'url'),
		method: textIn(raw, 'method'),
		headers: headersOf(raw, notes),
		body: textIn(raw, 'body'),
		auth: isBasic ? { basic: { username: user, password: textIn(raw, 'basic_auth_pass') ?? '' } } : undefined,
		redirects: Number.isInteger(redirects) ? Math.min(20, redirects) : undefined,
		verify: raw.ignoreTls === true || raw.ignoreTls === 1 ? false : undefined,
		expect: {
			status: Array.isArray(raw.accepted_statuscodes) ? raw.accepted_statuscodes : undefined,
			body: keyword === undefined ? undefined : { [raw.invertKeyword ? 'excludes' : 'contains']: keyword },
			json: path === undefined ? undefined : { [path.startsWith('$') ? path : `$.${path}`]: expectedOf(raw) }
		}
	};
}

function expectedOf(raw: Raw): unknown {
	const text = textIn(raw, 'expectedValue') ?? '';
	return /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(text) ? (JSON.parse(text) as unknown) : text;
}

function headersOf(raw: Raw, notes: string[]): Raw | undefined {
	const text = textIn(raw, 'headers');
	if (text === undefined) return undefined;
	try {
		const headers: unknown = JSON.parse(text);
		if (isRaw(headers)) {
			return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
		}
	} catch {
		// said below
	}
	notes.push('Its headers could not be read and are left out.');
	return undefined;
}

function tagsOf(raw: Raw): string[] | undefined {
	const tags = listIn(raw.tags).flatMap((tag) => {
		const name = textIn(tag, 'name');
		const value = textIn(tag, 'value');
		return name === undefined ? [] : [value === undefined ? name : `${name}: ${value}`];
	});
	return tags.length > 0 ? tags : undefined;
}
