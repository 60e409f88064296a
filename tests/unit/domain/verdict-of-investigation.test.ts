/** Folding findings into a verdict: how sure, because of what, and what holds whatever was found. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, KINDS, SIDES } from '../../../src/lib/domain/diagnosis/labels.ts';
import {
	withoutFacts,
	type Brief,
	type Finding,
	type ResolverAnswer
} from '../../../src/lib/domain/finding.ts';
import { REMEDY_IDS } from '../../../src/lib/domain/remedy.ts';
import { conclude } from '../../../src/lib/domain/verdict-of-investigation.ts';
import {
	again,
	browsers,
	cache,
	diagnosis,
	finding,
	line,
	names,
	origin,
	parallel
} from '../../support/findings.ts';

describe('conclude', () => {
	it('leaves a diagnosis as it was where nothing was found', () => {
		expect(conclude(diagnosis(), [])).toEqual(diagnosis());
		const silent = REMEDY_IDS.map((id) => withoutFacts(id, 0, 0, 'Not asked.'));
		expect(conclude(diagnosis(), silent)).toEqual(diagnosis());
	});

	it('is surer where two signs agree', () => {
		const first = diagnosis({ failedSide: 'origin', confidence: 0.6 });
		const verdict = conclude(first, [origin('fails')]);
		expect(verdict.failedSide).toBe('origin');
		expect(verdict.confidence).toBeCloseTo(0.96, 5);
	});

	it('keeps some doubt where it overrules a sure belief', () => {
		const sure = conclude(diagnosis({ failedSide: 'origin', confidence: 0.9 }), [origin('answers')]);
		const unsure = conclude(diagnosis({ confidence: 0.2 }), [origin('answers')]);
		expect(sure).toMatchObject({ failedSide: 'gateway', cause: 'gateway-internal' });
		expect(sure.confidence).toBeLessThan(unsure.confidence);
	});

	it('is a little surer where the same failure was seen again, and not where it passed', () => {
		expect(conclude(diagnosis(), [again('failing', 'failing')]).confidence).toBeCloseTo(0.575, 5);
		const passed = conclude(diagnosis({ retryable: false }), [again('failing', 'good')]);
		expect(passed).toMatchObject({ confidence: 0.5, retryable: true });
	});

	it('puts what decided first, then what the looks prove, then what there was', () => {
		const proof = { proves: 'The network works.' };
		const verdict = conclude(diagnosis(), [finding('last-good', null, proof), line({ isDown: true })]);
		expect(verdict.reasons).toEqual([
			'The reference targets do not answer either: our own line is down.',
			'The network works.',
			'HTTP 502.'
		]);
	});

	it('says nothing secret to the public', () => {
		const verdict = conclude(diagnosis(), [parallel(3, 3)]);
		expect(verdict.publicSentence).toBe(
			'Some of the servers behind this service fail, so it works for some visitors and not for others.'
		);
	});

	it('counts the newest finding of a remedy', () => {
		const findings = [line({ isDown: true }), line({ isDown: false })];
		expect(conclude(diagnosis(), findings)).toMatchObject({ failedSide: 'unknown' });
	});
});

const standing = fc.constantFrom<Brief['standing']>('good', 'failing', 'turned-away', 'untold');
const answer = fc.tuple(
	fc.constantFrom<ResolverAnswer['role']>('system', 'public', 'authoritative'),
	fc.constantFrom<ResolverAnswer['status']>('answered', 'no-name', 'no-data', 'server-failure', 'silent')
);
const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
	fc.record({ isDown: fc.boolean(), isCaptive: fc.boolean() }).map(line),
	fc.tuple(fc.nat(6), fc.nat(6)).map(([good, failing]) => parallel(good, failing)),
	fc.array(answer, { maxLength: 5 }).map((answers) => names(...answers)),
	fc
		.tuple(fc.constantFrom('answers', 'fails', 'locked', 'silent'), standing, fc.constantFrom(...CAUSES))
		.map(([own, edge, cause]) => origin(own, edge, { cause })),
	fc
		.array(standing, { minLength: 1, maxLength: 5 })
		.map(([ours = 'good', ...others]) => browsers(ours, ...others)),
	fc.tuple(standing, standing).map(([plain, fresh]) => cache(plain, fresh)),
	fc.array(standing, { maxLength: 3 }).map((standings) => again(...standings)),
	fc.constantFrom(...REMEDY_IDS).map((id) => withoutFacts(id, 0, 0, 'Not asked.'))
);
const anyFirst = fc
	.record({
		kind: fc.constantFrom(...KINDS),
		failedSide: fc.constantFrom(...SIDES),
		cause: fc.constantFrom(...CAUSES),
		confidence: fc.double({ min: 0, max: 1, noNaN: true }),
		vendor: fc.option(fc.constant('nginx'))
	})
	.map(diagnosis);
const onePerRemedy = fc.uniqueArray(anyFinding, { selector: ({ remedy }) => remedy, maxLength: 8 });

describe('whatever is found', () => {
	it('the verdict has labels of the vocabulary, reasons, a sentence and a confidence of 0 to 1', () => {
		fc.assert(
			fc.property(anyFirst, fc.array(anyFinding, { maxLength: 12 }), (first, findings) => {
				const verdict = conclude(first, findings);
				expect(KINDS).toContain(verdict.kind);
				expect(SIDES).toContain(verdict.failedSide);
				expect(CAUSES).toContain(verdict.cause);
				expect(verdict.confidence).toBeGreaterThanOrEqual(0);
				expect(verdict.confidence).toBeLessThanOrEqual(1);
				expect(verdict.reasons).toEqual(expect.arrayContaining(['HTTP 502.']));
				expect(verdict.publicSentence).not.toBe('');
				expect(verdict.publicSentence).not.toMatch(/\d/);
			})
		);
	});

	it('agreeing never makes it less sure, and the vendor is never guessed', () => {
		fc.assert(
			fc.property(anyFirst, fc.array(anyFinding, { maxLength: 12 }), (first, findings) => {
				const verdict = conclude(first, findings);
				if (verdict.failedSide === first.failedSide) {
					expect(verdict.confidence).toBeGreaterThanOrEqual(first.confidence);
				}
				expect(verdict.vendor).toBe(first.vendor);
			})
		);
	});

	it('the order of the remedies does not matter', () => {
		fc.assert(
			fc.property(anyFirst, onePerRemedy, fc.nat(100), (first, findings, turn) => {
				const at = findings.length === 0 ? 0 : turn % findings.length;
				const turned = [...findings.slice(at), ...findings.slice(0, at)];
				expect(conclude(first, turned)).toEqual(conclude(first, findings));
			})
		);
	});

	it('our own line being down overrules everything', () => {
		fc.assert(
			fc.property(anyFirst, onePerRemedy, (first, findings) => {
				expect(conclude(first, [...findings, line({ isDown: true })]).failedSide).toBe('monitor');
			})
		);
	});
});
