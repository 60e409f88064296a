/** Keeps investigations on disk behind the recorder, so that they come after the outage they are about and survive a busy store. */
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { Database } from '../database.ts';
import * as diagnoses from '../stores/diagnoses.ts';
import * as evidence from '../stores/evidence.ts';
import * as investigations from '../stores/investigations.ts';
import * as outages from '../stores/outages.ts';
import type { Recorder } from './recorder.ts';

export interface InvestigationFile {
	begin(investigation: Investigation): Promise<unknown>;
	/** Writes down how far it has come, or that it ended without a verdict. */
	keep(investigation: Investigation): Promise<unknown>;
	/** Writes down the end, the verdict and what it makes of the outage. */
	conclude(investigation: Investigation, verdict: Diagnosis): Promise<unknown>;
	/** What is known of the outage: its first evidence and diagnosis, and what earlier investigations found. */
	past(
		workspaceId: string,
		outageId: string
	): Promise<{ evidence: Evidence | null; diagnosis: Diagnosis | null; findings: Finding[] }>;
}

export function createInvestigationFile(options: {
	database: Pick<Database, 'client'>;
	recorder: Pick<Recorder, 'commit'>;
	newId: () => string;
}): InvestigationFile {
	const { database, recorder, newId } = options;
	return {
		begin: (investigation) => recorder.commit((tx) => investigations.begin(tx, investigation)),
		keep: (investigation) => recorder.commit((tx) => investigations.keep(tx, investigation)),
		conclude(investigation, diagnosis) {
			const { outageId, startedAt, endedAt } = investigation;
			const id = newId();
			return recorder.commit(async (tx) => {
				await investigations.keep(tx, investigation);
				await diagnoses.keep(tx, {
					id,
					outageId,
					at: endedAt ?? startedAt,
					stage: 'investigated',
					diagnosis
				});
				await outages.rediagnose(tx, outageId, diagnosis);
			});
		},
		async past(workspaceId, outageId) {
			const db = database.client;
			const [first, diagnosis, before] = await Promise.all([
				evidence.ofOutage(db, outageId),
				diagnoses.firstOf(db, outageId),
				investigations.ofOutage(db, workspaceId, outageId)
			]);
			return {
				evidence: first.at(-1)?.evidence ?? null,
				diagnosis,
				findings: before.flatMap(({ findings }) => findings)
			};
		}
	};
}
