import { describe, expect, it } from 'vitest';
import { webServer, type Asked } from '../../support/servers/http.ts';
import { run } from '../../support/stand-ins/stand-in.ts';
import { twilio } from '../../support/stand-ins/twilio.ts';
import { answered, vonage } from '../../support/stand-ins/vonage.ts';
import { failureIn, meansTo, tellChannel, TROUBLE } from '../../support/telling.ts';

const TWO = ['+4915112345678', '+4366012345678'];

describe('Twilio', () => {
	it('tells each number once, whatever had to be tried again', async () => {
		await using server = await run(twilio);
		const settings = { ...twilio.settings(server.url), to: TWO };
		const means = meansTo();
		server.next.push({ status: 201 }, { status: 503, headers: { 'retry-after': '3' } });
		expect(failureIn(await tellChannel('twilio', settings, TROUBLE, means))).toMatchObject({
			permanent: false,
			retryAfterMs: 3_000
		});
		expect(await tellChannel('twilio', settings, TROUBLE, means)).toMatchObject({ delivered: true });
		const to = server.asked.map(({ body }) => new URLSearchParams(body).get('To'));
		expect(to).toEqual([TWO[0], TWO[1], TWO[1]]);
	});

	it('sends by a messaging service and an API key where they are given', async () => {
		await using server = await webServer((_, response) => response.writeHead(201).end());
		const service = `MG${'0'.repeat(32)}`;
		const settings = { ...twilio.settings(server.url), from: service, api_key: 'SK1' };
		await tellChannel('twilio', settings, TROUBLE);
		const [asked] = server.asked as [Asked];
		expect(new URLSearchParams(asked.body).get('MessagingServiceSid')).toBe(service);
		expect(asked.headers.authorization).toBe(`Basic ${Buffer.from('SK1:hush').toString('base64')}`);
	});
});

describe('Vonage', () => {
	it.each([
		['1', false],
		['5', false],
		['9', false],
		['10', false],
		['2', true],
		['4', true],
		['6', true],
		['7', true],
		['15', true],
		['29', true]
	])('status %s: stops for good is %s', async (status, isPermanent) => {
		await using server = await run(vonage);
		server.next.push({ status: 200, body: answered(status, 'words') });
		const failure = failureIn(await tellChannel('vonage', vonage.settings(server.url), TROUBLE));
		expect(failure.permanent).toBe(isPermanent);
	});

	it('does not take an answer for a success that is none of the protocol', async () => {
		await using server = await run(vonage);
		server.next.push({ status: 404, body: 'nothing here' });
		expect(failureIn(await tellChannel('vonage', vonage.settings(server.url), TROUBLE)).permanent).toBe(true);
	});
});

describe('any gateway', () => {
	async function asks(settings: object, fields: Partial<typeof TROUBLE> = {}): Promise<Asked> {
		await using server = await webServer((_, response) => response.end('OK'));
		const given = { to: [TWO[0]], url: `${server.url}/send`, ...settings };
		const outcome = await tellChannel('sms', given, {
			...TROUBLE,
			lines: [],
			steps: [],
			links: [],
			...fields
		});
		expect(outcome).toMatchObject({ delivered: true });
		return server.asked[0] as Asked;
	}
	const title = `Shop & "Söhne" <down> {to} \\n`;

	it.each([
		[
			'json',
			'{"t":"{title}","n":[1,{"to":"{to}"}]}',
			'application/json',
			{ t: title, n: [1, { to: TWO[0] }] }
		],
		['form', 'to={to}&t={title}', 'application/x-www-form-urlencoded', { to: TWO[0], t: title }]
	])('puts fields into %s so that they stay what they are', async (body_type, body, type, expected) => {
		const asked = await asks({ body, body_type }, { title });
		expect(asked.headers['content-type']).toBe(type);
		const read: unknown =
			body_type === 'json' ? JSON.parse(asked.body) : Object.fromEntries(new URLSearchParams(asked.body));
		expect(read).toEqual(expected);
	});

	it('puts fields into XML and into plain text', async () => {
		const xml = await asks({ body: '<m to="{to}">{title}</m>', body_type: 'xml' }, { title });
		expect(xml.body).toBe(`<m to="${TWO[0]}">Shop &#38; &#34;Söhne&#34; &#60;down&#62; {to} \\n</m>`);
		const text = await asks({ body: '{to}: {title}', body_type: 'text' }, { title });
		expect(text.body).toBe(`${TWO[0]}: ${title}`);
	});

	it('asks by GET with everything in the address', async () => {
		await using server = await webServer((_, response) => response.end('100 OK'));
		const url = `${server.url}/send?to={to}&text={title}`;
		await tellChannel('sms', { to: [TWO[0]], url, method: 'GET', success: '100' }, { ...TROUBLE, title });
		const [asked] = server.asked as [Asked];
		expect(asked).toMatchObject({ method: 'GET', body: '' });
		const query = new URL(asked.url, server.url).searchParams;
		expect([...query]).toEqual([
			['to', TWO[0]],
			['text', title]
		]);
	});

	it('believes a gateway that answers 200 to everything only when it says so', async () => {
		await using server = await webServer((_, response) => response.end('ERR 17'));
		const settings = { to: [TWO[0]], url: server.url, body: '{}', success: 'OK' };
		expect(await tellChannel('sms', settings, TROUBLE)).toEqual({
			failed: `${TWO[0]}: The gateway did not say that it took the message: ERR 17`,
			permanent: false
		});
	});

	it.each([
		[
			{ body: '{"a":"{nobody}"}' },
			'takes the fields {to}, {text}, {title}, {id}, and {nobody} is none of them'
		],
		[{ body: '{"a":' }, 'takes JSON where body_type is json'],
		[{ body: 'x', method: 'GET' }, 'takes nothing where the method is GET'],
		[{ url: 'https://{to}.example/' }, 'takes an address'],
		[{ url: 'https://{title}/' }, 'takes an address'],
		[{ url: '{text}' }, 'takes an address'],
		[{ headers: { 'x-y': 'a\r\nb: c' } }, 'takes names of headers'],
		[{ headers: { 'x y': 'a' } }, 'takes names of headers'],
		[{ to: ['0151 1234567'] }, 'takes a number with its country']
	])('refuses %j', async (wrong, sentence) => {
		const settings = { to: [TWO[0]], url: 'https://sms.example/', body: '{}', ...wrong };
		await expect(tellChannel('sms', settings, TROUBLE)).rejects.toThrow(sentence);
	});
});
