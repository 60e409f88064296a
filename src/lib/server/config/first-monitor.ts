/** What is watched when nothing is configured yet: Gatehouse itself, so that the page is never empty. */
import type { Config } from '../../domain/config.ts';
import type { Settings } from '../settings.ts';
import { checkConfig } from './check.ts';
import type { Probes } from './monitors.ts';

/** What tells where this process answers. */
export type Whereabouts = Pick<Settings, 'host' | 'port' | 'origin' | 'basePath' | 'privateTargets'>;

/** @throws Error when the built-in text is not a good configuration, which a test would have shown */
export function firstConfig(settings: Whereabouts, probes: Probes): Config {
	const url = `${ownAddress(settings)}${settings.basePath}/healthz`;
	const text = JSON.stringify({
		monitors: [{ key: 'gatehouse', name: 'Gatehouse', type: 'http', url, every: '30s' }]
	});
	const { config, faults } = checkConfig(text, { env: {}, probes });
	if (!config) throw new Error(faults.map(({ message }) => message).join(' '));
	return config;
}

/** Where it can ask itself: past every proxy, unless local addresses are forbidden to it. */
export function ownAddress({ host, port, origin, privateTargets }: Whereabouts): string {
	if (privateTargets === 'deny') return origin;
	const isEverywhere = host === '0.0.0.0' || host === '::';
	const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
	return `http://${name}:${port}`;
}
