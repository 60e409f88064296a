/** Puts together what the remedies of one investigation may do: the probes' second looks, each counted and bounded. */
import { randomBytes } from 'node:crypto';
import type { Check } from '../../domain/check.ts';
import type { LearnedPage } from '../../domain/diagnosis/learned.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Clock } from '../clock.ts';
import type { HttpTarget } from '../probes/http/target.ts';
import type { ProbeOptions } from '../probes/probe.ts';
import { briefOf } from '../remedies/brief.ts';
import { NotAsked, type Hands, type Variation } from '../remedies/remedy.ts';
import type { Budget } from './budget.ts';
import * as secondLook from './second-look.ts';
import { asTaught } from './taught.ts';

/** One slow answer must not use up the whole investigation. */
const ASK_WITHIN_MS = 5_000;
const LOOK_UP_WITHIN_MS = 3_000;
const DNS_PORT = 53;
const LEFT_ALONE = 'The target turned our check away meanwhile, so nothing more was asked of it.';

export interface HandsOptions {
	monitor: Pick<Monitor, 'kind' | 'target' | 'timeoutMs'>;
	budget: Budget;
	clock: Clock;
	privateTargets: ProbeOptions['privateTargets'];
	isOurLineDown: () => Promise<boolean>;
	/** The error pages that the monitor was taught. */
	learned?: readonly LearnedPage[];
	/** The machine's way of finding a name; tests have their own. */
	resolve?: (host: string, family: 0 | 4 | 6) => Promise<string[]>;
	/** Asked where the system's resolver would be; null is the system's own. */
	systemResolver?: string | null;
	nameServerPort?: number;
}

export function createHands(options: HandsOptions): Hands {
	const { monitor, budget, clock, privateTargets } = options;
	const { resolve = secondLook.addressesOf, systemResolver = null, nameServerPort = DNS_PORT } = options;
	const { learned = [] } = options;
	const family = secondLook.placeOf(monitor)?.family ?? 0;

	const within = (limitMs: number) => ({
		signal: budget.signal,
		privateTargets,
		now: clock.now,
		timeoutMs: Math.max(1, Math.min(limitMs, monitor.timeoutMs))
	});

	/** A target that turns our own face away must not be asked on. */
	function noticed(check: Check, isOurFace: boolean): Check {
		const isTold = check.statusCode === 429 || (isOurFace && briefOf(check).standing === 'turned-away');
		if (isTold) budget.leftAlone ??= LEFT_ALONE;
		return asTaught(check, learned);
	}

	return {
		async again() {
			if (budget.leftAlone !== null) throw new NotAsked(budget.leftAlone);
			const ask = () => secondLook.ask(monitor.kind, monitor.target, within(monitor.timeoutMs));
			return noticed(await budget.spend(ask), true);
		},
		async ask(variation) {
			const target = monitor.target as HttpTarget;
			const ask = () => secondLook.askOtherwise(target, variation, within(ASK_WITHIN_MS));
			return noticed(await budget.spend(ask), isOurFace(variation));
		},
		askReference: (url) =>
			budget.spend(() =>
				secondLook.askDocument(
					'http',
					{ url, redirects: 0, expect: { status: ['100-599'] } },
					within(LOOK_UP_WITHIN_MS)
				)
			),
		connect: (host, port) =>
			budget.spend(() =>
				secondLook.askDocument('tcp', { host, port, ...familyOf(family) }, within(ASK_WITHIN_MS))
			),
		handshake: (host, port, servername) =>
			budget.spend(() =>
				secondLook.askDocument('tls', { host, port, servername, ...familyOf(family) }, within(ASK_WITHIN_MS))
			),
		addresses: (host) => budget.spend(() => resolve(host, 0)),
		lookUp: (name, record, resolver) =>
			budget.spend(() =>
				secondLook.lookUp(name, record, resolver ?? systemResolver, within(LOOK_UP_WITHIN_MS))
			),
		isOurLineDown: options.isOurLineDown,
		openFiles: secondLook.openFiles,
		wait: (ms) => budget.wait(ms),
		remainingMs: () => budget.remainingMs(),
		now: clock.now,
		freshWord: () => randomBytes(6).toString('hex'),
		nameServerPort
	};
}

function isOurFace({ headers, isBare, isAnonymous }: Variation): boolean {
	return !isBare && !isAnonymous && headers?.['user-agent'] === undefined;
}

function familyOf(family: 0 | 4 | 6): { family?: 4 | 6 } {
	return family === 0 ? {} : { family };
}
