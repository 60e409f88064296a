/** Outages as the API shows them: what was measured, and what was made of it. */
import { z } from 'zod';
import { causeSentence } from '../../domain/diagnosis/causes.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { FiledOutage } from '../../domain/outage.ts';
import type { KeptDiagnosis } from '../stores/diagnoses.ts';
import { iso, isoOrNull, time } from './fields.ts';

const outageFields = {
	id: z.string(),
	monitor: z.strictObject({ key: z.string(), name: z.string() }),
	started_at: time.describe('The first failing check.'),
	confirmed_at: time.describe('When enough checks agreed.'),
	ended_at: time.nullable().describe('The first good check of the confirmed recovery; null while it lasts.'),
	worst: z.enum(['degraded', 'down']),
	kind: z.string(),
	cause: z.string(),
	failed_side: z.string(),
	sentence: z.string().describe('The cause in one plain sentence.'),
	is_flapping: z.boolean(),
	announced_at: time.nullable().describe('When the team was told; null while maintenance keeps it silent.'),
	acknowledged: z
		.strictObject({ at: time, by: z.string() })
		.nullable()
		.describe('Who of the team has it in hand; null while nobody said so.'),
	incident_id: z.string().nullable()
};

export const outage = z.strictObject(outageFields).meta({ id: 'Outage' });

const belief = z.looseObject({ kind: z.string(), failedSide: z.string(), cause: z.string() });

/** Evidence, diagnoses and findings are the documents that `gatehouse diagnose` takes and gives. */
export const outageDetail = z
	.strictObject({
		...outageFields,
		evidence: z
			.looseObject({
				at: time,
				url: z.string(),
				status: z.number().nullable(),
				headers: z.record(z.string(), z.string())
			})
			.nullable()
			.describe('What the first failing request got, as it was.'),
		more_evidence: z
			.array(z.looseObject({ at: time }))
			.describe('What was kept later, when it became worse.'),
		diagnosis: belief
			.extend({
				at: time,
				stage: z.enum(['first', 'investigated']),
				confidence: z.number(),
				publicSentence: z.string()
			})
			.nullable()
			.describe('What is believed now.'),
		diagnoses: z.array(belief).describe('All of them, the first one first.'),
		investigation: z
			.strictObject({
				id: z.string(),
				started_at: time,
				ended_at: time.nullable(),
				asked_by: z.string().nullable(),
				findings: z.array(z.looseObject({ remedy: z.string(), showed: z.string() })),
				before: belief.nullable(),
				after: belief.nullable()
			})
			.nullable()
			.describe('The newest one; null before any.'),
		investigations: z.array(z.looseObject({ id: z.string() })).describe('All of them, the oldest first.')
	})
	.meta({ id: 'OutageDetail' });

export function outageDocument(one: FiledOutage) {
	return {
		id: one.id,
		monitor: { key: one.monitor.key, name: one.monitor.name },
		started_at: iso(one.startedAt),
		confirmed_at: iso(one.confirmedAt),
		ended_at: isoOrNull(one.endedAt),
		worst: one.worst,
		kind: one.kind,
		cause: one.cause,
		failed_side: one.failedSide,
		sentence: causeSentence(one.cause, one.failedSide),
		is_flapping: one.isFlapping,
		announced_at: isoOrNull(one.announcedAt),
		acknowledged: one.acknowledged && { at: iso(one.acknowledged.at), by: one.acknowledged.by },
		incident_id: one.incidentId
	};
}

export function detailDocument(found: {
	evidence: readonly { at: number; evidence: Evidence }[];
	diagnoses: readonly Pick<KeptDiagnosis, 'at' | 'stage' | 'diagnosis'>[];
	investigations: readonly Investigation[];
}) {
	const [evidence = null, ...moreEvidence] = found.evidence.map((one) => ({
		at: iso(one.at),
		...one.evidence
	}));
	const diagnoses = found.diagnoses.map(({ at, stage, diagnosis }) => ({ at: iso(at), stage, ...diagnosis }));
	const investigations = found.investigations.map(investigationDocument);
	return {
		evidence,
		more_evidence: moreEvidence,
		diagnosis: diagnoses.at(-1) ?? null,
		diagnoses,
		investigation: investigations.at(-1) ?? null,
		investigations
	};
}

function investigationDocument({ id, startedAt, endedAt, askedBy, findings, before, after }: Investigation) {
	return {
		id,
		started_at: iso(startedAt),
		ended_at: isoOrNull(endedAt),
		asked_by: askedBy,
		findings,
		before,
		after
	};
}
