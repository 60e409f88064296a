import { describe, expect, it } from 'vitest';
import { run } from '../../support/stand-ins/stand-in.ts';
import { telegram } from '../../support/stand-ins/telegram.ts';
import { tellChannel, TROUBLE } from '../../support/telling.ts';

describe('Telegram', () => {
	it('finds a group that became a supergroup, and says what to enter', async () => {
		await using server = await run(telegram);
		server.next.push({
			status: 400,
			body: '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009}}'
		});
		expect(await tellChannel('telegram', telegram.settings(server.url), TROUBLE)).toEqual({
			delivered: true,
			answer: 'The chat has a new number: enter -1009 instead of -1001234.'
		});
		expect(server.asked.map(({ body }) => (JSON.parse(body) as { chat_id: string }).chat_id)).toEqual([
			'-1001234',
			'-1009'
		]);
	});

	it('posts in a topic, and is quiet about what needs nobody', async () => {
		await using server = await run(telegram);
		const settings = { ...telegram.settings(server.url), topic: 7 };
		await tellChannel('telegram', settings, { ...TROUBLE, severity: 'info' });
		expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({
			message_thread_id: 7,
			disable_notification: true
		});
	});

	it('keeps the links when a long text has to be cut', async () => {
		await using server = await run(telegram);
		const lines = Array.from({ length: 9 }, (_, at) => ({ label: `Line ${at}`, text: '<&>'.repeat(900) }));
		await tellChannel('telegram', telegram.settings(server.url), { ...TROUBLE, lines });
		expect(server.faults).toEqual([]);
		const asked = server.asked[0];
		expect(asked && telegram.read(asked).links).toEqual(TROUBLE.links.map(({ url }) => url));
	});

	it.each([
		[{ token: 'not a token' }, 'takes the token of a bot'],
		[{ token: '1:a/../../x' }, 'takes the token of a bot'],
		[{ chat: 'somebody' }, 'takes the number of a chat']
	])('refuses %j', async (wrong, sentence) => {
		const settings = { ...telegram.settings('http://127.0.0.1'), ...wrong };
		await expect(tellChannel('telegram', settings, TROUBLE)).rejects.toThrow(sentence);
	});
});
