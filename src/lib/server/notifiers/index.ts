/** The registry of notifiers: adding a kind is its file, its tests and one line here. */
import { discord } from './discord.ts';
import { email } from './email.ts';
import { googleChat } from './google-chat.ts';
import { gotify } from './gotify.ts';
import { matrix } from './matrix.ts';
import type { Notifier } from './notifier.ts';
import { ntfy } from './ntfy.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { pushover } from './pushover.ts';
import { slack } from './slack.ts';
import { sms } from './sms.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';
import { webPushNotifier } from './web-push.ts';
import { webhook } from './webhook.ts';

const KINDS = [
	email,
	webhook,
	slack,
	discord,
	teams,
	googleChat,
	telegram,
	matrix,
	ntfy,
	gotify,
	pushover,
	pagerduty,
	opsgenie,
	twilio,
	vonage,
	sms,
	webPushNotifier
];

/** Every kind by its name in the config file. Each takes only settings that its own schema gave. */
export const NOTIFIERS: Readonly<Record<string, Notifier>> = Object.fromEntries(
	KINDS.map((kind) => [kind.kind, kind as unknown as Notifier])
);

/** @throws Error for a kind that this version does not have */
export function notifierFor(kind: string): Notifier {
	const found = Object.hasOwn(NOTIFIERS, kind) ? NOTIFIERS[kind] : undefined;
	if (found) return found;
	throw new Error(
		`There is no channel of the kind ${kind}. There are: ${Object.keys(NOTIFIERS).join(', ')}.`
	);
}
