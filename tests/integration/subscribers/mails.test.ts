/** Mails to subscribers: what they say, their headers whatever an editor typed, and what is not sent at all. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as edits from '../../../src/lib/server/stores/incident-edits.ts';
import * as incidents from '../../../src/lib/server/stores/incidents.ts';
import * as notices from '../../../src/lib/server/stores/notices.ts';
import { writeLetter } from '../../../src/lib/server/subscribers/words/render.ts';
import { createMail } from '../../../src/lib/server/mail.ts';
import { mailServer } from '../../support/servers/mail.ts';
import { NOON } from '../../support/database.ts';
import { tellingStage } from './telling.ts';

const SIGN_UP = { kind: 'sign-up' } as const;
const ADA = 'ada@acme.example';

describe('the question', () => {
	it('says who asks, what for, and that there is nothing to do', async () => {
		const stage = await tellingStage();
		const id = await stage.subscriber(ADA, { isWaiting: true });
		await stage.deliver(id, SIGN_UP);
		const [letter] = stage.letters;
		expect(letter?.to).toBe(ADA);
		expect(letter?.subject).toBe('[Status] Confirm your subscription');
		expect(letter?.text).toContain(`Confirm: ${stage.links.of(id).manage}`);
		expect(letter?.text).toContain('there is nothing to do');
	});

	it('is none to who is known, and the same number of mails', async () => {
		const stage = await tellingStage();
		const id = await stage.subscriber(ADA);
		await stage.deliver(id, SIGN_UP);
		expect(stage.letters).toHaveLength(1);
		expect(stage.letters[0]?.subject).toBe('[Status] You are subscribed already');
		expect(stage.letters[0]?.text).toContain(stage.links.of(id).manage);
	});
});

test('every mail can be left by the mail program, and starts no conversation of machines', async () => {
	const stage = await tellingStage();
	const id = await stage.subscriber(ADA);
	await stage.deliver(id, SIGN_UP);
	await stage.deliver(id, { kind: 'incident-update', ...(await stage.incident()) });
	for (const letter of stage.letters) {
		expect(letter.headers).toMatchObject({
			'Auto-Submitted': 'auto-generated',
			'List-Unsubscribe': `<${stage.links.of(id).leave}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
		});
		expect(letter.text).toContain(`Leave: ${stage.links.of(id).leave}`);
		expect(letter.html).toContain(stage.links.of(id).leave);
	}
});

test('mails about one incident are one thread, whose first mail gives it its name', async () => {
	const stage = await tellingStage();
	const id = await stage.subscriber(ADA);
	const { incidentId, updateId } = await stage.incident();
	const owe = async (update: string, at: number) => {
		const document = { kind: 'incident-update', incidentId, updateId: update } as const;
		const event = `incident:${incidentId}:${update}`;
		await stage.database.transaction((tx) =>
			notices.oweToSubscribers(tx, {
				workspaceId: 'ours',
				pageId: 'page',
				event,
				document,
				componentIds: [],
				at
			})
		);
		return stage.deliver(id, document, `${event}:${id}`);
	};
	await owe(updateId, NOON);
	const next = {
		id: 'later',
		status: 'identified',
		message: 'A cable.',
		displayAt: NOON + 1,
		createdAt: NOON + 1,
		isAutomatic: false
	} as const;
	await incidents.addUpdate(stage.database.client, 'ours', incidentId, next);
	await owe('later', NOON + 1);
	await owe('later', NOON + 1);
	const [first, second, again] = stage.letters;
	expect(first?.thread).toBeUndefined();
	expect(second?.thread).toBe(first?.id?.replace(/^thread /, ''));
	expect(second?.id).not.toBe(first?.id);
	expect(again?.id).toBe(second?.id);
	expect(second?.text).toContain('A cable.');
	expect(second?.text).not.toContain('We look into it.');
});

test('what is not public, or not any more, is told to nobody', async () => {
	const stage = await tellingStage();
	const id = await stage.subscriber(ADA);
	const draft = await stage.incident({ isDraft: true });
	const hidden = await stage.incident({ keys: ['secret'] });
	const discarded = await stage.incident();
	await edits.discard(stage.database.client, discarded.incidentId, NOON);
	const documents = [draft, hidden, discarded].map((one) => ({ kind: 'incident-update' as const, ...one }));
	for (const document of [
		...documents,
		{ kind: 'postmortem' as const, incidentId: draft.incidentId },
		{ kind: 'maintenance' as const, occurrenceId: 'none', moment: 'started' as const, updateId: null },
		{
			kind: 'component' as const,
			componentId: 'c-shop',
			from: 'operational' as const,
			to: 'unknown' as const,
			at: NOON
		}
	]) {
		expect(await stage.deliver(id, document)).toMatchObject({ delivered: true });
	}
	expect(stage.letters).toEqual([]);
});

const FOOT = {
	pageTitle: 'Acme',
	language: 'en',
	reason: 'You subscribed.',
	manageUrl: 'https://status.acme.example/subscribe/a.b',
	leaveUrl: 'https://status.acme.example/subscribe/a.b/leave'
};
const HOSTILE = [
	'Down\r\nBcc: eve@evil.example',
	'Down\nSubject: other\n\n<p>body</p>',
	'\u0000\u0007bell',
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	']]>&amp;&#0;',
	'\u202Eevil\u2066',
	'=?utf-8?q?=0d=0aBcc:_eve@evil.example?=',
	'\uD800 alone',
	'😀'.repeat(400),
	'[x](javascript:alert(1)) ![y](https://evil.example/pixel.gif) <b>raw</b>',
	'a'.repeat(10_000)
];

const HEADERS = [
	'content-type',
	'date',
	'from',
	'in-reply-to',
	'message-id',
	'mime-version',
	'references',
	'subject',
	'to'
];

const letterOf = (text: string) => ({
	subject: text,
	preview: text,
	title: text,
	word: 'Investigating',
	state: 'down' as const,
	parts: [
		{ kind: 'typed' as const, markdown: text },
		{ kind: 'line' as const, label: 'Affected', text }
	]
});

test('whatever was typed, a mail has the headers it should have, and only harmless HTML', async () => {
	await using server = await mailServer();
	const mail = createMail({ smtpUrl: server.url, mailFrom: null, origin: 'https://status.acme.example' });
	const typed = fc.string({ unit: 'binary', maxLength: 300 });
	await fc.assert(
		fc.asyncProperty(typed, typed, async (text, pageTitle) => {
			const written = writeLetter(letterOf(text), { ...FOOT, pageTitle });
			expect(written.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
			expect(written.subject.length).toBeLessThan(260);
			expect(written.html).not.toMatch(/<(?:script|img|iframe|b)\b|<[^>]+\son\w+=|href="javascript/i);
			await mail.send({ ...written, to: ADA, id: 'n-1', thread: 'a thread' });
			const parsed = server.taken.pop()?.parsed;
			expect(parsed?.headerLines.map(({ key }) => key).sort()).toEqual(HEADERS);
			expect(parsed?.subject).toBe(written.subject.trim());
		}),
		{ numRuns: 30, examples: HOSTILE.map((text): [string, string] => [text, text]) }
	);
	mail.close();
}, 60_000);

test('over the wire: one recipient is visible, both parts are there, both themes are thought of', async () => {
	await using server = await mailServer();
	const mail = createMail({
		smtpUrl: server.url,
		mailFrom: 'Acme <status@acme.example>',
		origin: 'https://status.acme.example'
	});
	const written = writeLetter(letterOf(HOSTILE.join('\n')), FOOT);
	await mail.send({ ...written, to: ADA, id: 'n-1', headers: { 'List-Unsubscribe': `<${FOOT.leaveUrl}>` } });
	mail.close();
	const [taken] = server.taken;
	expect(taken?.to).toEqual([ADA]);
	expect(taken?.parsed).toMatchObject({ to: { text: ADA }, messageId: '<n-1@status.acme.example>' });
	expect(taken?.parsed.bcc).toBeUndefined();
	expect(taken?.parsed.text).toContain('Leave: https://status.acme.example/subscribe/a.b/leave');
	expect(String(taken?.parsed.html)).toContain('prefers-color-scheme: dark');
	expect(taken?.raw.split('\r\n').every((line) => line.length < 998)).toBe(true);
});
