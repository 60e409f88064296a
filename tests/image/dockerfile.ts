/** Reads a Dockerfile as far as ours goes, so that its steps can be played through where there is no Docker. */

export interface Instruction {
	name: string;
	rest: string;
}

export interface Stage {
	/** What a later stage copies from; the last one has no name. */
	name: string;
	image: string;
	instructions: Instruction[];
}

/** The stages of a Dockerfile, in order. */
export function readStages(text: string): Stage[] {
	const lines = text
		.replace(/^\s*#.*$/gm, '')
		.replace(/\\\n\s*/g, '')
		.split('\n')
		.filter((line) => line.trim() !== '');
	const stages: Stage[] = [];
	for (const line of lines) {
		const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
		const from = name === 'FROM' ? /^(\S+)(?: AS (\S+))?$/.exec(rest) : null;
		if (from) stages.push({ image: from[1] ?? '', name: from[2] ?? '', instructions: [] });
		else stages.at(-1)?.instructions.push({ name, rest });
	}
	return stages;
}

/** The words of an ENV or ARG line as names and values, `$NAME` filled in from what is known. */
export function assignments(rest: string, known: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		rest.split(/\s+/).map((word) => {
			const [name = '', value = ''] = word.split(/=(.*)/s);
			return [name, value.replace(/\$(\w+)/g, (_, variable: string) => known[variable] ?? '')];
		})
	);
}

/** Whether a file of the project reaches the build, by the lines of `.dockerignore`. */
export function isSent(file: string, ignore: string): boolean {
	const patterns = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
	return !patterns.some((pattern) =>
		pattern.includes('*')
			? !file.includes('/') && file.endsWith(pattern.slice(1))
			: file === pattern || file.startsWith(`${pattern}/`)
	);
}
