/** What is watched when nothing is configured yet: Gatehouse itself, so that the page is never empty. */
import type { Config } from '../../domain/config.ts';
import type { ProbeKind } from '../probes/probe.ts';
import { checkConfig } from './check.ts';

/**
 * @param address where this process answers, such as `http://127.0.0.1:3000`
 * @throws Error when the built-in text is not a good configuration, which a test would have shown
 */
export function firstConfig(address: string, probes: Readonly<Record<string, ProbeKind>>): Config {
	const text = JSON.stringify({
		monitors: [{ key: 'gatehouse', name: 'Gatehouse', type: 'http', url: `${address}/healthz`, every: '30s' }]
	});
	const { config, faults } = checkConfig(text, {}, probes);
	if (!config) throw new Error(faults.map(({ message }) => message).join(' '));
	return config;
}
