/** `create-key --scope all`: makes an API key for the default workspace and prints it, once. */
import { parseArgs } from 'node:util';
import { OPERATOR } from '../../lib/domain/audit.ts';
import { SCOPES, type Scope } from '../../lib/domain/role.ts';
import { createKeys } from '../../lib/server/auth/keys.ts';
import { newId } from '../../lib/server/new-id.ts';
import { EXIT, UsageFault, type Verb } from './terminal.ts';
import { withStore } from './with-store.ts';

export const createKeyVerb: Verb = {
	usage: 'create-key --scope all [--scope SCOPE …] [--name NAME]',
	about: 'Makes a key for /api/v1 and prints it. It is stored as a hash and cannot be shown again.',
	async run(args, { out, err, env }) {
		const { scopes, name } = askedOf(args);
		const key = await withStore(env, ({ database, workspaceId, now }) =>
			createKeys({ database, newId, now: () => now }).create(
				{ workspaceId, at: now, actor: OPERATOR, address: null },
				{ name, scopes }
			)
		);
		// The key alone on stdout, so that a script can take it.
		err(`Made the key "${name}" for ${scopes.join(', ')}. Keep it: it is not shown again.`);
		out(key);
		return EXIT.ok;
	}
};

function askedOf(args: string[]): { scopes: Scope[]; name: string } {
	let values: { scope?: string[] | undefined; name?: string | undefined };
	try {
		const options = { scope: { type: 'string', multiple: true }, name: { type: 'string' } } as const;
		({ values } = parseArgs({ args, options }));
	} catch (error) {
		throw new UsageFault((error as Error).message);
	}
	const given = values.scope?.flatMap((one) => one.split(',')) ?? [];
	if (given.length === 0) throw new UsageFault('create-key takes at least one --scope, such as --scope all.');
	const scopes = given.filter((one): one is Scope => ['all', ...SCOPES].includes(one));
	const unknown = given.find((one) => !scopes.includes(one as Scope));
	if (unknown !== undefined) {
		throw new UsageFault(`There is no scope "${unknown}". A scope is all, or one of ${SCOPES.join(', ')}.`);
	}
	return { scopes, name: values.name?.trim() || 'made on the command line' };
}
