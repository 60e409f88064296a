/** What the team hears of an outage, put together from what is known of it. */
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { TeamEvent, TeamNotice } from './notice.ts';
import type { Outage } from './outage.ts';

/** @param target what the monitor asks, in words, without secrets */
export function outageNotice(
	kind: TeamEvent,
	{
		monitor,
		target,
		outage,
		diagnosis,
		verdict,
		at
	}: {
		monitor: { key: string; name: string };
		target: string;
		outage: Outage;
		diagnosis: Pick<Diagnosis, 'publicSentence' | 'confidence' | 'vendor'> | null;
		verdict: 'down' | 'degraded';
		at: number;
	}
): TeamNotice {
	return {
		kind,
		at,
		monitor: { key: monitor.key, name: monitor.name, target },
		outageId: outage.id,
		verdict,
		startedAt: outage.startedAt,
		endedAt: outage.endedAt,
		sentence: diagnosis?.publicSentence ?? '',
		cause: outage.cause,
		failedSide: outage.failedSide,
		confidence: diagnosis?.confidence ?? null,
		failureKind: outage.kind,
		vendor: diagnosis?.vendor ?? null
	};
}
