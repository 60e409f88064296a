/** Asking to be told, on a real store: one answer for everybody, few messages, and links that work for years. */
import { expect, test } from 'vitest';
import * as subscribers from '../../../src/lib/server/stores/subscribers.ts';
import { subscriberStage, type SubscriberStage } from '../../support/subscribers.ts';

const ADA = 'ada@acme.example';
const HOUR_MS = 3_600_000;

const messages = ({ database }: SubscriberStage) =>
	database.client.notice.count({ where: { event: { startsWith: 'sign-up:' } } });
const only = async ({ database }: SubscriberStage) =>
	(
		await subscribers.search(database.client, 'ours', {
			text: '',
			standing: null,
			kind: null,
			skip: 0,
			limit: 9
		})
	).found;

async function confirmed(stage: SubscriberStage, keys: string[] = []): Promise<string> {
	await stage.ask(ADA, { keys });
	const token = stage.links.tokenOf((await only(stage))[0]?.id ?? '');
	expect(await stage.subscriptions.save(token, null)).toBe(true);
	return token;
}

test('asking makes one who waits, owed one question; confirming is a deliberate act', async () => {
	const stage = await subscriberStage();
	expect(await stage.ask(ADA, { keys: ['shop'] })).toEqual({ kind: 'asked' });
	const [ada] = await only(stage);
	expect(ada).toMatchObject({ address: ADA, confirmedAt: null, componentIds: ['c-shop'], isByHand: false });
	expect(await stage.database.client.notice.findMany()).toMatchObject([
		{ recipient: `subscriber:${ada?.id}`, document: { kind: 'sign-up' }, state: 'owed' }
	]);

	const token = stage.links.tokenOf(ada?.id ?? '');
	expect(await stage.subscriptions.read(token)).toMatchObject({ standing: 'waiting', address: ADA });
	expect((await only(stage))[0]?.confirmedAt).toBeNull();
	await stage.subscriptions.save(token, null);
	expect((await only(stage))[0]).toMatchObject({ confirmedAt: stage.clock.now(), componentIds: ['c-shop'] });
});

test('whether an address is known shows neither in the answer nor in what is done to it', async () => {
	const stage = await subscriberStage();
	const token = await confirmed(stage, ['shop']);
	const before = await messages(stage);
	expect(await stage.ask(ADA, { keys: ['mail'] })).toEqual(
		await stage.ask('new@acme.example', { keys: ['mail'] })
	);
	expect(await messages(stage)).toBe(before + 2);
	const known = await stage.subscriptions.read(token);
	expect(known?.components).toMatchObject([
		{ key: 'shop', isFollowed: true },
		{ key: 'mail', isFollowed: false }
	]);
});

test('hidden components and those that never were are refused alike, and shown to nobody', async () => {
	const stage = await subscriberStage();
	expect(await stage.ask(ADA, { keys: ['secret'] })).toEqual({ kind: 'no-such-component' });
	expect(await stage.ask(ADA, { keys: ['nonsense'] })).toEqual({ kind: 'no-such-component' });
	expect(await stage.database.client.subscriber.count()).toBe(0);
	const token = await confirmed(stage);
	expect(JSON.stringify(await stage.subscriptions.read(token))).not.toContain('secret');
});

test('one address is written to three times a day, whoever asks, and nothing tells', async () => {
	const stage = await subscriberStage();
	for (let attempt = 0; attempt < 20; attempt += 1) {
		const address = `ada${attempt % 2 ? `+${attempt}` : ''}@acme.example`;
		expect(await stage.ask(address, { from: `192.0.${attempt}.1` })).toEqual({ kind: 'asked' });
	}
	expect(await messages(stage)).toBe(3);
});

