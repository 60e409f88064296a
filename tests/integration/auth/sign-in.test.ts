import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { authStage, browser, type AuthStage } from '../../support/auth.ts';

const PASSWORD = 'correct horse battery';
const EMAIL = 'ada@acme.example';

async function stageWithOwner(options?: Parameters<typeof authStage>[0]): Promise<AuthStage> {
	const stage = await authStage(options);
	const token = await stage.setupToken();
	await stage.auth.setup.enter(token, { email: EMAIL, name: 'Ada', password: PASSWORD }, '192.0.2.1');
	return stage;
}

/** RFC 6238 with an app's usual choices: SHA-1, six digits, thirty seconds. */
function codeFor(secret: string, at = Date.now()): string {
	const bits = [...secret.replace(/=+$/, '')]
		.map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
		.join('');
	const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const mac = createHmac('sha1', key).update(counter).digest();
	const offset = (mac.at(-1) ?? 0) & 15;
	return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function withSecondFactor(stage: AuthStage, ada = browser()) {
	await stage.auth.signIn.withPassword(ada.visit(), EMAIL, PASSWORD);
	const member = await stage.auth.memberOf(ada.visit());
	if (!member) throw new Error('not signed in');
	const enrolment = await stage.auth.secondFactor.begin(ada.visit(), member, PASSWORD);
	if (typeof enrolment === 'string') throw new Error(enrolment);
	expect(await stage.auth.secondFactor.confirm(ada.visit(), member, '000000')).toBe('wrong');
	expect(await stage.auth.secondFactor.confirm(ada.visit(), member, codeFor(enrolment.secret))).toBe('done');
	return { ada, enrolment };
}

it('signs in, and knows who it is', async () => {
	const { auth } = await stageWithOwner();
	const ada = browser();
	expect(await auth.memberOf(ada.visit())).toBe(null);
	expect(await auth.signIn.withPassword(ada.visit(), ' ADA@acme.example', PASSWORD)).toEqual({
		outcome: 'in'
	});
	expect(await auth.memberOf(ada.visit())).toMatchObject({
		email: EMAIL,
		role: 'owner',
		isDefaultWorkspace: true
	});
});

it('says the same for a name that exists and for one that does not', async () => {
	const { auth } = await stageWithOwner();
	const wrong = await auth.signIn.withPassword(browser().visit(), EMAIL, 'wrong password');
	const unknown = await auth.signIn.withPassword(browser().visit(), 'nobody@acme.example', 'wrong password');
	expect(wrong).toEqual({ outcome: 'refused' });
	expect(unknown).toEqual(wrong);
});

it('takes no session that was altered', async () => {
	const { auth } = await stageWithOwner();
	const ada = browser();
	await auth.signIn.withPassword(ada.visit(), EMAIL, PASSWORD);
	const [name, value] = [...ada.jar].find(([key]) => key.includes('session')) ?? ['', ''];
	ada.jar.set(
		name,
		value.replace(/.\./, (end) => (end === 'a.' ? 'b.' : 'a.'))
	);
	expect(await auth.memberOf(ada.visit())).toBe(null);
});

it('slows a stranger, and lets the owner in all the while', async () => {
	const { auth } = await stageWithOwner();
	const ada = browser('198.51.100.7');
	await auth.signIn.withPassword(ada.visit(), EMAIL, PASSWORD);
	const stranger = browser('203.0.113.5');
	const answers = [];
	for (let guess = 0; guess < 20; guess += 1) {
		answers.push((await auth.signIn.withPassword(stranger.visit(), EMAIL, `guess ${guess}`)).outcome);
	}
	expect(answers.filter((outcome) => outcome === 'wait').length).toBeGreaterThanOrEqual(7);
	await auth.sessions.signOut(ada.visit());
	expect((await auth.signIn.withPassword(ada.visit(), EMAIL, PASSWORD)).outcome).toBe('in');
	expect((await auth.signIn.withPassword(browser('192.0.2.99').visit(), EMAIL, PASSWORD)).outcome).toBe('in');
});

it('ends sessions at logout, and tells whoever holds a stream open', async () => {
	const { auth } = await stageWithOwner();
	const ada = browser();
	await auth.signIn.withPassword(ada.visit(), EMAIL, PASSWORD);
	const member = await auth.memberOf(ada.visit());
	if (!member) throw new Error('not signed in');
	let isTold = false;
	auth.sessions.onEnd(member, () => (isTold = true));
	const copy = browser();
	for (const [name, value] of ada.jar) copy.jar.set(name, value);
	await auth.sessions.signOut(ada.visit());
	expect(isTold).toBe(true);
	expect(await auth.memberOf(ada.visit())).toBe(null);
	expect(await auth.memberOf(copy.visit())).toBe(null);
	expect(await auth.sessions.isAlive(member.sessionId)).toBe(false);
});

it('lists sessions and ends one of them; a stranger cannot', async () => {
	const { auth } = await stageWithOwner();
	const [phone, laptop] = [browser('192.0.2.1'), browser('192.0.2.2')];
	await auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD);
	await auth.signIn.withPassword(laptop.visit(), EMAIL, PASSWORD);
	const member = await auth.memberOf(laptop.visit());
	if (!member) throw new Error('not signed in');
	const listed = await auth.sessions.list(member.userId);
	expect(listed.map(({ address }) => address).sort()).toEqual(['192.0.2.1', '192.0.2.2']);
	const other = listed.find(({ id }) => id !== member.sessionId);
	expect(await auth.sessions.end('somebody else', other?.id ?? '')).toBe(false);
	expect(await auth.memberOf(phone.visit())).not.toBe(null);
	expect(await auth.sessions.end(member.userId, other?.id ?? '')).toBe(true);
	expect(await auth.memberOf(phone.visit())).toBe(null);
	expect(await auth.memberOf(laptop.visit())).not.toBe(null);
});

