import path from 'node:path';
import { expect, it } from 'vitest';
import { dispatch } from '../../src/cli/gatehouse/dispatch.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { authStage, browser } from '../support/auth.ts';
import { temporaryFolder } from '../support/database.ts';

async function run(dataDir: string, ...args: string[]) {
	const [out, err]: [string[], string[]] = [[], []];
	const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
	const code = await dispatch(args, { ...terminal, env: { DATA_DIR: dataDir } });
	return { code, out, err };
}

it('makes a key on an empty machine, and prints it alone', async () => {
	const dataDir = temporaryFolder();
	const { code, out } = await run(dataDir, 'create-key', '--scope', 'all');
	expect(code).toBe(0);
	expect(out).toEqual([expect.stringMatching(/^ghk_[\w-]{43}$/)]);
	expect((await run(dataDir, 'create-key', '--scope', 'everything')).err.join()).toContain(
		'no scope "everything"'
	);
	expect((await run(dataDir, 'create-key')).code).toBe(2);
});

it('makes an owner when all is lost, and opens the account again that there is', async () => {
	const dataDir = temporaryFolder();
	const made = await run(dataDir, 'create-admin', '--email', 'ada@acme.example');
	expect(made.code).toBe(0);
	const again = await run(dataDir, 'create-admin', '--email', 'ADA@acme.example');
	expect(again.out[0]).toBe('Reopened the account of the owner ADA@acme.example.');
	const database = await openDatabase({
		url: `file:${path.join(dataDir, 'gatehouse.db')}`,
		backupFolder: path.join(dataDir, 'backups')
	});
	try {
		const { auth } = await authStage({ database });
		const passwords = [made, again].map(({ out }) => out[1]?.replace('Password: ', '') ?? '');
		const tries = passwords.map((password) =>
			auth.signIn.withPassword(browser().visit(), 'ada@acme.example', password)
		);
		expect((await Promise.all(tries)).map(({ outcome }) => outcome)).toEqual(['refused', 'in']);
	} finally {
		await database.close();
	}
	expect((await run(dataDir, 'create-admin', '--email', 'nobody')).code).toBe(2);
});
