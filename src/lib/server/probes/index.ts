/** The registry of probes: adding a kind is its file, its tests and one line here. */
import { dns } from './dns.ts';
import { heartbeat } from './heartbeat.ts';
import { http } from './http.ts';
import { ping } from './ping.ts';
import type { ProbeKind } from './probe.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

const KINDS = [http, tcp, dns, tls, ping, heartbeat];

/** Every kind by its name in the config file. Each takes only targets that its own schema gave. */
export const PROBES: Readonly<Record<string, ProbeKind>> = Object.fromEntries(
	KINDS.map((kind) => [kind.kind, kind as unknown as ProbeKind])
);

/** @throws Error for a kind that this version does not have */
export function probeFor(kind: string): ProbeKind {
	const found = PROBES[kind];
	if (!found)
		throw new Error(`There is no probe of the kind ${kind}. There are: ${Object.keys(PROBES).join(', ')}.`);
	return found;
}