it('ends the other sessions when the password changes', async () => {
	const { auth } = await stageWithOwner();
	const [phone, laptop] = [browser(), browser()];
	await auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD);
	await auth.signIn.withPassword(laptop.visit(), EMAIL, PASSWORD);
	const [onPhone, onLaptop] = [await auth.memberOf(phone.visit()), await auth.memberOf(laptop.visit())];
	if (!onPhone || !onLaptop) throw new Error('not signed in');
	let isTold = false;
	auth.sessions.onEnd(onPhone, () => (isTold = true));
	expect(await auth.passwords.change(laptop.visit(), onLaptop, 'not it', 'another password')).toBe('wrong');
	expect(await auth.passwords.change(laptop.visit(), onLaptop, PASSWORD, 'another password')).toBe('done');
	expect(isTold).toBe(true);
	expect(await auth.memberOf(phone.visit())).toBe(null);
	expect(await auth.memberOf(laptop.visit())).not.toBe(null);
	expect((await auth.signIn.withPassword(browser().visit(), EMAIL, PASSWORD)).outcome).toBe('refused');
});

it('asks for the second factor, which nothing skips', async () => {
	const stage = await stageWithOwner();
	const { enrolment } = await withSecondFactor(stage);
	const { auth } = stage;
	const phone = browser();
	expect(await auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD)).toEqual({
		outcome: 'second factor'
	});
	expect([...phone.jar.keys()].some((name) => name.includes('session_token'))).toBe(false);
	expect(await auth.memberOf(phone.visit())).toBe(null);
	expect((await auth.signIn.withCode(phone.visit(), '000000')).outcome).toBe('refused');
	expect((await auth.signIn.withCode(phone.visit(), codeFor(enrolment.secret))).outcome).toBe('in');
	expect(await auth.memberOf(phone.visit())).toMatchObject({ hasSecondFactor: true });
});

it('takes a code of the app once, within its half minute too', async () => {
	const stage = await stageWithOwner();
	const { enrolment } = await withSecondFactor(stage);
	const code = codeFor(enrolment.secret);
	const phone = browser();
	await stage.auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD);
	expect((await stage.auth.signIn.withCode(phone.visit(), code)).outcome).toBe('in');
	const before = await stage.database.client.session.count();
	const thief = browser('203.0.113.5');
	await stage.auth.signIn.withPassword(thief.visit(), EMAIL, PASSWORD);
	expect((await stage.auth.signIn.withCode(thief.visit(), code)).outcome).toBe('refused');
	expect(await stage.auth.memberOf(thief.visit())).toBe(null);
	expect(await stage.database.client.session.count()).toBe(before);
});

it('takes a recovery code, once', async () => {
	const stage = await stageWithOwner();
	const { enrolment } = await withSecondFactor(stage);
	const [code = ''] = enrolment.recoveryCodes;
	const phone = browser();
	await stage.auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD);
	expect((await stage.auth.signIn.withCode(phone.visit(), code)).outcome).toBe('in');
	const thief = browser('203.0.113.5');
	await stage.auth.signIn.withPassword(thief.visit(), EMAIL, PASSWORD);
	expect((await stage.auth.signIn.withCode(thief.visit(), code)).outcome).toBe('refused');
});

it('lets nobody guess codes without the password, or for long with it', async () => {
	const stage = await stageWithOwner();
	await withSecondFactor(stage);
	expect((await stage.auth.signIn.withCode(browser().visit(), '123456')).outcome).toBe('again');
	const thief = browser('203.0.113.5');
	await stage.auth.signIn.withPassword(thief.visit(), EMAIL, PASSWORD);
	const outcomes = [];
	for (let guess = 0; guess < 8; guess += 1) {
		outcomes.push((await stage.auth.signIn.withCode(thief.visit(), String(100_000 + guess))).outcome);
	}
	expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('refused'));
	expect(outcomes.slice(5)).not.toContain('refused');
});

it('resets a password by a mailed link, once, and tells strangers nothing', async () => {
	const stage = await stageWithOwner({ hasMail: true });
	const { auth, letters } = stage;
	const phone = browser();
	await auth.signIn.withPassword(phone.visit(), EMAIL, PASSWORD);
	expect(await auth.passwords.requestReset(browser().visit(), 'nobody@acme.example')).toBe('done');
	expect(await auth.passwords.requestReset(browser().visit(), EMAIL)).toBe('done');
	await expect.poll(() => letters).toHaveLength(1);
	const token =
		new URL(letters[0]?.text.match(/http\S+token=\S+/)?.[0] ?? '').searchParams.get('token') ?? '';
	const stored = await stage.database.client.verification.findMany();
	expect(JSON.stringify(stored)).not.toContain(token);
	expect(await auth.passwords.reset(browser().visit(), token, 'a new password')).toBe('done');
	expect(await auth.passwords.reset(browser().visit(), token, 'a third password')).toBe('wrong');
	expect(await auth.memberOf(phone.visit())).toBe(null);
	expect((await auth.signIn.withPassword(browser().visit(), EMAIL, 'a new password')).outcome).toBe('in');
});
