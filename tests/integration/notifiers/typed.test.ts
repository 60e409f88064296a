/** Whatever was typed is text: every request stays one of its protocol, and a reader sees what was typed and nothing else. */
import fc from 'fast-check';
import { expect, describe, it } from 'vitest';
import type { Asked } from '../../support/servers/http.ts';
import { mailServer, type TakenMail } from '../../support/servers/mail.ts';
import { webServer } from '../../support/servers/http.ts';
import { STAND_INS } from '../../support/stand-ins/index.ts';
import { run } from '../../support/stand-ins/stand-in.ts';
import { meansTo, tellChannel } from '../../support/telling.ts';
import { hostileMessage, LINKS, visible } from '../../support/typed.ts';

const RUNS = { numRuns: 60 };
const GOOD_LINKS = new Set(LINKS.map((url) => decodeURIComponent(new URL(url).href)));

describe.each(STAND_INS)('$kind', (service) => {
	it('shows what was typed as text', async () => {
		await using server = await run(service);
		const settings = service.settings(server.url);
		await fc.assert(
			fc.asyncProperty(hostileMessage, async (message) => {
				server.asked.length = 0;
				const outcome = await tellChannel(service.kind, settings, message);
				expect(server.faults.splice(0)).toEqual([]);
				expect(outcome).toMatchObject({ delivered: true });
				for (const asked of server.asked) {
					expect(asked.headers).not.toHaveProperty('bcc');
				}
				const seen = service.read(server.asked[0] as Asked);
				const title = visible(message.title);
				expect(title === '' ? 'Notice' : title).toContain(visible(seen.title.replace(/\.{3}$/, '')));
				expect(visible(seen.title)).not.toBe('');
				for (const link of seen.links) {
					expect(GOOD_LINKS).toContain(decodeURIComponent(new URL(link).href));
				}
			}),
			RUNS
		);
	});
});

describe('webhook', () => {
	it('carries what was typed as it was typed', async () => {
		await using server = await webServer((_, response) => response.writeHead(204).end());
		await fc.assert(
			fc.asyncProperty(hostileMessage, async (message) => {
				server.asked.length = 0;
				const outcome = await tellChannel('webhook', { url: server.url }, message);
				expect(outcome).toMatchObject({ delivered: true });
				const [asked] = server.asked as [Asked];
				expect(asked.headers).not.toHaveProperty('bcc');
				const { data } = JSON.parse(asked.body) as { data: { title: string; steps: string[] } };
				expect(data.title).toBe(message.title);
				expect(data.steps).toEqual(message.steps);
			}),
			RUNS
		);
	});
});

const OWN_HEADERS = [
	...['auto-submitted', 'content-type', 'date', 'from', 'in-reply-to', 'message-id', 'mime-version'],
	...['references', 'subject', 'to', 'x-auto-response-suppress']
];

describe('email', () => {
	it('keeps its headers, its recipient and its parts whatever was typed', async () => {
		await using server = await mailServer();
		await fc.assert(
			fc.asyncProperty(hostileMessage, async (message) => {
				server.taken.length = 0;
				const means = meansTo({ smtpUrl: server.url });
				const outcome = await tellChannel('email', { to: ['ops@acme.example'] }, message, means);
				expect(outcome).toMatchObject({ delivered: true });
				expect(server.taken).toHaveLength(1);
				const { to, raw, parsed } = server.taken[0] as TakenMail;
				expect(to).toEqual(['ops@acme.example']);
				expect([...parsed.headers.keys()].sort()).toEqual(OWN_HEADERS);
				const [head = ''] = raw.split('\r\n\r\n');
				expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
				expect(Math.max(...raw.split('\r\n').map((one) => one.length))).toBeLessThanOrEqual(998);
				const title = visible(message.title);
				expect(title === '' ? 'Notice' : title).toContain(visible(parsed.subject ?? ''));
				expect(parsed.attachments).toEqual([]);
				expect(parsed.html || '').not.toMatch(/<(?:script|img|a href="https:\/\/evil)/);
			}),
			{ numRuns: 40 }
		);
	});
});
