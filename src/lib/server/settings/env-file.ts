/** Reads a `.env` file into the environment: a convenience for people, which never overrules the real environment. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SettingsFault } from '../settings.ts';

/**
 * Sets what the file names and the environment lacks. No file is no fault.
 * @throws SettingsFault when the file is there and cannot be read
 */
export function loadEnvFile(env: Record<string, string | undefined>, file = '.env'): void {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return;
		throw new SettingsFault(`${file} is there and cannot be read (${code ?? String(error)}).`);
	}
	for (const [name, value] of Object.entries(parseEnv(text))) env[name] ??= value;
}
