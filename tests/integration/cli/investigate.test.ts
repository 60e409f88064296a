/** `diagnose URL --investigate`: the steps and the verdict for a person, and one document for a program. */
import { expect, it } from 'vitest';
import { diagnoseVerb } from '../../../src/cli/gatehouse/diagnose.ts';
import { UsageFault } from '../../../src/cli/gatehouse/terminal.ts';
import { webServer } from '../../support/servers/http.ts';

async function diagnose(...args: string[]): Promise<{ out: string[]; exit: number }> {
	const out: string[] = [];
	const env = { DATA_DIR: '/nowhere' };
	const exit = await diagnoseVerb.run(args, {
		out: (text) => out.push(text),
		err: (text) => out.push(text),
		env
	});
	return { out, exit };
}

const failing = () =>
	webServer((_, response) => response.writeHead(502, { 'retry-after': '1' }).end('broken'));

it('tells each step as it comes, and the verdict at the end', async () => {
	await using server = await failing();
	const { out, exit } = await diagnose(server.url, '--investigate');
	const text = out.join('\n');
	expect(exit).toBe(0);
	expect(text).toContain('Six requests at once\n  Sent 6 requests at the same time');
	expect(text).toContain('  => It does not depend on the browser or the device.');
	expect(out.at(-1)).toContain('cause: upstream-failure');
	expect(server.asked.length).toBeLessThanOrEqual(37);
});

it('is one line of JSON with the findings in it', async () => {
	await using server = await failing();
	const { out } = await diagnose(server.url, '--investigate', '--json');
	expect(out).toHaveLength(1);
	const document = JSON.parse(out[0] ?? '') as {
		cause: string;
		investigation: { findings: unknown[]; before: object };
	};
	expect(document).toMatchObject({
		cause: 'upstream-failure',
		investigation: { before: { cause: 'upstream-failure' } }
	});
	expect(document.investigation.findings).toHaveLength(12);
});

it('looks into nothing where all is well', async () => {
	await using server = await webServer((_, response) => response.end('welcome'));
	const { out } = await diagnose(server.url, '--investigate', '--json');
	expect(JSON.parse(out[0] ?? '')).toMatchObject({ kind: 'healthy', investigation: { findings: [] } });
	expect(server.asked).toHaveLength(1);
});

it('takes an address, not a file', async () => {
	await expect(diagnose('--evidence', 'x.json', '--investigate')).rejects.toThrow(UsageFault);
});
