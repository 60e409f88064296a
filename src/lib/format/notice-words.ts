/** What an owed message is about, in one line, for the list of them in the admin area. */
import type { PublicNotice, TeamNotice } from '../domain/notice.ts';
import { titleOf } from './team-message.ts';

const MOMENTS: Record<string, string> = {
	announced: 'Maintenance was announced',
	reminded: 'Maintenance begins soon',
	started: 'Maintenance began',
	ended: 'Maintenance ended',
	cancelled: 'Maintenance was cancelled',
	moved: 'Maintenance was moved',
	updated: 'An update of maintenance'
};

const PUBLIC: Record<string, string> = {
	'incident-update': 'An update of an incident',
	postmortem: 'A postmortem',
	component: 'A component changed'
};

/** @param document as it is stored: of the team, or of the public */
export function noticeWords(document: unknown, now: number): string {
	const { kind } = document as { kind: string };
	if (kind === 'maintenance') {
		return MOMENTS[(document as Extract<PublicNotice, { kind: 'maintenance' }>).moment] ?? 'Maintenance';
	}
	const isOfTeam = 'sentence' in (document as object);
	return isOfTeam ? titleOf(document as TeamNotice, now) : (PUBLIC[kind] ?? 'A message');
}
