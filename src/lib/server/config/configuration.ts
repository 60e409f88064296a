/** Reads the config file that the settings name; a file with faults yields all of them and no configuration. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../domain/config.ts';
import { PROBES } from '../probes/index.ts';
import type { Settings } from '../settings.ts';
import { checkConfig, type Checked } from './check.ts';
import type { Fault } from './document.ts';
import { firstConfig, type Whereabouts } from './first-monitor.ts';

/** A config file that cannot be used; the message lists every fault on a line of its own. */
export class ConfigFault extends Error {
	readonly faults: Fault[];
	constructor(file: string, faults: Fault[]) {
		super(faults.map((fault) => faultLine(file, fault)).join('\n'));
		this.faults = faults;
	}
}

/** `gatehouse.yaml:12:5 monitors[0].url: …` */
export function faultLine(file: string, { line, column, path: at, message }: Fault): string {
	return `${file}:${line}:${column} ${at === '' ? '' : `${at}: `}${message}`;
}

/** The config file in use; null where there was none at the start. */
export function configFileOf({ configFile }: Pick<Settings, 'configFile'>): string | null {
	return configFile;
}

/**
 * Reads the config file, or makes up the first configuration where there is none.
 * @throws ConfigFault with every fault of the file
 */
export function readConfig(settings: Whereabouts & Pick<Settings, 'configFile'>): Config {
	const file = settings.configFile;
	if (file === null) return firstConfig(settings, PROBES);
	const { config, faults } = checkConfigFile(file, process.env);
	if (!config) throw new ConfigFault(path.relative(process.cwd(), file) || file, faults);
	return config;
}

/** Checks a file; one that cannot be read has that as its only fault. */
export function checkConfigFile(file: string, env: Record<string, string | undefined>): Checked {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
		return checkConfig(text, { env, probes: PROBES });
	} catch (error) {
		const message = unreadable((error as NodeJS.ErrnoException).code);
		if (message === null) throw error;
		return { faults: [{ line: 1, column: 1, path: '', message }] };
	}
}

function unreadable(code: string | undefined): string | null {
	if (code === 'ENOENT') return 'The config file is not there.';
	if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'The config file is not UTF-8 text.';
	if (code === 'EISDIR') return 'This is a folder; the config file is a file.';
	return code === 'EACCES' || code === 'EPERM' ? 'The config file may not be read by this user.' : null;
}
