import { expect, it } from 'vitest';
import type { Member } from '../../../src/lib/domain/actor.ts';
import { authStage, browser, type AuthStage } from '../../support/auth.ts';

const PASSWORD = 'correct horse battery';
const ADDRESS = '192.0.2.1';

async function stageWithOwner(
	options?: Parameters<typeof authStage>[0]
): Promise<AuthStage & { owner: Member }> {
	const stage = await authStage(options);
	const token = await stage.setupToken();
	await stage.auth.setup.enter(
		token,
		{ email: 'ada@acme.example', name: 'Ada', password: PASSWORD },
		ADDRESS
	);
	return { ...stage, owner: await signIn(stage, 'ada@acme.example') };
}

async function signIn({ auth }: AuthStage, email: string, who = browser()): Promise<Member> {
	await auth.signIn.withPassword(who.visit(), email, PASSWORD);
	const member = await auth.memberOf(who.visit());
	if (!member) throw new Error(`${email} could not sign in`);
	return member;
}

const tokenOf = (text: string) =>
	new URL(text.match(/http\S+token=\S+/)?.[0] ?? '').searchParams.get('token') ?? '';

/** Invites and accepts. */
async function join(
	stage: AuthStage & { owner: Member },
	email: string,
	role: 'admin' | 'editor' | 'viewer' | 'owner'
) {
	const invited = await stage.auth.invitations.invite(stage.owner, email, role, ADDRESS);
	if (invited.outcome !== 'link') throw new Error(invited.outcome);
	await stage.auth.invitations.acceptAnew(
		tokenOf(invited.link),
		{ name: email, password: PASSWORD },
		ADDRESS
	);
	return signIn(stage, email);
}

it('invites by a link that works once', async () => {
	const stage = await stageWithOwner();
	const { invitations } = stage.auth;
	const invited = await invitations.invite(stage.owner, 'Ed@acme.example', 'editor', ADDRESS);
	if (invited.outcome !== 'link') throw new Error(invited.outcome);
	const token = tokenOf(invited.link);
	expect(JSON.stringify(await stage.database.client.invitation.findMany())).not.toContain(token);
	expect(await invitations.find(token)).toMatchObject({
		email: 'ed@acme.example',
		as: 'editor',
		hasAccount: false
	});
	const person = { name: 'Ed', password: PASSWORD };
	const answers = await Promise.all([1, 2, 3].map(() => invitations.acceptAnew(token, person, ADDRESS)));
	expect(answers.filter(Boolean)).toHaveLength(1);
	expect(await invitations.find(token)).toBe(null);
	expect(await signIn(stage, 'ed@acme.example')).toMatchObject({
		role: 'editor',
		workspaceId: stage.owner.workspaceId
	});
});

it('mails the link where there is a mail server', async () => {
	const stage = await stageWithOwner({ hasMail: true });
	expect(await stage.auth.invitations.invite(stage.owner, 'ed@acme.example', 'editor', ADDRESS)).toEqual({
		outcome: 'sent'
	});
	expect(stage.letters[0]?.to).toBe('ed@acme.example');
	expect(await stage.auth.invitations.find(tokenOf(stage.letters[0]?.text ?? ''))).not.toBe(null);
});

it('withdraws an invitation, for its own workspace only', async () => {
	const stage = await stageWithOwner();
	const { invitations } = stage.auth;
	const invited = await invitations.invite(stage.owner, 'ed@acme.example', 'editor', ADDRESS);
	const [listed] = await invitations.list(stage.owner.workspaceId);
	const stranger = { ...stage.owner, workspaceId: 'theirs' };
	expect(await invitations.withdraw(stranger, listed?.id ?? '', ADDRESS)).toBe(false);
	expect(await invitations.withdraw(stage.owner, listed?.id ?? '', ADDRESS)).toBe(true);
	expect(await invitations.find(tokenOf(invited.outcome === 'link' ? invited.link : ''))).toBe(null);
});

it('lets nobody give more than they may', async () => {
	const stage = await stageWithOwner();
	const admin = await join(stage, 'admin@acme.example', 'admin');
	const editor = await join(stage, 'ed@acme.example', 'editor');
	const { invitations, team } = stage.auth;
	expect((await invitations.invite(admin, 'x@acme.example', 'owner', ADDRESS)).outcome).toBe('forbidden');
	expect((await invitations.invite(editor, 'x@acme.example', 'viewer', ADDRESS)).outcome).toBe('forbidden');
	expect(await team.changeRole(admin, stage.owner.userId, 'viewer', ADDRESS)).toBe('forbidden');
	expect(await team.changeRole(admin, admin.userId, 'owner', ADDRESS)).toBe('forbidden');
	expect(await team.remove(admin, stage.owner.userId, ADDRESS)).toBe('forbidden');
	expect(await team.changeRole({ ...admin, workspaceId: 'theirs' }, editor.userId, 'viewer', ADDRESS)).toBe(
		'missing'
	);
});

