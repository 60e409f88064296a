/** What every notifier is: the code that tells one channel one message. A failure is a value; throwing means our bug. */
import type { z } from 'zod';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message } from '../../domain/message.ts';
import type { Mail } from '../mail.ts';
import type { Outward } from '../outward.ts';
import type { PushKeys } from '../push-keys.ts';

/** The parts of one message that an earlier attempt brought home, such as one of several numbers; a Set is one. */
export interface Progress {
	has(part: string): boolean;
	add(part: string): unknown;
}

/** What a notifier works with; it reaches nothing else. */
export interface Means {
	/** Ends the attempt: at its deadline, or when Gatehouse stops. */
	signal: AbortSignal;
	/** Asks a web address: every address is checked at the socket, redirects are not followed, answers are bounded. */
	ask: Outward;
	mail: Mail;
	/** By which push services know us. */
	push: PushKeys;
	/** Epoch milliseconds. */
	now: number;
	/** Kept by whoever owes the message, for as long as it is owed. */
	progress: Progress;
}

/** One line of the registry: a kind with its form (schema) and how to tell it. */
export interface Notifier<Settings = unknown> {
	/** The `type` of the config document. */
	kind: string;
	/** For people: `Microsoft Teams`. */
	title: string;
	/** Its own settings, strict; each field has `.meta({ title, description })`, so that a form can be drawn from it. */
	schema: z.ZodType<Settings>;
	/** Dotted paths of the settings that are secret: they can be written and never read back. `headers.*` style wildcards allowed. */
	secrets: readonly string[];
	/** It keeps alerts that are opened and closed by `dedupKey`: hand it every outage by itself, never several in one message. */
	keepsAlerts: boolean;
	/** The channel for people, without secrets: `ops@acme.example`, `#alerts on chat.acme.example`. */
	describe: (settings: Settings) => string;
	deliver: (message: Message, settings: Settings, means: Means) => Promise<DeliveryOutcome>;
}

/** A recovery that tells of the failure as well, since nothing was heard of it before: pagers open what they close. */
export function tellsWholeStory({ isRecovery, notices }: Message): boolean {
	return isRecovery && notices.some(({ kind }) => kind === 'outage-opened');
}
