/** A good answer that shows a page its owner marked as an error page has failed, for checks and second looks alike. */
import { describe, expect, it } from 'vitest';
import { NOTHING_OBSERVED, type Check } from '../../../src/lib/domain/check.ts';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import { learn, type LearnedPage } from '../../../src/lib/domain/diagnosis/learned.ts';
import { NO_PHASES, type Evidence } from '../../../src/lib/domain/evidence.ts';
import { briefOf } from '../../../src/lib/server/remedies/brief.ts';
import { asTaught } from '../../../src/lib/server/watchdog/taught.ts';

const page = (id: number) => `<title>Sorry ${id}</title><h1>We will be back</h1><p>Case <b>${id}</b></p>`;

function taught(): LearnedPage[] {
	const learned = learn({ body: page(1) });
	if (!learned) throw new Error('It can be known again.');
	return [learned];
}

function good(body: string): Check {
	const answer: Evidence = { url: 'https://shop.example/', status: 200, headers: {}, body };
	return {
		at: 0,
		outcome: 'up',
		durationMs: 5,
		latenessMs: 0,
		phases: NO_PHASES,
		statusCode: 200,
		summary: 'HTTP 200 OK',
		warnings: [],
		observed: NOTHING_OBSERVED,
		evidence: null,
		answer,
		isNetworkShaped: false
	};
}

describe('a second look', () => {
	it('at the page is a failure of the application, though nothing else would tell', () => {
		const check = asTaught(good(page(4711)), taught());
		expect(check).toMatchObject({ outcome: 'down', evidence: { body: page(4711) } });
		expect(briefOf(check)).toMatchObject({ standing: 'failing', failedSide: 'origin', cause: 'app-error' });
		expect(briefOf(asTaught(good(page(4711)), [])).standing).toBe('good');
	});

	it.each([
		['another title', page(1).replace('Sorry', 'Welcome')],
		['another structure', `${page(1)}<ul><li>More</li></ul>`],
		['no page at all', '{"status":"fine"}']
	])('at %s is as good as before', (_, body) => {
		const check = good(body);
		expect(asTaught(check, taught())).toBe(check);
	});

	it('that failed anyway stays as it was', () => {
		const failed = { ...good(page(1)), outcome: 'down' as const };
		expect(asTaught(failed, taught())).toBe(failed);
	});
});

it('the diagnosis of the first failure names it as what its owner marked', () => {
	const { answer } = good(page(3));
	expect(answer && diagnose(answer, { learned: taught() })).toMatchObject({
		kind: 'soft-error',
		failedSide: 'origin',
		cause: 'app-error',
		reasons: ['The page is one that its owner marked as an error page.']
	});
});
