/** `create-admin --email …`: the way in when all is lost. Makes an owner, or gives one a new password. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { OPERATOR } from '../../lib/domain/audit.ts';
import { email as emailField } from '../../lib/server/auth/fields.ts';
import { hashPassword } from '../../lib/server/auth/passwords.ts';
import { makeOwner } from '../../lib/server/auth/recovery.ts';
import { newId } from '../../lib/server/new-id.ts';
import { EXIT, printable, UsageFault, type Verb } from './terminal.ts';
import { withStore } from './with-store.ts';

export const createAdminVerb: Verb = {
	usage: 'create-admin --email ADDRESS [--name NAME]',
	about:
		'Makes an owner and prints a new password, once. For an address that has an account: a new password, no second factor, every session ended.',
	async run(args, { out, env }) {
		const { email, name } = askedOf(args);
		const password = randomBytes(15).toString('base64url');
		const passwordHash = await hashPassword(password);
		const wasThere = await withStore(env, ({ database, workspaceId, now }) =>
			makeOwner(
				database,
				{ id: newId(), email, name, passwordHash, isVerified: false },
				{ workspaceId, at: now, actor: `${OPERATOR} (create-admin)`, address: null }
			)
		);
		out(`${wasThere ? 'Reopened the account of' : 'Made'} the owner ${printable(email)}.`);
		out(`Password: ${password}`);
		out('It is not shown again. Sign in with it and choose another one.');
		return EXIT.ok;
	}
};

function askedOf(args: string[]): { email: string; name: string } {
	let values: { email?: string | undefined; name?: string | undefined };
	try {
		({ values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' } } }));
	} catch (error) {
		throw new UsageFault((error as Error).message);
	}
	const parsed = emailField.safeParse(values.email);
	if (!parsed.success) throw new UsageFault('create-admin takes --email and a mail address.');
	return { email: parsed.data, name: values.name?.trim() || (parsed.data.split('@')[0] ?? parsed.data) };
}
