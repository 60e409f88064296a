/** What mails to subscribers say, moment by moment. */
import { describe, expect, it } from 'vitest';
import type { MaintenanceMoment } from '../../../src/lib/domain/notice.ts';
import type { IncidentView, MaintenanceView } from '../../../src/lib/domain/snapshot.ts';
import { troubleOf } from '../../../src/lib/domain/trouble.ts';
import { incidentLetter, postmortemLetter } from '../../../src/lib/server/subscribers/words/incident.ts';
import { maintenanceLetter } from '../../../src/lib/server/subscribers/words/maintenance.ts';
import { withoutFormatting, writeLetter } from '../../../src/lib/server/subscribers/words/render.ts';

const AT = Date.UTC(2026, 10, 24, 13, 2);
const PAGE = {
	...{ id: 'page', slug: 'acme', title: 'Acme', description: '', url: 'https://status.acme.example' },
	...{ timeZone: 'Europe/Berlin', locale: 'en', updatedAt: 0 }
};
const FOOT = {
	pageTitle: 'Acme',
	language: 'en',
	reason: 'Because.',
	manageUrl: 'https://m',
	leaveUrl: 'https://l'
};
const UPDATE = {
	...{ id: 'u1', status: 'investigating', message: 'We **look** into it.', displayAt: AT + 60_000 },
	...{ createdAt: AT, editedAt: null, components: [] }
} as const;

function incident(fields: Partial<IncidentView> = {}): IncidentView {
	return {
		...{ id: 'i1', title: 'Shop is down', impact: 'major', status: 'investigating', isAutomatic: true },
		...{
			startedAt: AT,
			resolvedAt: null,
			createdAt: AT,
			updatedAt: AT,
			postmortem: null,
			postmortemAt: null
		},
		updates: [{ ...UPDATE, components: [] }],
		components: [{ id: 'c', key: 'shop', name: 'Shop', status: 'major_outage' }],
		troubles: [
			{
				...troubleOf({ kind: 'hard-error', failedSide: 'origin', cause: 'upstream-refused' }),
				...{ id: 'o', components: [], times: [{ startedAt: AT, endedAt: null }], lookedAt: null }
			}
		],
		...fields
	} as IncidentView;
}
const textOf = (letter: Parameters<typeof writeLetter>[0]) => writeLetter(letter, FOOT).text;

describe('an incident', () => {
	it('says what is told, what is measured, where it fails and what one can do, while it is looked into', () => {
		const text = textOf(incidentLetter(incident(), UPDATE as never, PAGE));
		expect(text).toContain('Investigating: Shop is down');
		expect(text).toContain('Affected: Shop (down)');
		expect(text).toContain('Measured: ');
		expect(text).toContain(
			'Where: The server behind the front door has the trouble.\nVisitor works > DNS works'
		);
		expect(text).toContain('What you can do: This is not your device');
		expect(text).toContain('Since: 24 Nov 2026, 14:02 (Europe/Berlin)');
		expect(text).toContain('https://status.acme.example/incidents/i1');
	});

	it('does not repeat what its text says already, and measures nothing once it is over', () => {
		const [trouble] = incident().troubles;
		const said = { ...UPDATE, message: `${trouble?.sentence} We keep watching.` };
		expect(textOf(incidentLetter(incident(), said as never, PAGE))).not.toContain('Measured');
		const over = incident({ status: 'resolved', resolvedAt: AT + 720_000 });
		const text = textOf(incidentLetter(over, { ...UPDATE, status: 'resolved' } as never, PAGE));
		expect(text).not.toMatch(/Where:|What you can do|\(down\)/);
		expect(text).toContain('for 12 minutes');
	});

	it('has a plain preview beside its subject', () => {
		const letter = incidentLetter(incident(), UPDATE as never, PAGE);
		expect(letter.preview).toBe('We look into it.');
		expect(withoutFormatting('# A\n\n[b](https://c) `d` & <e>')).toBe('A b d & <e>');
	});

	it('may have a postmortem', () => {
		expect(postmortemLetter(incident(), PAGE)).toBeNull();
		const letter = postmortemLetter(incident({ postmortem: 'A cable.', postmortemAt: AT }), PAGE);
		expect(letter && textOf(letter)).toContain('A cable.');
	});
});

const WINDOW: MaintenanceView = {
	...{ id: 'o1', windowId: 'w1', title: 'Patching', message: 'Short **breaks**.', status: 'scheduled' },
	...{
		startsAt: AT,
		endsAt: AT + 7_200_000,
		plannedEndsAt: null,
		timeZone: 'UTC',
		createdAt: AT,
		updatedAt: AT
	},
	updates: [{ id: 'u', status: 'in_progress', message: 'Half way.', displayAt: AT }],
	components: [{ id: 'c', key: 'shop', name: 'Shop' }]
} as MaintenanceView;

it.each<[MaintenanceMoment, string | null, string, string]>([
	['announced', null, 'Planned maintenance: Patching', 'Short **breaks**.'],
	['reminded', null, 'Maintenance soon: Patching', 'Short **breaks**.'],
	['started', null, 'Maintenance has begun: Patching', 'Short **breaks**.'],
	['ended', null, 'Maintenance is over: Patching', 'When: 24 Nov 2026, 14:02 (Europe/Berlin)'],
	[
		'cancelled',
		null,
		'Maintenance is called off: Patching',
		'Was planned: 24 Nov 2026, 14:02 (Europe/Berlin)'
	],
	['moved', null, 'Maintenance is at another time: Patching', '16:02 (Europe/Berlin), 2 hours'],
	['updated', 'u', 'About the maintenance: Patching', 'Half way.']
])('maintenance, %s', (moment, updateId, subject, says) => {
	const letter = maintenanceLetter(WINDOW, moment, updateId, PAGE);
	expect(letter.subject).toBe(subject);
	expect(textOf(letter)).toContain(says);
	expect(textOf(letter)).toContain('Affected: Shop');
});
