/** A form that is drawn from a schema says what it takes, keeps what was typed, never shows a secret, and reads back as the document. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DrawnField } from '../../../../src/lib/domain/drawn-field.ts';
import { entryFaults } from '../../../../src/lib/server/config/entry-faults.ts';
import { monitorCommon } from '../../../../src/lib/server/config/schema.ts';
import { PROBES, probeFor } from '../../../../src/lib/server/probes/index.ts';
import { nodeOf } from '../../../../src/lib/server/shape.ts';
import { drawForm, postedOf, readDrawn } from '../../../../src/lib/server/web/drawn-form.ts';
import { written } from '../../../../src/lib/server/written.ts';

const http = probeFor('http');

function flat(fields: readonly DrawnField[]): DrawnField[] {
	return fields.flatMap((field): DrawnField[] => {
		if (field.kind === 'group') return [field, ...flat(field.fields)];
		if (field.kind === 'rows') return [field, ...field.rows.flatMap(({ fields: inner }) => flat(inner))];
		if (field.kind === 'alternatives')
			return [field, ...field.options.flatMap((option) => flat(option.fields))];
		return [field];
	});
}

/** What a browser sends of the fields as they were drawn, with the row names that are inputs of their own. */
function sent(fields: readonly DrawnField[], typed: Record<string, string> = {}): FormData {
	const form = new FormData();
	for (const field of flat(fields)) {
		const { name } = field;
		if (field.kind === 'rows') for (const { keyName, key } of field.rows) form.set(keyName, key);
		else if (field.kind === 'ticks') {
			if (field.openLabel !== null) form.set(`${name}:open`, field.isOpen ? 'yes' : 'no');
			for (const value of field.values) form.append(name, value);
		} else if (field.kind === 'switch') {
			if (field.isOn) form.set(name, 'on');
		} else if (field.kind === 'secret') form.set(name, '');
		else if (field.kind !== 'group') form.set(name, field.value.replaceAll('\n', '\r\n'));
	}
	for (const [name, value] of Object.entries(typed)) form.set(name, value);
	return form;
}

function field(fields: readonly DrawnField[], name: string): DrawnField {
	const found = flat(fields).find((one) => one.name === name);
	if (!found) throw new Error(`there is no field ${name}`);
	return found;
}

const DOCUMENT = {
	url: 'https://shop.example/',
	method: 'POST',
	headers: { accept: 'text/html', 'x-key': 'hidden-value' },
	body: 'a=1',
	auth: { basic: { username: 'u', password: 'hidden-password' } },
	redirects: 0,
	family: 6,
	verify: false,
	expect: {
		status: [200, '300-399'],
		header: { 'content-type': { contains: 'html' } },
		body: { contains: ['a', 'b'], equals: 'one\ntwo' },
		json: { '$.status': 'ok', '$.count': 3, '$.text': '3' },
		within: { degraded: '800ms', down: '5s' },
		certificate: '30d'
	}
};

