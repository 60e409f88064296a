/** Looks at the reference targets now and then, and tells the team once when our own line is lost and when it is back. */
import type { Clock } from '../clock.ts';
import { probeFor } from '../probes/index.ts';
import type { ProbeOptions } from '../probes/probe.ts';
import { createOwnLine, type OwnLine } from './own-line.ts';

const REFRESH_EVERY_MS = 5 * 60_000;
const REFRESH_WHILE_DOWN_MS = 15_000;
const ASK_WITHIN_MS = 4_000;

export interface References extends OwnLine {
	start(): void;
	stop(): void;
}

export function createReferences(options: {
	references: readonly string[];
	clock: Clock;
	signal: AbortSignal;
	privateTargets: ProbeOptions['privateTargets'];
	onTurn: (isDown: boolean, at: number) => void;
}): References {
	const { references, clock, signal, privateTargets } = options;
	const http = probeFor('http');
	const targets = new Map(
		references.map((url) => [url, http.schema.parse({ url, redirects: 0, expect: { status: ['100-599'] } })])
	);
	const ask = async (url: string) => {
		const check = await http.probe?.(targets.get(url), {
			signal,
			privateTargets,
			timeoutMs: ASK_WITHIN_MS,
			now: clock.now
		});
		return check !== undefined && check.statusCode !== null;
	};
	const line = createOwnLine({ references, ask, clock, onTurn: options.onTurn });
	let cancel: (() => void) | null = null;
	let isStopped = false;

	async function round(): Promise<void> {
		await line.refresh();
		if (isStopped) return;
		cancel = clock.after(
			line.state() === 'down' ? REFRESH_WHILE_DOWN_MS : REFRESH_EVERY_MS,
			() => void round()
		);
	}

	return {
		...line,
		start() {
			if (references.length > 0) void round();
		},
		stop() {
			isStopped = true;
			cancel?.();
		}
	};
}