test('one network asks ten times an hour, all of an IPv6 customer being one, also after a restart', async () => {
	const stage = await subscriberStage();
	const from = (host: number) => ({ from: `2001:db8:1:2:${host}::1` });
	for (let one = 0; one < 10; one += 1) {
		expect((await stage.ask(`p${one}@acme.example`, from(one))).kind).toBe('asked');
	}
	await stage.restart();
	expect((await stage.ask('p10@acme.example', from(11))).kind).toBe('wait');
	expect((await stage.ask('p10@acme.example', { from: '2001:db8:1:3::1' })).kind).toBe('asked');
	stage.clock.setWall(stage.clock.now() + HOUR_MS);
	expect((await stage.ask('p11@acme.example', from(12))).kind).toBe('asked');
});

test('one network of IPv4 is 256 addresses', async () => {
	const stage = await subscriberStage();
	for (let one = 0; one < 10; one += 1) await stage.ask(`p${one}@acme.example`, { from: `192.0.2.${one}` });
	expect((await stage.ask('p10@acme.example', { from: '192.0.2.250' })).kind).toBe('wait');
	expect((await stage.ask('p10@acme.example', { from: '192.0.3.250' })).kind).toBe('asked');
});

test('many who ask at the same moment cannot all be the first', async () => {
	const stage = await subscriberStage();
	await Promise.all(Array.from({ length: 30 }, () => stage.ask(ADA, { from: '192.0.2.9' })));
	expect(await messages(stage)).toBe(3);
	const answers = await Promise.all(
		Array.from({ length: 150 }, (_, one) => stage.ask(`q${one}@acme.example`, { from: `198.51.${one}.7` }))
	);
	expect(answers.filter(({ kind }) => kind === 'asked')).toHaveLength(110);
});

test('leaving takes what is still owed along, may be done twice, and a link from before works again', async () => {
	const stage = await subscriberStage();
	const token = await confirmed(stage);
	expect(await messages(stage)).toBe(1);
	expect(await stage.subscriptions.leave(token)).toBe(true);
	expect(await stage.subscriptions.leave(token)).toBe(true);
	expect(await messages(stage)).toBe(0);
	expect((await only(stage))[0]).toMatchObject({ stopReason: 'Left by their own choice.' });

	await subscribers.remove(stage.database.client, 'ours', (await only(stage))[0]?.id ?? '');
	expect(await stage.subscriptions.read(token)).toMatchObject({ standing: 'gone' });
	expect(await stage.subscriptions.leave(token)).toBe(true);
	expect(await stage.subscriptions.save(token, [])).toBe(false);
	expect(await confirmed(stage)).toBe(token);
	await stage.subscriptions.leave(token);
	expect(await stage.subscriptions.read(token)).toMatchObject({ standing: 'stopped' });
});

test('who left and asks again waits for a confirmation anew', async () => {
	const stage = await subscriberStage();
	const token = await confirmed(stage);
	await stage.subscriptions.leave(token);
	await stage.ask(ADA, { keys: ['mail'] });
	expect(await stage.subscriptions.read(token)).toMatchObject({
		standing: 'waiting',
		components: [
			{ key: 'shop', isFollowed: false },
			{ key: 'mail', isFollowed: true }
		]
	});
});

test('a link that we did not make opens nothing', async () => {
	const stage = await subscriberStage();
	const token = await confirmed(stage);
	const [id = '', signature = ''] = token.split('.');
	const forged = [
		'',
		'.',
		id,
		`${id}.`,
		`${id}.${'A'.repeat(43)}`,
		`x${token}`,
		`${token}x`,
		`other.${signature}`
	];
	for (const one of forged) {
		expect(await stage.subscriptions.read(one), one).toBeNull();
		expect(await stage.subscriptions.leave(one), one).toBe(false);
		expect(await stage.subscriptions.save(one, null), one).toBe(false);
	}
	expect((await only(stage))[0]?.stoppedAt).toBeNull();
});

test('what nobody confirms is forgotten after a week', async () => {
	const stage = await subscriberStage();
	await stage.ask(ADA);
	const at = stage.clock.now();
	await subscribers.forgetWaiting(stage.database.client, at + 7 * 24 * HOUR_MS - 1);
	expect(await only(stage)).toHaveLength(1);
	await subscribers.forgetWaiting(stage.database.client, at + 7 * 24 * HOUR_MS + 1);
	expect(await only(stage)).toHaveLength(0);
});
