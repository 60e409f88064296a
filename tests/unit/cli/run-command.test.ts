import { expect, it } from 'vitest';
import { runCommand } from '../../../src/cli/run-command.ts';

const node = (script: string, timeoutMs = 15_000, env: Record<string, string> = {}) =>
	runCommand(process.execPath, ['-e', script], { timeoutMs, env, output: 'quiet' });

it('keeps what a command prints, on either stream, and its exit code', async () => {
	const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
	expect(result).toMatchObject({ code: 3, isTimedOut: false, isMissing: false });
	expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out']);
});

it('adds to the environment and puts the pinned tools first', async () => {
	const { output } = await node("console.log(process.env.WORD + ' ' + process.env.PATH)", 15_000, {
		WORD: 'hi'
	});
	expect(output).toMatch(/^hi \S*node_modules[/\\]\.bin/);
});

it('gives a command no input to wait for', async () => {
	expect(await node("process.stdin.on('end', () => process.exit(0)).resume()")).toMatchObject({ code: 0 });
});

it('ends what takes too long, with everything that it started', async () => {
	const child =
		"require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)'], {stdio: 'inherit'})";
	const result = await node(`${child}; setInterval(() => {}, 1e3)`, 500);
	expect(result).toMatchObject({ code: null, isTimedOut: true });
});

it('says that there is no such command', async () => {
	const result = await runCommand('no-such-command-here', [], { timeoutMs: 5_000, output: 'quiet' });
	expect(result).toMatchObject({ code: null, isMissing: true, isTimedOut: false });
});
