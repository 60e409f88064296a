/** What becomes one message: each trouble once, as it stands, and never a recovery without its beginning. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextBundle, type Bundle, type Pending } from '../../../src/lib/domain/bundle.ts';
import { pendingNotice, TOLD_AT } from '../../support/team-notices.ts';

const APART = { together: true, everything: false };

function said(bundle: Bundle | null): string {
	return (bundle?.stories ?? [])
		.map(({ notice, isFromTheBeginning }) => `${notice.kind}${isFromTheBeginning ? '+' : ''}`)
		.join(' ');
}

describe('the next message', () => {
	it.each<[string, Pending[], string, number]>([
		['nothing', [], '', 0],
		['a beginning', [pendingNotice('outage-opened', 'a')], 'outage-opened+', 1],
		['a recovery of what was told', [pendingNotice('outage-closed', 'a')], 'outage-closed', 1],
		[
			'both, when both are owed',
			[pendingNotice('outage-opened', 'a'), pendingNotice('outage-closed', 'a')],
			'outage-closed+',
			2
		],
		[
			'what it has come to meanwhile',
			[pendingNotice('outage-opened', 'a'), pendingNotice('outage-changed', 'a')],
			'outage-changed+',
			2
		],
		[
			'the line lost and back',
			[pendingNotice('own-network-lost', null), pendingNotice('own-network-back', null)],
			'own-network-back+',
			2
		],
		[
			'two that fail together',
			[pendingNotice('outage-opened', 'a'), pendingNotice('outage-opened', 'b')],
			'outage-opened+ outage-opened+',
			2
		],
		[
			'not those that fail for another cause',
			[pendingNotice('outage-opened', 'a'), pendingNotice('outage-opened', 'b', { cause: 'db-error' })],
			'outage-opened+',
			1
		],
		[
			'nor a minute later',
			[
				pendingNotice('outage-opened', 'a'),
				pendingNotice('outage-opened', 'b', { createdAt: TOLD_AT + 60_000 })
			],
			'outage-opened+',
			1
		],
		[
			'nor a recovery with a beginning',
			[pendingNotice('outage-closed', 'a'), pendingNotice('outage-opened', 'b')],
			'outage-closed',
			1
		],
		[
			'two that recover together',
			[pendingNotice('outage-closed', 'a'), pendingNotice('outage-closed', 'b')],
			'outage-closed outage-closed',
			2
		],
		[
			'warnings by themselves',
			[pendingNotice('certificate-expiring', 'a'), pendingNotice('certificate-expiring', 'b')],
			'certificate-expiring',
			1
		]
	])('%s', (_name, pending, expected, settled) => {
		const bundle = nextBundle(pending, APART);
		expect(said(bundle)).toBe(expected);
		expect(bundle?.ids ?? []).toHaveLength(settled);
	});

	it('takes everything into a digest, and only one trouble where alerts are kept', () => {
		const pending = [
			pendingNotice('outage-opened', 'a'),
			pendingNotice('certificate-expiring', 'b'),
			pendingNotice('outage-closed', 'a')
		];
		const digest = nextBundle(pending, { together: true, everything: true });
		expect(said(digest)).toBe('outage-closed+ certificate-expiring');
		const pager = nextBundle(pending, { together: false, everything: true });
		expect(said(pager)).toBe('outage-closed+');
	});

	it('has another name once it says more', () => {
		const opened = pendingNotice('outage-opened', 'a');
		const closed = pendingNotice('outage-closed', 'a');
		expect(nextBundle([opened], APART)?.messageId).toBe(opened.id);
		expect(nextBundle([opened], APART)?.messageId).toBe(opened.id);
		expect(nextBundle([opened, closed], APART)?.messageId).toBe(closed.id);
	});
});

const happenings = fc
	.array(
		fc.record({
			monitor: fc.constantFrom('a', 'b', 'c'),
			kind: fc.constantFrom('outage-opened', 'outage-changed', 'flapping', 'outage-closed'),
			afterMs: fc.integer({ min: 0, max: 20_000 })
		}),
		{ maxLength: 20 }
	)
	.map((list) => {
		let at = TOLD_AT;
		return list.map(({ monitor, kind, afterMs }) =>
			pendingNotice(kind as 'outage-opened', monitor, { createdAt: (at += afterMs) })
		);
	});

describe('whatever is owed', () => {
	it('is told in as many messages as it takes, each notice in exactly one', () => {
		fc.assert(
			fc.property(happenings, fc.boolean(), fc.boolean(), (pending, together, everything) => {
				let left = pending;
				const told: string[] = [];
				while (left.length > 0) {
					const bundle = nextBundle(left, { together, everything });
					expect(bundle?.ids[0]).toBe(left[0]?.id);
					expect(bundle?.ids).toContain(bundle?.messageId);
					told.push(...(bundle?.ids ?? []));
					left = left.filter(({ id }) => !bundle?.ids.includes(id));
				}
				expect(told.toSorted()).toEqual(pending.map(({ id }) => id).toSorted());
			})
		);
	});

	it('never leaves a beginning behind its own recovery', () => {
		fc.assert(
			fc.property(happenings, fc.boolean(), (pending, together) => {
				const bundle = nextBundle(pending, { together, everything: false });
				for (const { notice } of bundle?.stories ?? []) {
					const left = pending.filter(
						({ id, document }) => document.outageId === notice.outageId && !bundle?.ids.includes(id)
					);
					expect(left).toEqual([]);
				}
			})
		);
	});
});
