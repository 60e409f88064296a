/** Who signs an answer: told by the server header alone, where there is no page that could be somebody else's. */
import type { Answer } from './answer.ts';
import type { Vendor } from './vendors.ts';

const SERVERS: readonly (readonly [name: RegExp, vendor: Vendor])[] = [
	[/^openresty/i, 'openresty'],
	[/^nginx/i, 'nginx'],
	[/^tengine/i, 'tengine'],
	[/^apache(?:\/|$| )/i, 'apache-httpd'],
	[/^litespeed/i, 'litespeed'],
	[/^microsoft-iis/i, 'iis'],
	[/^haproxy/i, 'haproxy'],
	[/^jetty/i, 'jetty'],
	[/^gunicorn/i, 'gunicorn'],
	[/^traefik/i, 'traefik'],
	[/^istio-envoy/i, 'istio'],
	[/^envoy/i, 'envoy'],
	[/^varnish/i, 'varnish'],
	[/^squid/i, 'squid'],
	[/^kong/i, 'kong']
];

/** An empty answer was written by whoever signs it; a page of its own may come from anybody behind. */
export function serverOf({ body, headers }: Answer): Vendor | null {
	if (body.trim() !== '') return null;
	const server = headers.get('server') ?? '';
	return SERVERS.find(([name]) => name.test(server))?.[1] ?? null;
}
