/** Reads what strangers send without letting them fill the memory. */

/**
 * The whole body, or null when it is longer than allowed. What is beyond is read and thrown away: a sender that is cut
 * off in the middle takes that for a failure, whatever the answer says. The server's own limits bound how much and how long.
 * @throws whatever the connection throws when it breaks in the middle
 */
export async function readAtMost(
	request: Request,
	maxBytes: number
): Promise<Uint8Array<ArrayBuffer> | null> {
	if (!request.body) return null;
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
		bytes += chunk.length;
		if (bytes <= maxBytes) chunks.push(chunk);
		else chunks.length = 0;
	}
	return bytes > maxBytes ? null : new Uint8Array(Buffer.concat(chunks));
}
