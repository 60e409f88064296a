/** Reads a pasted list, one a line: an address, a host, or a host and a port; a name may stand before it. */
import type { Imported } from './imported.ts';

const ADDRESS = /^(?:https?:\/\/\S+)$/i;
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/\S*)?$/i;

export function readUrlList(text: string): Imported[] {
	return text.split(/\r?\n/).flatMap((line): Imported[] => {
		const trimmed = line.trim();
		if (trimmed === '' || trimmed.startsWith('#')) return [];
		const [, before, last = trimmed] = /^(.*?)[\s,;|]+(\S+)$/.exec(trimmed) ?? [];
		const name = before?.trim().replace(/^["']|["']$/g, '');
		return [readOne(last.replace(/^["']|["']$/g, ''), name)];
	});
}

function readOne(target: string, given: string | undefined): Imported {
	const name = given === undefined || given === '' ? nameOf(target) : given;
	if (ADDRESS.test(target)) return { name, entry: { name, type: 'http', url: target }, notes: [] };
	const [, host = '', port] = /^([^/:]+):(\d{1,5})$/.exec(target) ?? [];
	if (port !== undefined) return { name, entry: { name, type: 'tcp', host, port: Number(port) }, notes: [] };
	if (HOST.test(target) && target.includes('.')) {
		const url = `https://${target}${target.includes('/') ? '' : '/'}`;
		return { name, entry: { name, type: 'http', url }, notes: [`Taken as ${url}`] };
	}
	return { name: target, entry: null, notes: ['This is no address such as https://shop.example/.'] };
}

function nameOf(target: string): string {
	const url = URL.parse(target);
	if (!url) return target;
	return `${url.host}${url.pathname === '/' ? '' : url.pathname}`.slice(0, 200);
}
