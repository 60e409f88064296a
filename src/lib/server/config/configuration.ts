/** The configuration in force: read at the start, read again on demand; a file with faults changes nothing. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../domain/config.ts';
import { PROBES } from '../probes/index.ts';
import type { Settings } from '../settings.ts';
import { checkConfig } from './check.ts';
import type { Fault } from './document.ts';
import { firstConfig } from './first-monitor.ts';

const DEFAULT_FILE = 'gatehouse.yaml';

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

/** The config file in use; null where there is none and none was asked for. */
export function configFileOf({ configFile }: Pick<Settings, 'configFile'>): string | null {
	if (configFile !== null) return path.resolve(configFile);
	return existsSync(DEFAULT_FILE) ? path.resolve(DEFAULT_FILE) : null;
}

/**
 * Reads the config file, or makes up the first configuration where there is none.
 * @throws ConfigFault with every fault of the file
 */
export function readConfig(settings: Pick<Settings, 'configFile' | 'port' | 'basePath'>): Config {
	const file = configFileOf(settings);
	if (file === null) return firstConfig(`http://127.0.0.1:${settings.port}${settings.basePath}`, PROBES);
	const shown = path.relative(process.cwd(), file) || file;
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
		throw new ConfigFault(shown, [{ line: 1, column: 1, path: '', message: `The config file ${reason}.` }]);
	}
	const { config, faults } = checkConfig(text, process.env, PROBES);
	if (!config) throw new ConfigFault(shown, faults);
	return config;
}
