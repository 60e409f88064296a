/** `node src/cli/tool.js start`: looks at the runtime before it loads the tool of that name, which is TypeScript. */
import { existsSync } from 'node:fs';
import { nodeFault } from './node-version.js';

const fault = existsSync(new URL('../../node_modules', import.meta.url))
	? nodeFault(process.versions.node)
	: 'The packages of Gatehouse are not installed yet: run "npm ci" first.';
if (fault !== null) {
	console.error(fault);
	process.exitCode = 1;
} else {
	const [name] = process.argv.splice(2, 1);
	await import(`./${name}.ts`);
}