it('keeps one owner', async () => {
	const stage = await stageWithOwner();
	const { team } = stage.auth;
	expect(await team.changeRole(stage.owner, stage.owner.userId, 'viewer', ADDRESS)).toBe('last owner');
	expect(await team.remove(stage.owner, stage.owner.userId, ADDRESS)).toBe('last owner');
	const second = await join(stage, 'second@acme.example', 'owner');
	expect(await team.changeRole(second, stage.owner.userId, 'viewer', ADDRESS)).toBe('done');
});

it('ends everything of who is removed', async () => {
	const stage = await stageWithOwner();
	await join(stage, 'ed@acme.example', 'editor');
	const ed = browser();
	const editor = await signIn(stage, 'ed@acme.example', ed);
	let isTold = false;
	stage.auth.sessions.onEnd(editor, () => (isTold = true));
	expect(await stage.auth.team.remove(stage.owner, editor.userId, ADDRESS)).toBe('done');
	expect(isTold).toBe(true);
	expect(await stage.auth.memberOf(ed.visit())).toBe(null);
	expect((await stage.auth.signIn.withPassword(browser().visit(), 'ed@acme.example', PASSWORD)).outcome).toBe(
		'refused'
	);
});

it('takes a role away at the next request', async () => {
	const stage = await stageWithOwner();
	await join(stage, 'ed@acme.example', 'editor');
	const ed = browser();
	const editor = await signIn(stage, 'ed@acme.example', ed);
	await stage.auth.team.changeRole(stage.owner, editor.userId, 'viewer', ADDRESS);
	expect(await stage.auth.memberOf(ed.visit())).toMatchObject({ role: 'viewer' });
});

it('opens a workspace of their own for who registers, and only where that is open', async () => {
	const closed = await stageWithOwner();
	expect(closed.auth.registration.isOpen).toBe(false);
	const stage = await stageWithOwner({ settings: { registration: 'open' } });
	const person = { email: 'guest@example.test', name: 'Guest', password: PASSWORD };
	expect(await stage.auth.registration.register(person, ADDRESS)).toBe('ready');
	const guest = await signIn(stage, person.email);
	expect(guest).toMatchObject({ role: 'owner', isDefaultWorkspace: false });
	expect(guest.workspaceId).not.toBe(stage.owner.workspaceId);
	const pages = await stage.database.client.statusPage.findMany({
		where: { workspaceId: guest.workspaceId }
	});
	expect(pages).toMatchObject([{ isDefault: false }]);
	// the same answer for an address that has an account, which stays as it is
	expect(await stage.auth.registration.register({ ...person, password: 'of somebody else' }, ADDRESS)).toBe(
		'ready'
	);
	expect(await signIn(stage, person.email)).toMatchObject({ userId: guest.userId });
});

it('confirms an address by mail before it makes the account', async () => {
	const stage = await stageWithOwner({ hasMail: true, settings: { registration: 'open' } });
	const person = { email: 'guest@example.test', name: 'Guest', password: PASSWORD };
	expect(await stage.auth.registration.register(person, ADDRESS)).toBe('mailed');
	expect(await stage.auth.registration.register({ ...person, email: 'ada@acme.example' }, ADDRESS)).toBe(
		'mailed'
	);
	expect(stage.letters.map(({ subject }) => subject)).toEqual([
		'Confirm your account',
		'You have an account'
	]);
	expect(await stage.database.client.user.count()).toBe(1);
	const token = tokenOf(stage.letters[0]?.text ?? '');
	expect(await stage.auth.registration.confirm(`${token}x`, ADDRESS)).toBe(false);
	expect(await stage.auth.registration.confirm(token, ADDRESS)).toBe(true);
	expect(await stage.auth.registration.confirm(token, ADDRESS)).toBe(false);
	expect(await signIn(stage, person.email)).toMatchObject({ name: 'Guest' });
});

it('keeps keys as hashes, bound to workspace and scopes, until they are revoked', async () => {
	const stage = await stageWithOwner();
	const { keys } = stage.auth;
	const trace = {
		workspaceId: stage.owner.workspaceId,
		at: Date.now(),
		actor: 'ada@acme.example',
		address: null
	};
	const key = await keys.create(trace, { name: 'deploys', scopes: ['incidents:write'] });
	expect(key).toMatch(/^ghk_[\w-]{43}$/);
	expect(JSON.stringify(await stage.database.client.apiKey.findMany())).not.toContain(key);
	expect(JSON.stringify(await stage.database.client.auditEntry.findMany())).not.toContain(key);
	expect(await keys.authenticate(`Bearer ${key}`)).toMatchObject({
		name: 'deploys',
		scopes: ['incidents:write']
	});
	for (const header of [null, '', 'Bearer', key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key} more`]) {
		expect(await keys.authenticate(header), String(header)).toBe(null);
	}
	const [listed] = await keys.list(stage.owner.workspaceId);
	expect(await keys.revoke({ ...trace, workspaceId: 'theirs' }, listed?.id ?? '')).toBe(false);
	expect(await keys.revoke(trace, listed?.id ?? '')).toBe(true);
	expect(await keys.authenticate(`Bearer ${key}`)).toBe(null);
});
