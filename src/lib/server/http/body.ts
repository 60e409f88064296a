/** Reads what strangers send without letting them fill the memory. */

/**
 * The whole body, or null when it is longer than allowed; what is beyond is not read.
 * @throws whatever the connection throws when it breaks in the middle
 */
export async function readAtMost(
	request: Request,
	maxBytes: number
): Promise<Uint8Array<ArrayBuffer> | null> {
	if (!request.body || Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
		bytes += chunk.length;
		if (bytes > maxBytes) return null;
		chunks.push(chunk);
	}
	return new Uint8Array(Buffer.concat(chunks));
}
