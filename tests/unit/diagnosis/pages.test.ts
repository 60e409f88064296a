import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import type { PageRow } from '../../../src/lib/domain/diagnosis/page-row.ts';
import { PAGES } from '../../../src/lib/domain/diagnosis/pages.ts';

/** Rows that are told by the body alone: each can be shown an answer that carries its marks and nothing else. */
const BY_BODY = PAGES.filter(({ body, headers, whole, reason }) => body && !headers && !whole && !reason);

/** A status that goes with what the row says, where it names none. */
function statusFor({ is }: PageRow): number {
	if (is?.kind === 'blocked') return 403;
	return is?.cause === 'unavailable' ? 503 : 502;
}

describe('each row of the tables', () => {
	it.each(BY_BODY.map((row) => [row.vendor ?? 'nobody', row.body?.join(' … '), row] as const))(
		'%s: %s',
		(_, __, row) => {
			const statuses = row.status === undefined ? [statusFor(row)] : [row.status].flat();
			for (const status of statuses) {
				const found = diagnose({ url: '', status, headers: {}, body: (row.body ?? []).join(' ') });
				expect(found.vendor).toBe(row.vendor);
				if (row.is)
					expect(found).toMatchObject({
						cause: row.is.cause,
						failedSide: row.is.failedSide,
						kind: row.is.kind
					});
			}
		}
	);

	it.each(BY_BODY.filter(({ on2xx, is }) => on2xx && is).map((row) => [row.sign, row] as const))(
		'counts on a 200 where its marks are the page: %s',
		(_, row) => {
			if (row.status !== undefined) return;
			const tags = typeof row.on2xx === 'object' ? row.on2xx : [];
			const marks = [...(row.body ?? []), ...tags];
			const body = row.on2xx === 'in markup' ? `<script>${marks.join(' ')}</script>` : marks.join(' ');
			expect(diagnose({ url: '', status: 200, headers: {}, body }).cause).toBe(row.is?.cause);
		}
	);

	it.each(BY_BODY.filter(({ on2xx }) => on2xx).map((row) => [row.sign, row] as const))(
		'never counts on a 200 that only says so: %s',
		(_, row) => {
			const tags = typeof row.on2xx === 'object' ? row.on2xx : [];
			const marks = [...(row.body ?? []), ...tags];
			if (row.on2xx !== 'in markup')
				expect(marks.some((mark) => mark.includes('<') || mark.includes('</'))).toBe(true);
			const said = marks.join(' ').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
			for (const body of [
				`<html><head><title>Help</title></head><body><h1>Help</h1><p>${said}</p></body></html>`,
				`<html><head><title>Help</title></head><body><h1>Help</h1><pre>${marks.join(' ')}</pre></body></html>`
			]) {
				expect(diagnose({ url: '', status: 200, headers: {}, body }).kind).toBe('healthy');
			}
		}
	);

	it('is written in lower case with single spaces, as answers are held against it', () => {
		for (const mark of PAGES.flatMap(({ body }) => body ?? []))
			expect(mark).toBe(mark.toLowerCase().replace(/\s+/g, ' '));
	});
});
