/** The owner's checklist: its order, what remedies settled, what people did, and commands that can be pasted as they are. */
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checklistOf, fill, isDone, type Tick } from '../../../src/lib/domain/checklist.ts';
import { fixesFor } from '../../../src/lib/domain/diagnosis/fixes.ts';
import { CAUSES } from '../../../src/lib/domain/diagnosis/labels.ts';
import { finding } from '../../support/findings.ts';

const PLACE = { url: 'https://shop.example/', origin: null };
const REFUSED = fixesFor({ cause: 'upstream-refused', failedSide: 'origin', vendor: 'nginx' });
const tick = (step: string, fields: Partial<Tick> = {}): Tick => ({
	step,
	isTicked: true,
	note: '',
	at: 7,
	by: 'ada@acme.example',
	...fields
});

describe('the checklist', () => {
	it('goes from what anybody can try to what only the host can do, and is made for cause and vendor', () => {
		const items = checklistOf(REFUSED, [], [], PLACE);
		expect(items.map(({ id }) => id)).toEqual([
			'reload',
			'session-and-cache',
			'browser',
			'own-line',
			'dns',
			'maintenance',
			'backend-runs',
			'host'
		]);
		expect(items.find(({ id }) => id === 'backend-runs')?.commands).toContain(
			'tail -n 50 /var/log/nginx/error.log'
		);
		expect(items.some(isDone)).toBe(false);
	});

	it.each(CAUSES)('of %s has every step once, each with words', (cause) => {
		const items = checklistOf(fixesFor({ cause, failedSide: 'origin', vendor: null }), [], [], PLACE);
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
		for (const { what, why } of items) expect([what, why].every((text) => text.endsWith('.'))).toBe(true);
	});

	it('has steps of its own for every cause that somebody can mend', () => {
		const general = fixesFor({ cause: 'unknown', failedSide: 'unknown', vendor: null }).length;
		const without = CAUSES.filter(
			(cause) => fixesFor({ cause, failedSide: 'origin', vendor: null }).length === general
		);
		expect(without).toEqual([
			'client-closed',
			'client-timeout',
			'maintenance',
			'none',
			'response-too-large',
			'unknown'
		]);
	});

	it('is settled by remedies and by people, each with its reason', () => {
		const facts = { answers: [], waitAskedSeconds: null };
		const found = finding('ask-again', facts, { settles: 'rules-out', showed: 'It still fails.' });
		const items = checklistOf(
			REFUSED,
			[found],
			[tick('host'), tick('dns', { isTicked: false, note: 'Later' })],
			PLACE
		);
		expect(items.filter(isDone).map(({ id }) => id)).toEqual(['reload', 'host']);
		expect(items[0]?.settled).toMatchObject({ how: 'struck', reason: 'It still fails.' });
		expect(items.find(({ id }) => id === 'dns')?.tick?.note).toBe('Later');
	});

	it('keeps what people wrote at a step that a later diagnosis does not ask for', () => {
		const items = checklistOf(REFUSED, [], [tick('keep-alive', { note: 'Was 60 s.' })], PLACE);
		expect(items.at(-1)).toMatchObject({
			id: 'keep-alive',
			what: 'A step of an earlier diagnosis: keep alive.',
			tick: { note: 'Was 60 s.' }
		});
	});
});

it.each(['http://127.0.0.1:3000/', 'tcp://[2001:db8::1]:5432'])(
	'at %s there is no name to ask for',
	(url) => {
		const items = checklistOf(REFUSED, [], [], { url, origin: null });
		expect(items.flatMap(({ commands }) => commands).filter((command) => command.startsWith('dig'))).toEqual(
			[]
		);
	}
);

describe('a command', () => {
	it.each([
		['curl -sv -o /dev/null URL', 'https://shop.example/', 'curl -sv -o /dev/null https://shop.example/'],
		[
			"curl -sv -o /dev/null -H 'Cache-Control: no-cache' 'URL?again=1'",
			'https://shop.example/a?b=1&c=2#d',
			"curl -sv -o /dev/null -H 'Cache-Control: no-cache' 'https://shop.example/a?b=1&c=2&again=1#d'"
		],
		[
			"curl -sv -o /dev/null -A 'Mozilla/5.0' URL",
			"https://shop.example/?q='x'",
			"curl -sv -o /dev/null -A 'Mozilla/5.0' 'https://shop.example/?q='\\''x'\\'''"
		],
		['dig +short HOST @1.1.1.1', 'https://shop.example:8443/', 'dig +short shop.example @1.1.1.1'],
		['nc -vz ORIGIN PORT', 'http://shop.example/', 'nc -vz ORIGIN 80'],
		['nc -vz HOST PORT', 'tcp://[2001:db8::1]:5432', 'nc -vz 2001:db8::1 5432'],
		[
			'curl -s https://HOST/cdn-cgi/trace',
			'https://shop.example/',
			'curl -s https://shop.example/cdn-cgi/trace'
		],
		['dig +short HOST', '', 'dig +short HOST'],
		['curl URL', 'heartbeat:nightly', 'curl URL']
	])('%s for %s', (command, url, expected) => {
		expect(fill(command, { url, origin: null })).toBe(expected);
	});

	it('names the origin where it is known', () => {
		const command = 'openssl s_client -connect ORIGIN:443 -servername HOST </dev/null';
		expect(fill(command, { url: 'https://shop.example/', origin: '192.0.2.7:8080' })).toBe(
			'openssl s_client -connect 192.0.2.7:443 -servername shop.example </dev/null'
		);
	});

	it('hands a shell the address as one word, whatever is in it', () => {
		const hostile = fc.string({ unit: fc.constantFrom(...`'"$\`\\;&|<>*?!# ~(){}[]%ä=a`) });
		const address = hostile.map((text) => new URL(`https://shop.example/${text}`).href);
		fc.assert(
			fc.property(fc.array(address, { minLength: 40, maxLength: 40 }), (urls) => {
				const script = urls.map((url) => fill("printf '%s\\n' URL", { url, origin: null })).join('\n');
				const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
				expect(printed.trimEnd().split('\n')).toEqual(urls);
			}),
			{ numRuns: 2, endOnFailure: true }
		);
	});
});
