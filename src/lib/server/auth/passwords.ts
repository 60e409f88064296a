/**
 * Passwords, kept as Argon2id (RFC 9106) with OWASP's parameters. Each costs 19 MiB while it is worked on, so that a
 * flood of sign-ins waits in a short line and the rest is turned away: memory stays bounded and checks keep their time.
 */
import { hash, verify } from '@node-rs/argon2';

export const PASSWORD_AT_LEAST = 10;
/** Longer ones cost time to hash and help nobody. */
export const PASSWORD_AT_MOST = 256;

/** 2 is Argon2id in the package's enumeration, which cannot be imported by name. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING_AT_MOST = 64;

/** So many passwords are being looked at that this one is not. */
export class BusyError extends Error {
	constructor() {
		super('Too many people sign in at this moment. Please try again in a few seconds.');
	}
}

let working = 0;
const waiting: (() => void)[] = [];

/** @throws BusyError when the line is full */
export function hashPassword(password: string): Promise<string> {
	return inLine(() => hash(password, OPTIONS));
}

/** @throws BusyError when the line is full */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
	return inLine(() => verify(stored, password).catch(() => false));
}

async function inLine<T>(work: () => Promise<T>): Promise<T> {
	if (working < AT_ONCE) working += 1;
	else {
		if (waiting.length >= WAITING_AT_MOST) throw new BusyError();
		// Whoever is done hands over the place.
		await new Promise<void>((resolve) => waiting.push(resolve));
	}
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else working -= 1;
	}
}
