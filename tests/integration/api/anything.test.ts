/** Whatever is sent to whichever call: 2xx or 4xx, never 5xx, and a refusal leaves nothing behind. */
import BetterSqlite from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { OPERATIONS } from '../../../src/lib/server/api/operations/index.ts';
import { addressOf, apiHouse } from '../../support/api.ts';

/** What is noted of who asked, and what the machine writes by itself, changes without anybody changing anything. */
const NOT_LOOKED_AT = [
	'_prisma_migrations',
	'sqlite_sequence',
	'ApiKey',
	'Check',
	'DayRollup',
	'HourRollup',
	'IdempotencyKey',
	'Mark',
	'MonitorState',
	'Stretch'
];
/** What the outbox may change of them by itself is left out. */
const COLUMNS: Record<string, string> = {
	Notice: 'event, recipient',
	Channel: 'key, name',
	Subscriber: 'id, address'
};
const RUNS = 500;

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.constantFrom(
		'shop',
		'open-incident',
		'',
		'0',
		'-1',
		'null',
		'2026-11-25',
		'9999-12-31',
		'%00',
		'../..',
		'a'.repeat(300)
	)
);
const json = fc.oneof(
	fc.jsonValue({ maxDepth: 4 }),
	fc.constantFrom<unknown>(null, -1, 1e308, '', [], {}, 'shop'),
	text
);

/** An example's body with one of its fields changed, dropped or added. */
function altered(body: unknown): fc.Arbitrary<unknown> {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return json;
	const names = fc.oneof(fc.constantFrom(...Object.keys(body), 'version', 'key'), text);
	return fc
		.tuple(names, fc.option(json, { nil: undefined }))
		.map(([name, value]) => ({ ...body, [name]: value }));
}

const sent = fc.constantFrom(...OPERATIONS).chain((one) => {
	const example = fc.constantFrom(...one.examples);
	return example.chain(({ path = {}, query = {}, body }) =>
		fc.record({
			id: fc.constant(one.id),
			path: fc.oneof(
				fc.constant(path),
				fc.dictionary(fc.constantFrom(...Object.keys(path), 'id'), text).map((some) => ({ ...path, ...some }))
			),
			query: fc.oneof(
				fc.constant(query),
				fc.dictionary(fc.constantFrom('limit', 'cursor', 'from', 'to', 'state', 'q'), text),
				fc.dictionary(text, text, { maxKeys: 3 })
			),
			body: one.method === 'GET' ? fc.constant(undefined) : fc.oneof(fc.constant(body), altered(body), json),
			headers: fc.dictionary(
				fc.constantFrom('if-match', 'idempotency-key', 'content-type', 'accept', 'if-none-match'),
				fc.stringMatching(/^[\x20-\x7e]{0,20}$/),
				{ maxKeys: 2 }
			)
		})
	);
});

it('any JSON to any call', { timeout: 120_000 }, async () => {
	const house = await apiHouse();
	const database = new BetterSqlite(house.app.database.file, { readonly: true });
	const tables = (
		database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]
	).filter((name) => !NOT_LOOKED_AT.includes(name));
	const everything = () =>
		tables.map(
			(name) =>
				`${name} ${JSON.stringify(database.prepare(`SELECT ${COLUMNS[name] ?? '*'} FROM "${name}"`).all())}`
		);
	const statuses = new Set<number>();
	let before = everything();
	try {
		await fc.assert(
			fc.asyncProperty(sent, async ({ id, path, query, body, headers }) => {
				const operation = OPERATIONS.find((one) => one.id === id);
				if (!operation) throw new Error(`There is no ${id}.`);
				const address = addressOf(operation.path, { path, query: wellFormed(query) });
				const answer = await house.call(operation.method, address, { body, headers });
				statuses.add(answer.status);
				const after = everything();
				expect(answer.status, answer.text).toBeLessThan(500);
				if (answer.status >= 400) {
					const differing = after.filter((table, index) => table !== before[index]);
					expect(differing, `left something behind: ${answer.text}`).toEqual([]);
					expect(answer.body).toMatchObject({ status: answer.status, detail: expect.any(String) as unknown });
				}
				before = after;
			}),
			{ numRuns: RUNS }
		);
	} finally {
		database.close();
	}
	for (const status of [200, 201, 400, 404]) expect(statuses).toContain(status);
});

function wellFormed(query: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()])
	);
}
