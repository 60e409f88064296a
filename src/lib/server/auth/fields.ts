/** The fields of every form about accounts: what they take, and the sentence when they are given something else. */
import { z } from 'zod';
import { ROLES, SCOPES, type Scope } from '../../domain/role.ts';
import { PASSWORD_AT_LEAST, PASSWORD_AT_MOST } from './passwords.ts';

export const email = z
	.string({ error: 'Type a mail address, such as ada@acme.example.' })
	.trim()
	.max(254, 'That is longer than a mail address can be.')
	.pipe(z.email('That is not a mail address. One looks like ada@acme.example.'));

export const newPassword = z
	.string({ error: 'Choose a password.' })
	.min(
		PASSWORD_AT_LEAST,
		`A password has at least ${PASSWORD_AT_LEAST} characters; a few words make a good one.`
	)
	.max(PASSWORD_AT_MOST, `A password has at most ${PASSWORD_AT_MOST} characters.`);

/** A password that is there already; whether it is right is said elsewhere. */
export const password = z
	.string({ error: 'Type your password.' })
	.min(1, 'Type your password.')
	.max(PASSWORD_AT_MOST, 'That is longer than any password here.');

export const personName = z
	.string({ error: 'Type a name, so that colleagues know who did what.' })
	.trim()
	.min(1, 'Type a name, so that colleagues know who did what.')
	.max(100, 'A name has at most 100 characters.');

export const code = z
	.string({ error: 'Type the six digits from your app, or a recovery code.' })
	.trim()
	.min(1, 'Type the six digits from your app, or a recovery code.')
	.max(40, 'That is longer than any code.');

export const token = z.string({ error: 'The link is not whole.' }).trim().max(400, 'The link is not whole.');

export const role = z.enum(ROLES, `Choose one of ${ROLES.join(', ')}.`);

export const id = z.string({ error: 'Choose one.' }).min(1).max(64);

const KNOWN_SCOPES: readonly string[] = ['all', ...SCOPES];

export const scopes = z
	.union([z.string().transform((one) => [one]), z.array(z.string())], { error: 'Choose at least one.' })
	.refine(
		(list) => list.length > 0 && list.every((one) => KNOWN_SCOPES.includes(one)),
		'Choose at least one.'
	)
	.transform((list) => (list.includes('all') ? ['all'] : [...new Set(list)]) as Scope[]);
