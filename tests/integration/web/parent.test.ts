import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const MODULE = path.resolve('src/lib/server/web/parent.ts');
const SERVER = `
	const { onParentGone } = await import(${JSON.stringify(MODULE)});
	onParentGone(() => { console.log('alone'); process.exit(0); });
	console.log('pid ' + process.pid);
	setInterval(() => {}, 1000);`;

it.skipIf(process.platform === 'win32')('hears that the shell in between is gone', async () => {
	// A shell that waits for it, as npm starts scripts.
	const script = `"${process.execPath}" --input-type=module -e '${SERVER.replaceAll("'", `'"'"'`)}'; true`;
	const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	let printed = '';
	const said = (text: string) =>
		new Promise<void>((resolve) => {
			const look = () => printed.includes(text) && resolve();
			shell.stdout.on('data', look);
			shell.stdout.once('close', look);
			look();
		});
	shell.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
	await said('pid ');
	shell.kill('SIGTERM');
	await said('alone');
	expect(printed).toMatch(/^pid \d+\nalone\n$/);
});