describe('the drawn form', () => {
	it('can be drawn for every kind of monitor, with a title for each field', () => {
		for (const kind of Object.values(PROBES)) {
			const fields = drawForm(kind.schema, { secrets: kind.secrets });
			expect(fields.length).toBeGreaterThan(0);
			for (const { label, name } of flat(fields)) expect([name, label]).not.toEqual([name, '']);
		}
	});

	it('reads back what it shows of a document, its secrets from what is held', () => {
		const options = { document: DOCUMENT, secrets: http.secrets };
		const fields = drawForm(http.schema, options);
		const back = readDrawn(http.schema, postedOf(sent(fields)), { held: DOCUMENT, secrets: http.secrets });
		expect(back).toEqual(DOCUMENT);
		expect(http.schema.parse(back)).toEqual(http.schema.parse(DOCUMENT));
	});

	it('shows no secret, and says which are set', () => {
		const fields = drawForm(http.schema, { document: DOCUMENT, secrets: http.secrets });
		expect(JSON.stringify(fields)).not.toContain('hidden');
		expect(field(fields, 'auth.0.basic.password')).toMatchObject({ kind: 'secret', isSet: true });
		expect(field(fields, 'headers.1.value')).toMatchObject({ kind: 'secret', isSet: true });
		expect(field(fields, 'headers.2.value')).toMatchObject({ kind: 'secret', isSet: false });
		expect(field(fields, 'auth.1.bearer')).toMatchObject({ isSet: false });
	});

	it('demands nothing of what may be left out as a whole', () => {
		const fields = drawForm(http.schema, { secrets: http.secrets });
		const demanded = flat(fields).flatMap(({ name, isRequired }) => (isRequired ? [name] : []));
		expect(demanded).toEqual(['url']);
	});

	it('keeps no secret of what was typed when it is drawn again', () => {
		const form = sent(drawForm(http.schema, { secrets: http.secrets }), {
			url: 'nonsense',
			auth: '1',
			'auth.1.bearer': 'hidden-token',
			'headers.0.key': 'x-key',
			'headers.0.value': 'hidden-value'
		});
		const again = drawForm(http.schema, { posted: postedOf(form), secrets: http.secrets });
		expect(field(again, 'url')).toMatchObject({ value: 'nonsense' });
		expect(field(again, 'auth')).toMatchObject({ value: '1' });
		expect(field(again, 'headers')).toMatchObject({ rows: [{ key: 'x-key' }, {}, {}] });
		expect(JSON.stringify(again)).not.toContain('hidden');
	});

	it('writes a new secret, removes one, and forgets what belonged to another way', () => {
		const fields = drawForm(http.schema, { document: DOCUMENT, secrets: http.secrets });
		const form = sent(fields, {
			'headers.0.key': '',
			'headers.1.value': 'new',
			'body:remove': 'on',
			auth: '1'
		});
		const back = readDrawn(http.schema, postedOf(form), { held: DOCUMENT, secrets: http.secrets });
		expect(back).toMatchObject({ headers: { 'x-key': 'new' }, auth: {} });
		expect(back).not.toHaveProperty('body');
	});

	it('puts a fault at the innermost field that it is about', () => {
		const errors = {
			url: 'a',
			'expect.status[1]': 'b',
			'headers.x-key': 'c',
			'headers.host': 'd',
			'expect.within.down': 'e',
			auth: 'f'
		};
		const fields = drawForm(http.schema, { document: DOCUMENT, secrets: http.secrets, errors });
		const said = flat(fields).flatMap(({ name, error }) => (error === null ? [] : [[name, error]]));
		expect(Object.fromEntries(said)).toEqual({
			url: 'a',
			'expect.status': 'b',
			'headers.1.value': 'c',
			headers: 'd',
			'expect.within.down': 'e',
			auth: 'f'
		});
	});

	it('calls the field in a sentence by the name it has on the page', () => {
		const given = { url: 'nonsense', expect: { within: { down: 5 } } };
		const { error } = http.schema.safeParse(given);
		if (!error) throw new Error('that is good');
		const errors = entryFaults(error, { value: given, schema: http.schema });
		expect(Object.keys(errors).sort()).toEqual(['expect.within.down', 'url']);
		const fields = drawForm(http.schema, { document: given, errors });
		expect(field(fields, 'url').error).toBe('Address takes an address such as https://shop.example/.');
		expect(field(fields, 'expect.within.down').error).toMatch(/^Down when slower than takes a duration/);
	});

	it('shows what holds where nothing is typed, and does not write it down', () => {
		const fields = drawForm(http.schema, { document: { url: 'https://a.example/' }, secrets: http.secrets });
		expect(field(fields, 'redirects')).toMatchObject({ value: '', placeholder: '5', least: 0, most: 20 });
		expect(field(fields, 'expect.certificate')).toMatchObject({ kind: 'duration', placeholder: '14d' });
		expect(field(fields, 'verify')).toMatchObject({ kind: 'switch', isOn: true });
		expect(field(fields, 'method')).toMatchObject({ kind: 'choice', value: 'GET' });
		const back = readDrawn(http.schema, postedOf(sent(fields)), { secrets: http.secrets });
		expect(http.schema.parse(back)).toEqual(http.schema.parse({ url: 'https://a.example/' }));
	});

	it('leaves what is no number as it was typed, for the schema to speak about', () => {
		const tcp = probeFor('tcp');
		const back = readDrawn(tcp.schema, new Map([['port', ['8o']]]));
		expect(back.port).toBe('8o');
		expect(tcp.schema.safeParse(back).success).toBe(false);
	});

	it('tells a list that is left open from an empty one', () => {
		const schema = z.object({ notify: z.array(z.string()).optional().meta({ openTitle: 'All channels' }) });
		const choices = { notify: [{ value: 'ops', label: 'Operations' }] };
		for (const document of [{}, { notify: [] }, { notify: ['ops'] }, { notify: ['ops', 'gone'] }]) {
			const fields = drawForm(schema, { document, choices });
			expect(fields[0]?.kind).toBe('ticks');
			expect(readDrawn(schema, postedOf(sent(fields)))).toEqual(document);
		}
	});

	it('asks which failures of a monitor are told, and says nothing where none is chosen', () => {
		const entry = { key: 'shop', name: 'Shop', type: 'http' };
		const choice = { notify_about: { only: { sides: ['origin'] }, never: { causes: ['rate-limit'] } } };
		for (const document of [entry, { ...entry, ...choice }]) {
			const fields = drawForm(monitorCommon, { document });
			expect(field(fields, 'notify_about.only.sides').kind).toBe('list');
			const back = readDrawn(monitorCommon, postedOf(sent(fields)), { held: document });
			expect(monitorCommon.parse(back)).toEqual(monitorCommon.parse(document));
		}
	});

	it('brings every text back as it was', () => {
		const schema = z.object({
			long: z.string().meta({ isLong: true }).optional(),
			escaped: z.string().meta({ isEscaped: true }).optional(),
			list: z.array(z.string()).optional(),
			values: z.record(z.string(), z.json()).optional()
		});
		const text = fc.string({ unit: fc.constantFrom('a', 'ü', '"', '\\', '\n', ' ', '1', 'n', '[') });
		const solid = text.filter((one) => one !== '');
		const document = fc.record(
			{
				long: solid,
				escaped: solid,
				list: fc.array(text, { minLength: 1 }),
				values: fc.dictionary(
					fc.stringMatching(/^[a-z$.]{1,5}$/),
					fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== ''),
					{
						minKeys: 1,
						noNullPrototype: true
					}
				)
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(document, (given) => {
				const fields = drawForm(schema, { document: given });
				const back = readDrawn(schema, postedOf(sent(fields)));
				expect(JSON.stringify(back)).toBe(JSON.stringify(given));
			})
		);
	});

	it('turns a parsed value back into the document, without what is filled in by itself', () => {
		expect(written(nodeOf(http.schema), http.schema.parse(DOCUMENT))).toEqual(DOCUMENT);
		const short = { url: 'https://a.example/' };
		expect(written(nodeOf(http.schema), http.schema.parse(short))).toEqual(short);
	});
});
