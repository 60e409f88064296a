/** Reads what a verb was asked with: one file, or named options, and a sentence for anything else. */
import { parseArgs } from 'node:util';
import { UsageFault } from './terminal.ts';

/** @throws UsageFault unless exactly one file is named */
export function oneFile(verb: string, args: string[]): string {
	const { positionals } = parsed(args, {});
	const [file, second] = positionals;
	if (file === undefined || second !== undefined) throw new UsageFault(`${verb} takes one file.`);
	return file;
}

/** The values of options that take a text. @throws UsageFault for others */
export function options<Name extends string>(
	args: string[],
	...names: Name[]
): Partial<Record<Name, string>> {
	const taken = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
	const { values, positionals } = parsed(args, taken);
	if (positionals.length > 0)
		throw new UsageFault(`"${positionals[0]}" stands alone; options begin with --.`);
	return values as Partial<Record<Name, string>>;
}

function parsed(args: string[], taken: Record<string, { type: 'string' }>) {
	try {
		return parseArgs({ args, options: taken, allowPositionals: true });
	} catch (error) {
		throw new UsageFault((error as Error).message);
	}
}
