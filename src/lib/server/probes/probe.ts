/** What every probe is: the code that asks one target once. `down` is a value; throwing means our bug. */
import type { z } from 'zod';
import type { Check } from '../../domain/check.ts';

export interface ProbeOptions {
	/** Ends the probe when Gatehouse stops; the probe's own deadline is `timeoutMs`. */
	signal: AbortSignal;
	/** Covers everything from name lookup to last byte. */
	timeoutMs: number;
	/** `deny` refuses loopback, private and link-local addresses at the socket; metadata addresses are refused always. */
	privateTargets: 'allow' | 'deny';
	/** Epoch milliseconds, for the check's time and for certificate expiry. */
	now: () => number;
}

/** One line of the registry: a kind with its form (schema), its probe and what others need to know of its target. */
export interface ProbeKind<Target = unknown> {
	/** The `type` of the config document. */
	kind: string;
	/** For people: `HTTP(S)`. */
	label: string;
	/** Validates the kind's own keys of the config document and fills defaults; strict, durations in milliseconds after parsing. */
	schema: z.ZodType<Target>;
	/** Dotted paths of the target that are secret: encrypted at rest, redacted everywhere. `headers.*` style wildcards allowed. */
	secrets: readonly string[];
	/** Asks once. Null for kinds that are told instead of asking (heartbeat). */
	probe: ((target: Target, options: ProbeOptions) => Promise<Check>) | null;
	/** The host asked, so that monitors of one host are spread apart; null where there is none. */
	host: (target: Target) => string | null;
	/** The target for people and metrics, without secrets: `https://shop.example/`, `tcp://db:5432`. */
	describe: (target: Target) => string;
}
