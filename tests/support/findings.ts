/** Findings and diagnoses for tests of what they mean together: only what a test names differs from a plain failure. */
import type { Diagnosis } from '../../src/lib/domain/diagnosis/diagnosis.ts';
import type { Brief, FactsOf, Finding, ResolverAnswer } from '../../src/lib/domain/finding.ts';
import type { RemedyId } from '../../src/lib/domain/remedy.ts';

/** A bare 502: some gateway answered, the server behind it did not. */
export function diagnosis(fields: Partial<Diagnosis> = {}): Diagnosis {
	return {
		kind: 'hard-error',
		failedSide: 'unknown',
		cause: 'upstream-failure',
		vendor: null,
		edge: null,
		confidence: 0.5,
		reasons: ['HTTP 502.'],
		retryable: true,
		retryAfter: null,
		publicSentence: 'The service does not answer as it should.',
		fixes: [],
		...fields
	};
}

export function brief(standing: Brief['standing'], fields: Partial<Brief> = {}): Brief {
	const isGood = standing === 'good';
	return {
		standing,
		summary: isGood ? 'HTTP 200 OK' : 'HTTP 502 Bad Gateway',
		status: isGood ? 200 : 502,
		address: '192.0.2.1',
		tookMs: 20,
		failedSide: isGood ? 'none' : 'unknown',
		cause: isGood ? 'none' : 'upstream-failure',
		...fields
	};
}

export function finding<Id extends RemedyId>(
	remedy: Id,
	facts: FactsOf[Id] | null,
	fields: Partial<Pick<Finding, 'at' | 'showed' | 'proves' | 'settles'>> = {}
): Finding {
	const plain = {
		at: 0,
		tookMs: 10,
		did: 'Looked.',
		showed: `${remedy} showed this.`,
		proves: null,
		settles: null
	};
	return { remedy, facts, ...plain, ...fields } as Finding;
}

export function line(facts: Partial<FactsOf['own-line']>): Finding {
	return finding('own-line', {
		references: [{ url: 'https://reference.example/', hasAnswered: true }],
		isDown: false,
		isCaptive: false,
		clockSkewMs: 0,
		doesResolve: true,
		openFiles: 20,
		openFilesAtMost: 1024,
		...facts
	});
}

export function parallel(good: number, failing: number): Finding {
	return finding('ask-in-parallel', {
		answers: [...Array(good).fill(brief('good')), ...Array(failing).fill(brief('failing'))] as Brief[]
	});
}

export function names(
	...answers: [ResolverAnswer['role'], ResolverAnswer['status'], ...string[]][]
): Finding {
	return finding('other-resolvers', {
		record: 'A',
		answers: answers.map(([role, status, ...addresses], index) => ({
			resolver: role === 'system' ? 'system' : `192.0.2.${index}`,
			role,
			status,
			addresses
		}))
	});
}

export function origin(
	standing: FactsOf['straight-to-origin']['standing'],
	edge: Brief['standing'] = 'failing',
	fields: Partial<Brief> = {}
): Finding {
	return finding('straight-to-origin', {
		edge: brief(edge),
		origin: brief(standing === 'answers' ? 'good' : 'failing', fields),
		standing,
		certificateFault: null
	});
}

export function browsers(ours: Brief['standing'], ...others: Brief['standing'][]): Finding {
	return finding('other-browsers', {
		faces: [
			{ ...brief(ours), face: 'ourselves', isOurs: true },
			...others.map((standing, index) => ({ ...brief(standing), face: `face ${index}`, isOurs: false }))
		]
	});
}

export function cache(plain: Brief['standing'], fresh: Brief['standing']): Finding {
	return finding('past-cache', {
		plain: brief(plain),
		fresh: brief(fresh),
		plainAge: null,
		freshAge: null,
		plainCache: null,
		freshCache: null,
		isSameBody: null
	});
}

export function announced(facts: Partial<FactsOf['maintenance']>): Finding {
	return finding('maintenance', { window: null, retryAfterSeconds: null, isMarked: false, ...facts });
}

export function again(...standings: Brief['standing'][]): Finding {
	return finding('ask-again', {
		answers: standings.map((standing, index) => ({ ...brief(standing), afterMs: 5_000 * (index + 1) })),
		waitAskedSeconds: null
	});
}
