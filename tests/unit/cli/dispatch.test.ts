import { expect, it } from 'vitest';
import { dispatch } from '../../../src/cli/gatehouse/dispatch.ts';
import { EXIT, printable } from '../../../src/cli/gatehouse/terminal.ts';

async function ask(...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const code = await dispatch(args, {
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		env: {}
	});
	return { code, out: out.join('\n'), err: err.join('\n') };
}

it.each([[], ['help'], ['--help'], ['-h']])('says what there is: %s', async (...args) => {
	const { code, out, err } = await ask(...args);
	expect([code, err]).toEqual([EXIT.ok, '']);
	expect(out).toMatch(/^Usage: npm run gatehouse -- VERB/);
	expect(out).toContain('check-config FILE\n');
	expect(out).toContain('diagnose ');
});

it.each([
	['chek-config', /^There is no verb "chek-config"; did you mean "check-config"\?\nUsage: /],
	['serve-coffee', /^There is no verb "serve-coffee"\.\nUsage: /],
	['__proto__', /^There is no verb "__proto__"\.\nUsage: /]
])('an unknown verb is answered with those that there are: %s', async (verb, message) => {
	const { code, out, err } = await ask(verb);
	expect([code, out]).toEqual([EXIT.usage, '']);
	expect(err).toMatch(message);
});

it.each([
	[['check-config'], /^check-config takes one file\.\nUsage: npm run gatehouse -- check-config FILE$/],
	[['check-config', 'a', 'b'], /^check-config takes one file\./],
	[['check-config', '--loud'], /--loud.*\nUsage: npm run gatehouse -- check-config FILE$/s]
])('a verb that is asked wrongly says how to ask: %s', async (args, message) => {
	const { code, out, err } = await ask(...args);
	expect([code, out]).toEqual([EXIT.usage, '']);
	expect(err).toMatch(message);
});

it.each([
	['a line', 'a line'],
	['two\r\nlines', 'two lines'],
	['\u001b[31mred\u001b[0m', ' [31mred [0m'],
	['turned \u202e round', 'turned   round'],
	['a\u2028b\u0000c', 'a b c'],
	['Grüße, 中文', 'Grüße, 中文']
])('prints %j as one harmless line', (text, line) => {
	expect(printable(text)).toBe(line);
});
