/** `check-config FILE`: says whether a config file can be used, and if not, everything that is wrong with it. */
import { parseArgs } from 'node:util';
import type { Config } from '../../lib/domain/config.ts';
import { checkConfigFile, faultLine } from '../../lib/server/config/configuration.ts';
import { EXIT, printable, UsageFault, type Verb } from './terminal.ts';

export const checkConfigVerb: Verb = {
	usage: 'check-config FILE',
	about: 'Checks a config file and lists every fault with its line. Ends with 1 when there are any.',
	async run(args, { out, env }) {
		const file = fileOf(args);
		const { config, faults } = checkConfigFile(file, env);
		if (config) {
			out(`${file}: OK: ${contents(config)}`);
			return EXIT.ok;
		}
		for (const fault of faults) out(printable(faultLine(file, fault)));
		out(counted(faults.length, 'fault'));
		return EXIT.faults;
	}
};

function fileOf(args: string[]): string {
	let files: string[];
	try {
		files = parseArgs({ args, allowPositionals: true }).positionals;
	} catch (error) {
		throw new UsageFault((error as Error).message);
	}
	const [file, second] = files;
	if (file === undefined || second !== undefined) throw new UsageFault('check-config takes one file.');
	return file;
}

function contents({ monitors, components, channels, maintenance }: Config): string {
	return [
		counted(monitors.length, 'monitor'),
		counted(components.length, 'component'),
		counted(channels.length, 'channel'),
		counted(maintenance.length, 'maintenance window')
	].join(', ');
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
