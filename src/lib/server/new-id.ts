/** Ids for everything that people may see: they say nothing, and cannot be guessed. */
import { randomBytes } from 'node:crypto';

/** 16 letters and digits. */
export function newId(): string {
	return BigInt(`0x${randomBytes(11).toString('hex')}`)
		.toString(36)
		.padStart(17, '0')
		.slice(-16);
}
