/** What tests of notifiers share: a message worth telling, and means that reach this machine. */
import { wasDelivered, type DeliveryOutcome, type NotDelivered } from '../../src/lib/domain/delivery.ts';
import type { Message } from '../../src/lib/domain/message.ts';
import type { TeamNotice } from '../../src/lib/domain/notice.ts';
import { createMail } from '../../src/lib/server/mail.ts';
import { notifierFor } from '../../src/lib/server/notifiers/index.ts';
import type { Means } from '../../src/lib/server/notifiers/notifier.ts';
import { createOutward } from '../../src/lib/server/outward.ts';
import { pushKeys } from '../../src/lib/server/push-keys.ts';
import { createSealer } from '../../src/lib/server/secret.ts';

export const AT = Date.UTC(2026, 10, 24, 14, 2);

export const NOTICE: TeamNotice = {
	kind: 'outage-opened',
	at: AT,
	monitor: { key: 'shop', name: 'Shop', target: 'https://shop.example/' },
	outageId: 'outage-1',
	verdict: 'down',
	startedAt: AT - 60_000,
	endedAt: null,
	sentence: 'The application behind the gateway does not answer.',
	cause: 'upstream-timeout',
	failedSide: 'origin',
	confidence: 0.9
};

export const TROUBLE: Message = {
	id: 'notice-1',
	dedupKey: 'outage:outage-1',
	at: AT,
	severity: 'critical',
	isRecovery: false,
	title: 'Shop is down: the application behind the gateway does not answer',
	lines: [
		{ label: 'Since', text: '14:01 UTC, 24 Nov (1 minute)' },
		{ label: 'Why', text: 'The application behind the gateway does not answer.' },
		{ label: 'Whose side', text: 'the origin, 90 % sure' }
	],
	steps: ['See whether the application runs.', 'Look at its log around 14:01.'],
	links: [
		{ label: 'The outage', url: 'https://status.example/admin/outages/outage-1', purpose: 'outage' },
		{ label: 'Acknowledge', url: 'https://status.example/acknowledge/abc.def', purpose: 'acknowledge' }
	],
	notices: [NOTICE]
};

export const RECOVERY: Message = {
	...TROUBLE,
	id: 'notice-2',
	severity: 'good',
	isRecovery: true,
	title: 'Shop is up again',
	lines: [{ label: 'It lasted', text: '12 minutes' }],
	steps: [],
	notices: [{ ...NOTICE, kind: 'outage-closed', endedAt: AT + 660_000 }]
};

/** Of a recovery that nobody was told the failure of. */
export const WHOLE_STORY: Message = {
	...RECOVERY,
	id: 'notice-3',
	title: 'Shop was down for 12 minutes',
	notices: [NOTICE, ...RECOVERY.notices]
};

const outward = createOutward('allow');
/** Made once: the same secret makes the same keys. */
export const PUSH_KEYS = pushKeys(createSealer('a secret of a test'), { origin: 'https://status.example' });

export function meansTo(given: Partial<Means> & { smtpUrl?: string } = {}): Means {
	const { smtpUrl = null, ...means } = given;
	const origin = 'https://status.example';
	return {
		signal: AbortSignal.timeout(20_000),
		ask: outward,
		mail: createMail({ smtpUrl, mailFrom: null, origin }),
		push: PUSH_KEYS,
		now: AT,
		progress: new Set(),
		...means
	};
}

/** Tells a channel of a kind whose settings are as the config file has them. */
export async function tellChannel(
	kind: string,
	settings: unknown,
	message: Message,
	means: Means = meansTo()
): Promise<DeliveryOutcome> {
	const notifier = notifierFor(kind);
	return notifier.deliver(message, notifier.schema.parse(settings), means);
}

/** What went wrong; fails a test in which nothing did. */
export function failureIn(outcome: DeliveryOutcome): NotDelivered {
	if (wasDelivered(outcome)) throw new Error(`It was delivered: ${outcome.answer}`);
	return outcome;
}
