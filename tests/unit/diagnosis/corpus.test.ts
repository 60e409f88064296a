import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceFrom } from '../../../src/cli/gatehouse/evidence-document.ts';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';

interface Case {
	id: string;
	headers: Record<string, string>;
	expect: Record<Label, string | null>;
	alsoAccept?: Partial<Record<Label, string | string[]>>;
}
type Label = 'kind' | 'failedSide' | 'cause' | 'vendor';

const FOLDER = path.resolve('../shared/corpus');
/** The shares that the product promises. */
const AT_LEAST: Record<Label, number> = { kind: 0.98, failedSide: 0.95, cause: 0.92, vendor: 0.92 };

function inRandomCase(headers: Record<string, string>): Record<string, string> {
	const flip = (name: string) =>
		[...name].map((letter, index) => ((name.length + index) % 2 ? letter.toUpperCase() : letter)).join('');
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [flip(name), value]));
}

describe.skipIf(!existsSync(FOLDER))('the labelled cases, where they are at hand', () => {
	const cases = existsSync(FOLDER)
		? readdirSync(FOLDER).flatMap((file) =>
				(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Case[]).map((one) => ({ ...one, file }))
			)
		: [];
	const found = cases.map((one) => ({
		one,
		diagnosis: diagnose(evidenceFrom({ ...one, headers: inRandomCase(one.headers) }))
	}));

	it.each(Object.entries(AT_LEAST) as [Label, number][])('%s is right often enough', (label, share) => {
		const wrong = found.filter(({ one, diagnosis }) => {
			const accepted = [one.expect[label], ...[one.alsoAccept?.[label] ?? []].flat()].map(
				(value) => value ?? 'unknown'
			);
			return !accepted.includes(diagnosis[label] ?? 'unknown');
		});
		expect(wrong.length / found.length, wrong.map(({ one }) => one.id).join(', ')).toBeLessThanOrEqual(
			1 - share
		);
	});

	it('calls every page healthy that only talks about errors', () => {
		const unwell = found.filter(
			({ one, diagnosis }) => one.file === 'negatives.json' && diagnosis.kind !== 'healthy'
		);
		expect(unwell.map(({ one }) => one.id)).toEqual([]);
	});
});
