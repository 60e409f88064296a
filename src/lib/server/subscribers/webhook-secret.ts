/** What a subscriber's webhook is signed with: made for each, in the form that Standard Webhooks gives secrets. */
import { randomBytes } from 'node:crypto';

export function newWebhookSecret(): string {
	return `whsec_${randomBytes(24).toString('base64')}`;
}
