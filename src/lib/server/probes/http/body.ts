/** Reads a body with a bound on what it may become: the cap counts after decompression, so that a bomb stays small. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';

/** What is read of a body at most: enough for expectations. */
export const READ_AT_MOST = 1_048_576;
/** What is kept of it as evidence. */
export const KEPT_AT_MOST = 65_536;

export interface ReadBody {
	text: string;
	/** True length as far as it was read, bytes after decompression. */
	bytes: number;
	sha256: string;
	isTruncated: boolean;
}

const DECODERS: Record<string, () => zlib.BrotliDecompress | zlib.Gunzip | zlib.Inflate | zlib.ZstdDecompress> = {
	gzip: () => zlib.createGunzip(),
	'x-gzip': () => zlib.createGunzip(),
	deflate: () => zlib.createInflate(),
	br: () => zlib.createBrotliDecompress(),
	zstd: () => zlib.createZstdDecompress()
};

/** What of a body is already there when it fails half-way: the failure keeps it. */
export class BodyFailure extends Error {
	readonly partial: ReadBody;
	constructor(cause: unknown, partial: ReadBody) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.partial = partial;
	}
}

/**
 * Reads up to the cap and lets the rest go.
 * @throws BodyFailure when the stream breaks or the encoding is not what the header says
 */
export function readBody(stream: Readable, encoding: string | undefined): Promise<ReadBody> {
	const decoder = DECODERS[(encoding ?? '').trim().toLowerCase()]?.();
	const source: Readable = decoder ?? stream;
	const chunks: Buffer[] = [];
	let bytes = 0;
	const read = (isTruncated: boolean) => {
		const whole = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
		return { text: whole.toString('utf8'), bytes, sha256: createHash('sha256').update(whole).digest('hex'), isTruncated };
	};
	return new Promise((resolve, reject) => {
		const fail = (error: unknown) => reject(new BodyFailure(error, read(true)));
		source.on('data', (chunk: Buffer) => {
			const rest = READ_AT_MOST - bytes;
			chunks.push(chunk.length > rest ? chunk.subarray(0, rest) : chunk);
			bytes += Math.min(chunk.length, rest);
			if (chunk.length <= rest) return;
			source.destroy();
			stream.destroy();
			resolve(read(true));
		});
		source.once('end', () => resolve(read(false)));
		source.once('error', fail);
		stream.once('error', fail);
		stream.once('aborted', () => fail(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
		if (decoder) stream.pipe(decoder);
	});
}
