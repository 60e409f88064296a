/** The one secret of an installation and what is made from it: sealed values, signed links, hashes of tokens. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Sealer {
	/** Encrypts a value for storage; the result is text. */
	seal(value: unknown): string;
	/**
	 * Decrypts what `seal` made.
	 * @throws Error with a sentence when it was sealed with another secret
	 */
	open(sealed: string): unknown;
	/** A signature over a text for one purpose, for links that work for years. */
	sign(purpose: string, text: string): string;
	verify(purpose: string, text: string, signature: string): boolean;
}

/** The configured secret, else the one in the data directory, which is made at the first start (0600). */
export function loadSecret(dataDir: string, configured: string | null): string {
	if (configured) return configured;
	const file = path.join(dataDir, 'secret');
	mkdirSync(dataDir, { recursive: true });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
	try {
		linkSync(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(draft, { force: true });
	}
	return readFileSync(file, 'utf8').trim();
}

export function createSealer(secret: string): Sealer {
	const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'gatehouse', purpose, 32));
	const sealingKey = keyFor('seal');
	const sign = (purpose: string, text: string) =>
		createHmac('sha256', keyFor(`sign ${purpose}`)).update(text).digest('base64url');
	return {
		seal(value) {
			const nonce = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
			const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
			return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
		},
		open(sealed) {
			const bytes = Buffer.from(sealed, 'base64url');
			try {
				const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, 12));
				decipher.setAuthTag(bytes.subarray(12, 28));
				return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
			} catch (error) {
				throw new Error('A stored secret was sealed with another SECRET. Start with the one it was stored with.', {
					cause: error
				});
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
