import { describe, expect, it } from 'vitest';
import { mailServer, type TakenMail } from '../../support/servers/mail.ts';
import { meansTo, RECOVERY, tellChannel, TROUBLE } from '../../support/telling.ts';

const TO_ONE = { to: ['ops@acme.example'] };
const TO_TWO = { to: ['a@acme.example', 'b@acme.example'] };

function only(taken: readonly TakenMail[]): TakenMail {
	expect(taken).toHaveLength(1);
	return taken[0] as TakenMail;
}

describe('mail to the team', () => {
	it('says what, since when and why in text and HTML, and that a machine wrote it', async () => {
		await using server = await mailServer();
		const outcome = await tellChannel('email', TO_ONE, TROUBLE, meansTo({ smtpUrl: server.url }));
		expect(outcome).toMatchObject({ delivered: true });
		const { to, parsed } = only(server.taken);
		expect(to).toEqual(['ops@acme.example']);
		expect(parsed.subject).toBe(TROUBLE.title);
		expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
		for (const part of [parsed.text, parsed.html || '']) {
			expect(part).toContain('14:01 UTC, 24 Nov (1 minute)');
			expect(part).toContain('The application behind the gateway does not answer.');
			expect(part).toContain('See whether the application runs.');
			expect(part).toContain('https://status.example/admin/outages/outage-1');
		}
		expect(parsed.html).toContain('color-scheme');
	});

	it('carries the same Message-ID at every attempt and stands in the thread of its outage', async () => {
		await using server = await mailServer();
		const means = () => meansTo({ smtpUrl: server.url });
		await tellChannel('email', TO_ONE, TROUBLE, means());
		await tellChannel('email', TO_ONE, TROUBLE, means());
		await tellChannel('email', TO_ONE, RECOVERY, means());
		const [first, again, recovery] = server.taken.map(({ parsed }) => parsed);
		expect(first?.messageId).toBe('<notice-1@status.example>');
		expect(again?.messageId).toBe(first?.messageId);
		expect(recovery?.messageId).toBe('<notice-2@status.example>');
		expect(first?.inReplyTo).toMatch(/^<[0-9a-f]{40}@status\.example>$/);
		expect(recovery?.inReplyTo).toBe(first?.inReplyTo);
		expect(recovery?.references).toBe(first?.inReplyTo);
	});

	it('sends each address a mail of its own', async () => {
		await using server = await mailServer();
		await tellChannel('email', TO_TWO, TROUBLE, meansTo({ smtpUrl: server.url }));
		expect(server.taken.map(({ to, parsed }) => [to, [parsed.to].flat().map((one) => one?.text)])).toEqual([
			[['a@acme.example'], ['a@acme.example']],
			[['b@acme.example'], ['b@acme.example']]
		]);
	});

	it('tries only those again that were refused for the moment', async () => {
		let isBusy = true;
		await using server = await mailServer({
			recipient: (address) =>
				isBusy && address.startsWith('b@') ? { code: 451, words: '4.3.0 try again later' } : null
		});
		const means = meansTo({ smtpUrl: server.url });
		const outcome = await tellChannel('email', TO_TWO, TROUBLE, means);
		expect(outcome).toMatchObject({
			permanent: false,
			failed: expect.stringContaining('b@acme.example') as string
		});
		isBusy = false;
		expect(await tellChannel('email', TO_TWO, TROUBLE, means)).toMatchObject({ delivered: true });
		expect(server.taken.map(({ to }) => to[0])).toEqual(['a@acme.example', 'b@acme.example']);
	});

	it('delivers to the others, and says so, when one address is refused for good', async () => {
		await using server = await mailServer({
			recipient: (address) => (address.startsWith('a@') ? { code: 550, words: '5.1.1 no such user' } : null)
		});
		const outcome = await tellChannel('email', TO_TWO, TROUBLE, meansTo({ smtpUrl: server.url }));
		expect(outcome).toMatchObject({
			delivered: true,
			answer: expect.stringMatching(/a@acme.example.*5\.1\.1/) as string
		});
		expect(only(server.taken).to).toEqual(['b@acme.example']);
	});

	it('stops when every address is refused for good', async () => {
		await using server = await mailServer({ recipient: () => ({ code: 550, words: '5.1.1 no such user' }) });
		const outcome = await tellChannel('email', TO_TWO, TROUBLE, meansTo({ smtpUrl: server.url }));
		expect(outcome).toMatchObject({ permanent: true });
	});

	it.each([
		['a full mailbox', { data: () => ({ code: 552, words: '5.2.2 mailbox full' }) }],
		['a server that has no time', { connect: () => ({ code: 421, words: 'too busy' }) }],
		['a server that refuses us whoever we write to', { connect: () => ({ code: 554, words: 'no service' }) }],
		['a mail that is refused for the moment', { data: () => ({ code: 451, words: '4.3.0 disk' }) }]
	])('does not stop for %s', async (_, answers) => {
		await using server = await mailServer(answers);
		expect(await tellChannel('email', TO_ONE, TROUBLE, meansTo({ smtpUrl: server.url }))).toMatchObject({
			permanent: false
		});
	});

	it('sends the same mail again when the connection broke before the answer', async () => {
		let isBroken = true;
		await using server = await mailServer({ breaksAfterData: () => isBroken });
		const means = meansTo({ smtpUrl: server.url });
		expect(await tellChannel('email', TO_ONE, TROUBLE, means)).toMatchObject({ permanent: false });
		isBroken = false;
		expect(await tellChannel('email', TO_ONE, TROUBLE, means)).toMatchObject({ delivered: true });
		const ids = server.taken.map(({ parsed }) => parsed.messageId);
		expect(ids).toEqual(['<notice-1@status.example>', '<notice-1@status.example>']);
	});

	it('gives up when its time is over', async () => {
		const giveUp = new AbortController();
		await using server = await mailServer({
			data: () => {
				giveUp.abort();
				return null;
			}
		});
		const means = meansTo({ smtpUrl: server.url, signal: giveUp.signal });
		expect(await tellChannel('email', TO_ONE, TROUBLE, means)).toEqual({
			failed: 'ops@acme.example: The mail server did not answer in time.',
			permanent: false
		});
	});

	it('says what is missing where there is no mail server', async () => {
		expect(await tellChannel('email', TO_ONE, TROUBLE)).toMatchObject({
			permanent: false,
			failed: expect.stringContaining('SMTP_URL') as string
		});
	});
});
