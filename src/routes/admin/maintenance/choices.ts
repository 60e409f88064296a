/** What the form that plans maintenance offers: components by group, zones, and how long before to remind. */
import { formatDuration, parseDuration } from '$lib/domain/duration';
import { durationInWords } from '$lib/domain/words';
import type { Roster } from '$lib/server/roster';

const LEADS = ['1h', '1d', '2d', '7d'];

export function choicesOf({ facts }: Roster, workspaceId: string, lead = '') {
	const groups = new Map(facts.groups.map(({ id, name }) => [id, name]));
	const leads = [...new Set([...LEADS, ...(lead === '' ? [] : [lead])])];
	return {
		components: facts.components
			.filter((component) => component.workspaceId === workspaceId)
			.map(({ key, name, groupId, isPublic }) => {
				return { key, name, group: groups.get(groupId ?? '') ?? null, isPublic };
			}),
		zones: Intl.supportedValuesOf('timeZone'),
		leads: leads
			.map((value) => parseDuration(value) ?? 0)
			.sort((a, b) => a - b)
			.map((ms) => ({ value: formatDuration(ms), words: `${durationInWords(ms)} before` }))
	};
}

export type Choices = ReturnType<typeof choicesOf>;
