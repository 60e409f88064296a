/** Finds the verb that was asked for; an unknown one is answered with those that there are. */
import { nearest } from '../../lib/server/config/nearest.ts';
import { SettingsFault } from '../../lib/server/settings.ts';
import { loadEnvFile } from '../../lib/server/settings/env-file.ts';
import { backupVerb } from './backup.ts';
import { checkConfigVerb } from './check-config.ts';
import { createAdminVerb } from './create-admin.ts';
import { createKeyVerb } from './create-key.ts';
import { diagnoseVerb } from './diagnose.ts';
import { reportVerb } from './report.ts';
import { restoreVerb } from './restore.ts';
import { exportVerb } from './export.ts';
import { importVerb } from './import.ts';
import { EXIT, UsageFault, type Terminal, type Verb } from './terminal.ts';

const VERBS: ReadonlyMap<string, Verb> = new Map([
	['check-config', checkConfigVerb],
	['create-admin', createAdminVerb],
	['create-key', createKeyVerb],
	['export', exportVerb],
	['import', importVerb],
	['backup', backupVerb],
	['restore', restoreVerb],
	['report', reportVerb],
	['diagnose', diagnoseVerb]
]);

/** @returns the exit code of the process */
export async function dispatch([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
	if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
		for (const line of overview()) terminal.out(line);
		return EXIT.ok;
	}
	const verb = VERBS.get(name);
	if (!verb) {
		terminal.err(unknownVerb(name));
		for (const line of overview()) terminal.err(line);
		return EXIT.usage;
	}
	try {
		loadEnvFile(terminal.env);
		return await verb.run(args, terminal);
	} catch (error) {
		if (!(error instanceof UsageFault) && !(error instanceof SettingsFault)) throw error;
		terminal.err(error.message);
		if (error instanceof UsageFault) terminal.err(`Usage: npm run gatehouse -- ${verb.usage}`);
		return EXIT.usage;
	}
}

function unknownVerb(name: string): string {
	const meant = nearest(name, [...VERBS.keys()]);
	return `There is no verb "${name}"${meant ? `; did you mean "${meant}"?` : '.'}`;
}

function overview(): string[] {
	const lines = [...VERBS.values()].map(({ usage, about }) => `  ${usage}\n      ${about}`);
	return ['Usage: npm run gatehouse -- VERB, where VERB is one of', ...lines];
}
