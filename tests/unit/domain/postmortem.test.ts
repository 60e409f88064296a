import { expect, it } from 'vitest';
import type { IncidentUpdate } from '../../../src/lib/domain/incident.ts';
import { proposePostmortem } from '../../../src/lib/domain/postmortem.ts';

const MINUTE = 60_000;
const update = (displayAt: number, status: IncidentUpdate['status'], message: string): IncidentUpdate => ({
	id: `${displayAt}`,
	status,
	message,
	displayAt,
	createdAt: displayAt,
	editedAt: null,
	authorId: null,
	isAutomatic: false,
	shouldNotify: false,
	components: []
});
const minute = (at: number) => `${at / MINUTE}′`;

it('begins with what was measured and said, in the order it happened', () => {
	const text = proposePostmortem(
		{
			incident: {
				startedAt: 0,
				resolvedAt: 90 * MINUTE,
				updates: [
					update(90 * MINUTE, 'resolved', 'It is over.'),
					update(5 * MINUTE, 'investigating', 'We look.\nMore below.'),
					update(30 * MINUTE, 'identified', 'x'.repeat(200))
				]
			},
			outages: [
				{ name: 'Shop', startedAt: 0, confirmedAt: MINUTE, endedAt: 80 * MINUTE, worst: 'down' },
				{ name: 'Mail', startedAt: 2 * MINUTE, confirmedAt: 3 * MINUTE, endedAt: null, worst: 'degraded' }
			],
			timeZone: 'Europe/Berlin',
			errors: [
				{ label: 'HTTP 502', count: 9 },
				{ label: 'No answer', count: 3 }
			]
		},
		minute,
		(status) => status
	);
	const lines = text.split('\n').filter((line) => line.startsWith('- '));
	expect(lines).toEqual([
		'- **0′** First failing check of Shop: detected.',
		'- **1′** Further checks agree: Shop is down.',
		'- **2′** First failing check of Mail: detected.',
		'- **3′** Further checks agree: Mail is degraded.',
		'- **5′** investigating: We look.',
		`- **30′** identified: ${'x'.repeat(120)} …`,
		'- **80′** Shop answers again.',
		'- **90′** resolved: It is over.',
		'- HTTP 502: 9 of 12 failing checks',
		'- No answer: 3 of 12 failing checks'
	]);
	expect(text).toContain('It lasted 1 hour 30 minutes.');
	expect(text).toContain('## Timeline (Europe/Berlin)');
});

it('names no errors where none was measured', () => {
	const facts = {
		incident: { startedAt: 0, resolvedAt: MINUTE, updates: [] },
		outages: [],
		errors: [],
		timeZone: 'UTC'
	};
	expect(proposePostmortem(facts, minute, String)).not.toContain('What failed');
});
