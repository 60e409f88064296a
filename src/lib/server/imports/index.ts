/** Reads what somebody pasted, of whatever it is: our own file, a backup or a file of another program, or a list of addresses. */
import { parse } from 'yaml';
import { ConfigDocument } from '../config/document.ts';
import { readGatus } from './gatus.ts';
import { isRaw, listIn, textIn, type Imported, type Raw } from './imported.ts';
import { readUptimeKuma } from './uptime-kuma.ts';
import { readUpptime } from './upptime.ts';
import { readUrlList } from './url-list.ts';

export type { Imported } from './imported.ts';

export interface Reading {
	/** What it was taken for. */
	format: string;
	found: Imported[];
	/** What is wrong with the text as a whole; null where it could be read. */
	fault: string | null;
}

export function readImport(text: string): Reading {
	const document = structureOf(text);
	if (!document) return { format: 'a list of addresses', found: readUrlList(text), fault: null };
	if (Array.isArray(document.monitorList)) return whole('a backup of Uptime Kuma', readUptimeKuma(document));
	if (Array.isArray(document.endpoints) || Array.isArray(document['external-endpoints'])) {
		return whole('a file of Gatus', readGatus(document));
	}
	if (Array.isArray(document.sites)) return whole('a file of Upptime', readUpptime(document));
	if (Array.isArray(document.monitors)) return readOwn(text);
	const fault =
		'It has none of "monitors" (Gatehouse), "monitorList" (Uptime Kuma), "endpoints" (Gatus) and "sites" (Upptime).';
	return { format: 'YAML', found: [], fault };
}

const whole = (format: string, found: Imported[]): Reading => ({ format, found, fault: null });

/** The document where the text is one with keys; null for plain lines. */
function structureOf(text: string): Raw | null {
	try {
		const value: unknown = parse(text, { maxAliasCount: 1_000 });
		// "https://…" on lines of their own is one long text to YAML; `name: address` lines are keys without a list
		return isRaw(value) && Object.values(value).some((inner) => typeof inner === 'object') ? value : null;
	} catch {
		return null;
	}
}

/** Values of the environment are not put in: they are this machine's, not those of whoever imports. */
function readOwn(text: string): Reading {
	const document = new ConfigDocument(text, {});
	const entries = isRaw(document.value) ? listIn(document.value.monitors) : [];
	const found = entries.map((entry): Imported => {
		const needs = [...new Set(JSON.stringify(entry).match(/\$\{[^}]*\}/g) ?? [])];
		const notes = needs.map((name) => `It needs the value of ${name}: write it in place of that.`);
		return { name: textIn(entry, 'name') ?? textIn(entry, 'key') ?? 'Without a name', entry, notes };
	});
	const broken = document.faults.find(({ path }) => path === '');
	return { format: 'a file of Gatehouse', found, fault: broken?.message ?? null };
}
