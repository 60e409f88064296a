/** Devices that signed in to an account before: a signed cookie, so that a stranger's guessing cannot lock them out. */
import { randomBytes } from 'node:crypto';
import type { Sealer } from '../secret.ts';
import { normalEmail } from './people.ts';
import type { Visitor } from './visitor.ts';

const COOKIE = 'gatehouse.device';
const YEAR_SECONDS = 365 * 86_400;
const PURPOSE = 'known device';

/** The device's name when it is known to this account. */
export function knownDevice(sealer: Sealer, visitor: Visitor, email: string): string | null {
	const [device, signature] = (visitor.cookies.get(COOKIE) ?? '').split('.');
	if (!device || !signature) return null;
	return sealer.verify(PURPOSE, `${device} ${normalEmail(email)}`, signature) ? device : null;
}

/** Remembers that this device signed in to the account. */
export function rememberDevice(sealer: Sealer, visitor: Visitor, email: string, isSecure: boolean): void {
	const device = randomBytes(12).toString('base64url');
	const value = `${device}.${sealer.sign(PURPOSE, `${device} ${normalEmail(email)}`)}`;
	visitor.cookies.set(COOKIE, value, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure,
		maxAge: YEAR_SECONDS
	});
}
