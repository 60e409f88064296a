/** Every service that a notifier tells, as a stand-in on this machine. */
import { PUSH_KEYS } from '../telling.ts';
import { discord } from './discord.ts';
import { googleChat } from './google-chat.ts';
import { gotify } from './gotify.ts';
import { matrix } from './matrix.ts';
import { ntfy } from './ntfy.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { pushover } from './pushover.ts';
import { slack } from './slack.ts';
import { sms } from './sms.ts';
import type { StandIn } from './stand-in.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';
import { webPush } from './web-push.ts';

export const STAND_INS: readonly StandIn[] = [
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
	webPush(PUSH_KEYS.publicKey)
];
