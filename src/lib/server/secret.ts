/** The one secret of an installation and what is made from it: sealed values, signed links, hashes of tokens. */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	hkdfSync,
	randomBytes,
	timingSafeEqual
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Sealer {
	/** Encrypts a value for storage; the result is text. */
	seal(value: unknown): string;
	/**
	 * Decrypts what `seal` made.
	 * @throws Error with a sentence when it was sealed with another secret
	 */
	open(sealed: string): unknown;
	/** Whether a sealed text holds this value; false as well where it was sealed with another secret. */
	holds(sealed: string, value: unknown): boolean;
	/** A signature over a text for one purpose, for links that work for years. */
	sign(purpose: string, text: string): string;
	verify(purpose: string, text: string, signature: string): boolean;
}

/** AES-256-GCM as NIST SP 800-38D recommends it: a nonce of 96 bits, the whole tag of 128. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What a generated secret has at least; less in the file means that somebody or something cut it off. */
const SECRET_CHARACTERS = 32;

/**
 * The configured secret, else the one in the data directory, which is made at the first start (0600).
 * @throws Error with a sentence when the file is there but does not hold a secret
 */
export function loadSecret(dataDir: string, configured: string | null): string {
	if (configured) return configured;
	const file = path.join(dataDir, 'secret');
	if (!existsSync(file)) makeSecret(file);
	const secret = readFileSync(file, 'utf8').trim();
	if (secret.length >= SECRET_CHARACTERS) return secret;
	throw new Error(
		`${file} does not hold a whole secret. Restore it from a backup: what it sealed cannot be read without it.`
	);
}

/** Whole or not at all, and never in place of another: two that start at the same time end up with the same one. */
function makeSecret(file: string): void {
	mkdirSync(path.dirname(file), { recursive: true });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
	try {
		linkSync(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}

export function createSealer(secret: string): Sealer {
	const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'gatehouse', purpose, 32));
	const sealingKey = keyFor('seal');
	const sign = (purpose: string, text: string) =>
		createHmac('sha256', keyFor(`sign ${purpose}`))
			.update(text)
			.digest('base64url');
	/** @throws Error from the cipher when the text is not ours or was altered */
	const unseal = (sealed: string): string => {
		const bytes = Buffer.from(sealed, 'base64url');
		const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, NONCE_BYTES), {
			authTagLength: TAG_BYTES
		});
		decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
		return (
			decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
		);
	};
	return {
		seal(value) {
			const nonce = randomBytes(NONCE_BYTES);
			const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: TAG_BYTES });
			const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
			return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
		},
		open(sealed) {
			try {
				return JSON.parse(unseal(sealed));
			} catch (error) {
				throw new Error(
					'A stored secret was sealed with another SECRET. Start with the one it was stored with.',
					{
						cause: error
					}
				);
			}
		},
		holds(sealed, value) {
			try {
				return unseal(sealed) === JSON.stringify(value);
			} catch {
				return false;
			}
		},
		sign,
		verify(purpose, text, signature) {
			const [expected, given] = [Buffer.from(sign(purpose, text)), Buffer.from(signature)];
			return expected.length === given.length && timingSafeEqual(expected, given);
		}
	};
}

/** How tokens and keys are stored: SHA-256, hex. They are long and random, so that no salt is needed. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
