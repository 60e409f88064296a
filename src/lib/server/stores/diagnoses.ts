/** Diagnoses: what was made of an outage's evidence, and when. */
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Db } from '../database.ts';

export interface KeptDiagnosis {
	id: string;
	outageId: string;
	at: number;
	stage: 'first' | 'investigated';
	diagnosis: Diagnosis;
}

export async function keep(db: Db, { id, outageId, at, stage, diagnosis }: KeptDiagnosis): Promise<void> {
	const { kind, failedSide, cause, vendor, edge, confidence } = diagnosis;
	const document = diagnosis as unknown as object;
	await db.diagnosis.create({
		data: {
			id,
			outageId,
			at: new Date(at),
			stage,
			kind,
			failedSide,
			cause,
			vendor,
			edge,
			confidence,
			document
		}
	});
}

/** Every diagnosis of an outage, the first one first. */
export async function ofOutage(
	db: Db,
	outageId: string
): Promise<Pick<KeptDiagnosis, 'at' | 'stage' | 'diagnosis'>[]> {
	const rows = await db.diagnosis.findMany({ where: { outageId }, orderBy: { at: 'asc' } });
	return rows.map(({ at, stage, document }) => ({
		at: at.getTime(),
		stage: stage as KeptDiagnosis['stage'],
		diagnosis: document as unknown as Diagnosis
	}));
}

/** The newest diagnosis of each outage. */
export async function latestOf(db: Db, outageIds: string[]): Promise<Map<string, Diagnosis>> {
	const rows = await db.diagnosis.findMany({
		where: { outageId: { in: outageIds } },
		orderBy: { at: 'asc' }
	});
	return new Map(rows.map(({ outageId, document }) => [outageId, document as unknown as Diagnosis]));
}

/** What the evidence alone said of an outage, at its worst: the newest diagnosis from before any investigation. */
export async function firstOf(db: Db, outageId: string): Promise<Diagnosis | null> {
	const row = await db.diagnosis.findFirst({
		where: { outageId, stage: 'first' },
		orderBy: { at: 'desc' }
	});
	return row ? (row.document as unknown as Diagnosis) : null;
}
