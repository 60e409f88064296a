/** A sign of life is read from whatever a plain tool sends; nothing that it sends is a fault but a field we cannot use. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSign } from '../../../src/routes/push/[token]/sign';

const at = (query: string) => new URLSearchParams(query);
const post = (body: BodyInit, type?: string) => {
	const request = new Request('http://localhost/push/x', { method: 'POST', body });
	if (type === undefined) request.headers.delete('content-type');
	else request.headers.set('content-type', type);
	return request;
};
const get = () => new Request('http://localhost/push/x');
const UP = { status: 'up', message: '', pingMs: null };

describe('the query', () => {
	it.each([
		['', UP],
		['status=up', UP],
		['status=UP', UP],
		['status=', UP],
		['other=1', UP],
		['status=down', { ...UP, status: 'down' }],
		['status=down&msg=disk+full', { status: 'down', message: 'disk full', pingMs: null }],
		['msg=%3Cb%3Ehi%3C/b%3E', { ...UP, message: '<b>hi</b>' }],
		['msg=a%0Ab%00c', { ...UP, message: 'a b c' }],
		['ping=12.6', { ...UP, pingMs: 13 }],
		['ping=0', { ...UP, pingMs: 0 }],
		['ping=', UP]
	])('%s', async (query, sign) => {
		expect(await readSign(get(), at(query))).toEqual(sign);
	});

	it.each([
		'status=maybe',
		'status=down,up',
		'ping=fast',
		'ping=-1',
		'ping=1e99',
		'ping=Infinity',
		'ping=NaN'
	])('%s is answered with a sentence', async (query) => {
		const [name] = query.split('=');
		expect(await readSign(get(), at(query))).toEqual({
			fault: expect.stringMatching(new RegExp(`^${name} takes `))
		});
	});

	it('keeps 500 characters of a message, and cuts none in half', async () => {
		const sign = await readSign(get(), at(`msg=${encodeURIComponent('🙂'.repeat(600))}`));
		expect(sign).toMatchObject({ message: '🙂'.repeat(500) });
	});
});

describe('the body', () => {
	const DOWN = { status: 'down', message: 'no', pingMs: 5 };
	const form = new FormData();
	for (const [name, value] of Object.entries({ status: 'down', msg: 'no', ping: '5' })) form.set(name, value);

	it.each([
		['a form', post('status=down&msg=no&ping=5', 'application/x-www-form-urlencoded')],
		[
			'a form with a charset',
			post('status=down&msg=no&ping=5', 'application/x-www-form-urlencoded; charset=utf-8')
		],
		['a multipart form', new Request('http://localhost/', { method: 'POST', body: form })],
		['JSON', post('{"status":"down","msg":"no","ping":5}', 'application/json')],
		[
			'JSON that is called a form, as curl does',
			post('{"status":"down","msg":"no","ping":5}', 'application/x-www-form-urlencoded')
		],
		['JSON without a type', post('{"status":"down","msg":"no","ping":5}')]
	])('says it as %s', async (_, request) => {
		expect(await readSign(request, at(''))).toEqual(DOWN);
	});

	it('yields to the query', async () => {
		const request = post('status=down&msg=no', 'application/x-www-form-urlencoded');
		expect(await readSign(request, at('status=up'))).toEqual({ status: 'up', message: 'no', pingMs: null });
	});

	it.each([
		['output', post('backup finished\nstatus=down', 'text/plain')],
		['bytes', post(new Uint8Array([0, 255, 254]), 'application/octet-stream')],
		['broken JSON', post('{"status":', 'application/json')],
		['nested JSON', post('{"status":{"a":1}}', 'application/json')],
		['a JSON list', post('["down"]', 'application/json')],
		['a broken multipart form', post('--x\r\n', 'multipart/form-data; boundary=x')],
		['a type that is none', post('status=down', ';;;')],
		[
			'more than a message needs',
			post(`status=down&msg=${'x'.repeat(20_000)}`, 'application/x-www-form-urlencoded')
		]
	])('is only a sign of life when it is %s', async (_, request) => {
		expect(await readSign(request, at(''))).toEqual(UP);
	});

	it('never fails, whatever it is and whatever it is called', async () => {
		const types = fc.constantFrom(
			'application/json',
			'multipart/form-data',
			'multipart/form-data; boundary=a',
			'text/plain',
			'x',
			''
		);
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), types, async (bytes, type) => {
				const sign = await readSign(post(new Uint8Array(bytes), type), at('status=up&ping=1'));
				expect(sign).toMatchObject({ status: 'up', pingMs: 1 });
			})
		);
	});
});
