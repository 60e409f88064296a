import { expect, it } from 'vitest';
import { firstConfig, type Whereabouts } from '../../../src/lib/server/config/first-monitor.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';

const HERE: Whereabouts = {
	host: '0.0.0.0',
	port: 3000,
	origin: 'https://status.example',
	basePath: '',
	privateTargets: 'allow'
};

function asked(settings: Partial<Whereabouts>): unknown {
	return (firstConfig({ ...HERE, ...settings }, PROBES).monitors[0]?.target as { url: string }).url;
}

it('watches Gatehouse itself, on the page for all to see', () => {
	const { monitors, page } = firstConfig(HERE, PROBES);
	expect(page.title).toBe('Status');
	expect(monitors).toHaveLength(1);
	expect(monitors[0]).toMatchObject({ key: 'gatehouse', name: 'Gatehouse', kind: 'http', isPublic: true });
});

it.each([
	['wherever it listens', {}, 'http://127.0.0.1:3000/healthz'],
	['on every address of IPv6', { host: '::' }, 'http://127.0.0.1:3000/healthz'],
	['on one address', { host: '192.0.2.7', port: 80 }, 'http://192.0.2.7:80/healthz'],
	['on one address of IPv6', { host: '::1' }, 'http://[::1]:3000/healthz'],
	['below a path', { basePath: '/status' }, 'http://127.0.0.1:3000/status/healthz'],
	[
		'where local addresses are forbidden',
		{ privateTargets: 'deny' as const },
		'https://status.example/healthz'
	]
])('asks itself %s', (_, settings, url) => {
	expect(asked(settings)).toBe(url);
});
