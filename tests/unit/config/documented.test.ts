import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import { keysAt } from '../../../src/lib/server/config/known-keys.ts';
import { configSchema, monitorCommon } from '../../../src/lib/server/config/schema.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';

const GUIDE = readFileSync('docs/configuration.md', 'utf8');

/** Every key that a schema takes anywhere below it. */
function allKeys(schema: z.ZodType, path: (string | number)[] = []): string[] {
	const below = keysAt(schema, path);
	const within = path.length < 8 ? keysAt(schema, [...path, 0]) : [];
	return [
		...below.flatMap((key) => [key, ...allKeys(schema, [...path, key])]),
		...(below.length === 0 && within.length > 0 ? allKeys(schema, [...path, 0]) : [])
	];
}

it.each([
	['the file', configSchema],
	['monitors', monitorCommon],
	...Object.values(PROBES).map(({ kind, schema }): [string, z.ZodType] => [kind, schema])
])('the guide tells of every key of %s', (_, schema) => {
	const keys = [...new Set(allKeys(schema))];
	expect(keys.length).toBeGreaterThan(1);
	expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(GUIDE))).toEqual([]);
	const named = keysAt(schema, []).filter((key) => !GUIDE.includes(`\`${key}\``));
	expect(named).toEqual([]);
});

it('the guide tells of every kind of monitor', () => {
	for (const kind of Object.keys(PROBES)) expect(GUIDE).toContain(`### \`type: ${kind}\``);
});

it('every example of the guide is good', () => {
	const env = { SHOP_PASSWORD: 'x', BACKUP_TOKEN: 'nightly-0123456789', HOOK_SECRET: 'a-secret-for-hooks' };
	const around = 'page: { groups: [{ key: web, name: Web }] }\n';
	const examples = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
	expect(examples.length).toBeGreaterThan(10);
	for (const text of examples) {
		const isMonitor = text.startsWith('- ');
		const whole = isMonitor ? `${around}monitors:\n${text}` : text.startsWith('page:') ? text : around + text;
		const { faults = [] } = checkConfig(whole, { env, probes: PROBES });
		const unexpected = faults.filter(
			({ message }) => !message.startsWith('There is no monitor or component "shop"')
		);
		expect(unexpected, text).toEqual([]);
	}
});
