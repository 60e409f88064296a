/** A heartbeat is told, not asked: it says when a sign of life is good, and when its absence is a failing check. */
import { z } from 'zod';
import { NOTHING_OBSERVED, type Check } from '../../domain/check.ts';
import { NO_PHASES, type Evidence } from '../../domain/evidence.ts';
import { durationInWords } from '../../domain/words.ts';
import { duration } from './fields.ts';
import type { ProbeKind } from './probe.ts';

/** A shorter one, made up by a person, is guessed more easily than one that was drawn. */
const TOKEN = 'takes a token of 16 to 128 letters, digits, - and _';

const heartbeatTarget = z.strictObject({
	grace: duration
		.default(60_000)
		.meta({ title: 'Grace', description: 'How long after it is due a sign of life may still come.' }),
	token: z
		.string({ error: TOKEN })
		.regex(/^[A-Za-z0-9_-]{16,128}$/, { error: TOKEN })
		.meta({
			title: 'Token',
			description:
				'The last part of the address that your job calls: whoever knows it can report. 16 to 128 letters, digits, - and _.'
		})
});
export type HeartbeatTarget = z.infer<typeof heartbeatTarget>;

/** What a sign of life may say of itself. */
export interface Beat {
	status: 'up' | 'down';
	message: string;
	/** How long the job took, as it measured it itself; milliseconds. */
	pingMs: number | null;
}

export const heartbeat: ProbeKind<HeartbeatTarget> = {
	kind: 'heartbeat',
	label: 'Heartbeat (told by your job)',
	schema: heartbeatTarget,
	secrets: ['token'],
	probe: null,
	host: () => null,
	describe: () => 'heartbeat:'
};

/** A sign of life as a check. */
export function beatCheck(beat: Beat, at: number): Check {
	const isUp = beat.status === 'up';
	const said = beat.message === '' ? '' : `: ${beat.message}`;
	const evidence = failure('EHEARTBEATDOWN', `The job says that it failed${said}`);
	return check(
		at,
		isUp,
		isUp ? `heard from it${said}` : (evidence.error?.message ?? ''),
		beat.pingMs ?? 0,
		evidence
	);
}

/**
 * The failing check that silence is, or null while it is still in time. After we ourselves were away it gets a full
 * interval and grace from our return.
 * @param lastBeatAt the newest good sign, epoch milliseconds
 * @param watchedSince when this process began to listen
 */
export function silence(
	lastBeatAt: number | null,
	watchedSince: number,
	everyMs: number,
	graceMs: number,
	now: number
): Check | null {
	const heardAt = Math.max(lastBeatAt ?? 0, watchedSince);
	if (now <= heardAt + everyMs + graceMs) return null;
	const since =
		lastBeatAt === null
			? 'Nothing was ever heard from it'
			: `Nothing heard for ${durationInWords(now - lastBeatAt)}`;
	const evidence = failure('EHEARTBEAT', since);
	return check(now, false, since, 0, evidence);
}

function check(at: number, isUp: boolean, summary: string, durationMs: number, evidence: Evidence): Check {
	return {
		at,
		outcome: isUp ? 'up' : 'down',
		durationMs,
		latenessMs: 0,
		phases: NO_PHASES,
		statusCode: null,
		summary,
		warnings: [],
		observed: NOTHING_OBSERVED,
		evidence: isUp ? null : evidence,
		answer: null,
		isNetworkShaped: false
	};
}

function failure(code: string, message: string): Evidence {
	return { url: 'heartbeat:', status: null, headers: {}, body: '', error: { name: 'Error', code, message } };
}
