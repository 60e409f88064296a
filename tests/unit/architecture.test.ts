import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFaults, importFault, importsOf } from '../support/architecture.ts';

const HAND_WRITTEN = ['{src,tests,prisma}/**/*.{ts,js,svelte,css,html}', '*.{ts,js}'];

const files = globSync(HAND_WRITTEN)
	.map((file) => file.split(path.sep).join('/'))
	.filter((file) => !file.startsWith('src/lib/server/generated/'))
	.sort();

it('every file keeps to its room', () => {
	expect(files.length).toBeGreaterThan(200);
	const faults = files.flatMap((file) =>
		fileFaults(file, readFileSync(file, 'utf8')).map((fault) => `${file}: ${fault}`)
	);
	expect(faults).toEqual([]);
});

it('files stay short', () => {
	const lengths = files
		.filter((file) => /^src\/.*\.(?:ts|svelte)$/.test(file))
		.map((file) => readFileSync(file, 'utf8').split('\n').length - 1)
		.sort((a, b) => a - b);
	expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(70);
	expect(lengths.filter((lines) => lines > 240).length).toBeLessThanOrEqual(lengths.length / 20);
});

it.each([
	['src/lib/domain/check.ts', '../server/clock.ts'],
	['src/lib/domain/check.ts', 'node:crypto'],
	['src/lib/domain/check.ts', 'zod'],
	['src/lib/domain/diagnosis/diagnose.ts', '../../format/times.ts'],
	['src/lib/format/times.ts', '$lib/server/clock'],
	['src/lib/components/Time.svelte', '$lib/server/app'],
	['src/lib/components/Time.svelte', '$app/state'],
	['src/lib/components/Time.svelte', '../../routes/(status)/freshness'],
	['src/lib/server/app.ts', './generated/prisma/client.ts'],
	['src/lib/server/watchdog/watchdog.ts', '@prisma/client'],
	['src/routes/(status)/+page.server.ts', '$lib/server/generated/prisma/client'],
	['src/lib/server/probes/http.ts', '../stores/checks.ts'],
	['src/lib/server/probes/http/body.ts', '../../remedies/index.ts'],
	['src/lib/server/remedies/again.ts', '../probes/http.ts'],
	['src/lib/server/notifiers/email.ts', '../stores/channels.ts'],
	['src/lib/server/stores/checks.ts', '../notifiers/index.ts'],
	['src/lib/server/log.ts', '$env/dynamic/private'],
	['src/cli/start.ts', '$app/environment'],
	['src/lib/server/scheduler/scheduler.ts', '../stores/monitors.ts'],
	['src/lib/server/feeds/rss.ts', '../stores/incidents.ts'],
	['src/lib/server/api/api.ts', '$app/environment'],
	['src/lib/server/api/operations/monitors.ts', '../../watchdog/watchdog.ts'],
	['src/routes/admin/+page.server.ts', '$lib/server/watchdog/watchdog'],
	['src/routes/admin/+page.server.ts', '$lib/server/database'],
	['src/lib/server/app.ts', '../../../tests/support/clock.ts']
])('%s may not import %s', (file, specifier) => {
	expect(importFault(file, specifier)).not.toBeNull();
});

it.each([
	['src/lib/domain/diagnosis/diagnose.ts', '../evidence.ts'],
	['src/lib/format/times.ts', '../domain/days.ts'],
	['src/lib/components/Time.svelte', '$lib/domain/days'],
	['src/lib/components/ResponseTimes.svelte', 'chart.js'],
	['src/lib/server/stores/checks.ts', '../generated/prisma/client.ts'],
	['src/lib/server/database/fence.ts', '@prisma/adapter-better-sqlite3'],
	['src/lib/server/probes/http/body.ts', '../failure.ts'],
	['src/lib/server/watchdog/watchdog.ts', '../stores/outages.ts'],
	['src/routes/(status)/+page.svelte', '$app/state'],
	['src/routes/admin/+page.server.ts', '$lib/server/stores/incidents'],
	['tests/unit/log.test.ts', '../../src/lib/server/log.ts']
])('%s may import %s', (file, specifier) => {
	expect(importFault(file, specifier)).toBeNull();
});

it('finds every form of import', () => {
	const text = `
		import 'a';
		import type { B } from "b";
		import c, {
			type D
		} from 'c';
		import * as e from 'e';
		export { F } from 'f';
		export * from 'g';
		const h = await import('h');
		type I = import('i').I;
		const none = "from 'nowhere'";`;
	expect(importsOf(text)).toEqual(['a', 'b', 'c', 'e', 'f', 'g', 'h', 'i']);
});

describe('a file that breaks a rule is found', () => {
	it.each([
		['too long', 'src/lib/a.ts', 'x\n'.repeat(351), /^351 lines/],
		['a page server that is too long', 'src/routes/a/+page.server.ts', 'x\n'.repeat(61), /^61 lines/],
		['a folder without meaning', 'src/lib/utils/a.ts', '', /"utils"/],
		['a file without meaning', 'tests/support/helpers.ts', '', /"helpers.ts"/],
		['a registry', 'src/cli/a.ts', "get('https://registry." + "npmjs.org/x')", /registry/],
		['a path of one machine', 'src/cli/a.ts', "read('/ho" + "me/somebody/x')", /folder of one machine/],
		['an import', 'src/lib/domain/a.ts', "import fs from 'node:fs';", /^imports node:fs/]
	])('%s', (_, file, text, fault) => {
		expect(fileFaults(file, text)).toEqual([expect.stringMatching(fault)]);
	});
});
