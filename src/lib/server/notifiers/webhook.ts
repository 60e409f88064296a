/** Tells an address of one's own as JSON, signed by the Standard Webhooks scheme, so that any program can act on it. */
import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import type { TeamNotice } from '../../domain/notice.ts';
import { secretFault, webhookHeaders } from '../webhook-signature.ts';
import { hostOf, serviceAddress } from './fields.ts';
import type { Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { stableKey } from './stable-key.ts';

const signingSecret = z.string({ error: 'takes a text' }).superRefine((text, context) => {
	const message = secretFault(text);
	if (message !== null) context.addIssue({ code: 'custom', message });
});

const schema = z.strictObject({
	url: serviceAddress('https://hooks.example/gatehouse', {
		title: 'Address',
		description: 'Gets a POST with JSON for every message. Redirects are not followed.'
	}),
	secret: signingSecret.optional().meta({
		title: 'Secret',
		description:
			'Signs every message (Standard Webhooks): whsec_ and base64, or a text of at least 16 characters.'
	}),
	previous_secret: signingSecret.optional().meta({
		title: 'Previous secret',
		isRare: true,
		description: 'While you change the secret: messages are signed with both.'
	})
});

export const webhook: Notifier<z.infer<typeof schema>> = {
	kind: 'webhook',
	title: 'Webhook',
	schema,
	secrets: ['url', 'secret', 'previous_secret'],
	keepsAlerts: false,
	describe: ({ url }) => hostOf(url),
	deliver(message, { url, secret, previous_secret }, means) {
		const body = JSON.stringify(payloadOf(message));
		const secrets = [secret, previous_secret].filter((one) => one !== undefined);
		return tell(
			{
				service: 'The webhook',
				url,
				headers: {
					'content-type': 'application/json',
					...webhookHeaders(stableKey(message.id), means.now, body, secrets)
				},
				body
			},
			means
		);
	}
};

/** The body, as docs/channels.md describes it; the same at every attempt. */
export function payloadOf(message: Message): object {
	return {
		type: typeOf(message.notices),
		timestamp: new Date(message.at).toISOString(),
		data: {
			title: message.title,
			severity: message.severity,
			is_recovery: message.isRecovery,
			dedup_key: message.dedupKey,
			lines: message.lines,
			steps: message.steps,
			links: message.links,
			notices: message.notices.map(noticeOf)
		}
	};
}

function typeOf(notices: readonly TeamNotice[]): string {
	const [kind = 'trial', ...others] = new Set(notices.map((notice) => notice.kind));
	return others.length === 0 ? kind : 'digest';
}

function noticeOf(notice: TeamNotice): object {
	return {
		kind: notice.kind,
		at: isoOf(notice.at),
		monitor: notice.monitor,
		outage_id: notice.outageId,
		verdict: notice.verdict,
		started_at: isoOf(notice.startedAt),
		ended_at: isoOf(notice.endedAt),
		sentence: notice.sentence,
		cause: notice.cause,
		failed_side: notice.failedSide,
		confidence: notice.confidence
	};
}

function isoOf(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
