/** The link by which somebody says, from a message, that they look after an outage: signed, so that it works without signing in. */
import type { Sealer } from './secret.ts';

export interface Acknowledging {
	outageId: string;
	/** Through which channel they were told. */
	channelId: string;
}

const PURPOSE = 'acknowledge';

/** What stands after `/ack/`. */
export function acknowledgeToken(
	{ outageId, channelId }: Acknowledging,
	sealer: Pick<Sealer, 'sign'>
): string {
	const about = `${outageId}.${channelId}`;
	return `${Buffer.from(about).toString('base64url')}.${sealer.sign(PURPOSE, about)}`;
}

/** What a token stands for; null for one that we did not make. */
export function readAcknowledgeToken(token: string, sealer: Pick<Sealer, 'verify'>): Acknowledging | null {
	const [encoded = '', signature = ''] = token.split('.');
	const about = Buffer.from(encoded, 'base64url').toString('utf8');
	if (!sealer.verify(PURPOSE, about, signature)) return null;
	const [outageId, channelId] = about.split('.');
	return outageId && channelId ? { outageId, channelId } : null;
}
