import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkConfigVerb } from '../../../src/cli/gatehouse/check-config.ts';
import { EXIT } from '../../../src/cli/gatehouse/terminal.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-check-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(text: string | null, env: Record<string, string> = {}) {
	const file = path.join(folder, 'gatehouse.yaml');
	rmSync(file, { force: true });
	if (text !== null) writeFileSync(file, text);
	const lines: string[] = [];
	const say = (line: string) => void lines.push(line.replaceAll(file, 'FILE'));
	return { code: await checkConfigVerb.run([file], { out: say, err: say, env }), lines };
}

it('says what a good file holds', async () => {
	const { code, lines } = await check(`
monitors:
  - { key: a, name: A, type: tcp, host: a.example, port: 1 }
  - { key: b, name: B, type: tcp, host: b.example, port: 2 }
components: [{ key: phone, name: Phone }]`);
	expect(code).toBe(EXIT.ok);
	expect(lines).toEqual(['FILE: OK: 2 monitors, 1 component, 0 channels, 0 maintenance windows']);
});

it('lists every fault with its line, and counts them', async () => {
	const { code, lines } = await check(`page: { titel: Acme }
monitors:
  - key: a
    name: A
    type: tcp
    host: a.example
    prot: 5432
    every: 1 minute
`);
	expect(code).toBe(EXIT.faults);
	expect(lines.join('\n')).toMatch(/FILE:1:.*"title"/);
	expect(lines.join('\n')).toMatch(/FILE:7:.*"port"/);
	expect(lines.join('\n')).toMatch(/FILE:8:.*duration/);
	expect(lines.at(-1)).toBe(`${lines.length - 1} faults`);
});

it('counts one fault as one', async () => {
	const { code, lines } = await check('monitor: []');
	expect([code, lines.length, lines[1]]).toEqual([EXIT.faults, 2, '1 fault']);
});

it('takes values from the environment and never repeats them', async () => {
	const text = 'monitors: [{ key: a, name: A, type: http, url: "${ADDRESS}" }]';
	expect(await check(text, { ADDRESS: 'https://a.example/' })).toMatchObject({ code: EXIT.ok });
	const { code, lines } = await check(text, { ADDRESS: 'hush-hush' });
	expect(code).toBe(EXIT.faults);
	expect(lines.join()).not.toContain('hush-hush');
});

it('a file that is not there is a fault with a sentence', async () => {
	const { code, lines } = await check(null);
	expect(code).toBe(EXIT.faults);
	expect(lines.join('\n')).toMatch(/FILE.*(?:there|read|found)/);
});

it('what a file says cannot write to the terminal', async () => {
	const { lines } = await check('"\\e[2Jpage": {}');
	expect(lines.join('')).not.toContain('\u001b');
});
