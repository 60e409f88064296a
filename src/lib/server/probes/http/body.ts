/** Reads a body with a bound on what it may become: the cap counts after decompression, so that a bomb stays small. */
import { hash } from 'node:crypto';
import type { Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';
import { ProbeFailure } from '../failure.ts';

/** What is read of a body at most: enough for expectations. */
export const READ_AT_MOST = 1_048_576;
const ENCODINGS_AT_MOST = 2;

/** A window of at most 8 MiB (RFC 9659): a frame may ask for 128 MiB and get them. */
const zstdOptions = { params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } };

/** What came of a body so far; what is there stays there when it breaks off. */
export class Body {
	/** True length as far as it was read, after decompression. */
	bytes = 0;
	/** True once the body was read to its end. */
	isWhole = false;
	/** True once the cap was reached. */
	get isCut(): boolean {
		return this.bytes >= READ_AT_MOST && !this.isWhole;
	}
	readonly #chunks: Buffer[] = [];

	/**
	 * Reads to the end or to the cap. Whatever ends it also ends the decompressors: what they have at hand could
	 * keep them busy for minutes.
	 * @param encoding the value of Content-Encoding
	 * @param isComplete whether a stream that ended came to its own end
	 * @throws the stream's or the decompressor's own error
	 */
	read(stream: Readable, encoding: string | undefined, isComplete: () => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			const makers = decodersFor(encoding);
			let decoders: Transform[] = [];
			const stop = () => {
				for (const decoder of decoders) decoder.destroy();
				resolve();
			};
			const fail = (error: Error) => {
				reject(error);
				stop();
			};
			const take = (chunk: Buffer) => {
				if (this.bytes < READ_AT_MOST) this.add(chunk);
				if (this.bytes >= READ_AT_MOST) stop();
			};
			const end = () => {
				this.isWhole = true;
				resolve();
			};
			stream.on('error', fail);
			stream.once('close', () => {
				if (!stream.readableEnded) fail(new ProbeFailure('ECONNRESET', 'aborted'));
			});
			stream.once('end', () => {
				if (!isComplete()) fail(new ProbeFailure('ECONNRESET', 'aborted'));
				else if (decoders.length === 0) end();
			});
			if (makers.length === 0) {
				stream.on('data', take);
				return;
			}
			// Made at the first byte: an empty body is one, whatever it is said to be.
			stream.once('data', (first: Buffer) => {
				decoders = makers.map((make, layer) => make(layer === 0 ? first : null));
				for (const decoder of decoders) decoder.on('error', fail);
				decoders[0]?.write(first);
				const decoded = decoders.reduce<Readable>((source, decoder) => source.pipe(decoder), stream);
				decoded.on('data', take);
				decoded.once('end', end);
			});
		});
	}

	/** Keeps what fits below the cap. */
	add(chunk: Buffer): void {
		const part = chunk.subarray(0, READ_AT_MOST - this.bytes);
		this.#chunks.push(part);
		this.bytes += part.length;
	}

	/** The first so many bytes as text, by the charset that Content-Type names, else as UTF-8. */
	text(contentType = '', most = READ_AT_MOST): string {
		const part = this.#whole().subarray(0, most);
		const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
		if (charset === 'utf-8' || charset === 'utf8') return part.toString('utf8').replace(/^\uFEFF/, '');
		try {
			return new TextDecoder(charset).decode(part);
		} catch {
			return part.toString('utf8');
		}
	}

	/** Hex, of the bytes read. */
	sha256(): string {
		return hash('sha256', this.#whole());
	}

	#whole(): Buffer {
		if (this.#chunks.length !== 1) this.#chunks.splice(0, Infinity, Buffer.concat(this.#chunks));
		return this.#chunks[0] as Buffer;
	}
}

const DECODERS: Record<string, (first: Buffer | null) => Transform> = {
	gzip: () => zlib.createGunzip(),
	'x-gzip': () => zlib.createGunzip(),
	br: () => zlib.createBrotliDecompress(),
	zstd: () => zlib.createZstdDecompress(zstdOptions),
	deflate: (first) => (hasZlibHeader(first) ? zlib.createInflate() : zlib.createInflateRaw())
};

/** The decoders in the order to undo the encodings (RFC 9110, 8.4). */
function decodersFor(header = ''): ((first: Buffer | null) => Transform)[] {
	const names = header.toLowerCase().split(',');
	const applied = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
	if (applied.length > ENCODINGS_AT_MOST) {
		throw new ProbeFailure('ERR_CONTENT_ENCODING', `The body is compressed ${applied.length} times over`);
	}
	return applied.reverse().map((name) => {
		const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
		if (decoder) return decoder;
		throw new ProbeFailure(
			'ERR_CONTENT_ENCODING',
			`The body has an encoding that is not known: ${name.slice(0, 40)}`
		);
	});
}

/** `deflate` should mean zlib (RFC 1950), and some servers send it bare (RFC 1951). */
function hasZlibHeader(first: Buffer | null): boolean {
	return ((first?.[0] ?? 8) & 0x0f) === 8;
}
