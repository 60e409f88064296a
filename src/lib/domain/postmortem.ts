/** The first words of a postmortem: a timeline filled in from what was measured and what was said, for a person to go on from. */
import type { Incident } from './incident.ts';
import type { Outage } from './outage.ts';
import { durationInWords } from './words.ts';

export interface PostmortemFacts {
	incident: Pick<Incident, 'startedAt' | 'resolvedAt' | 'updates'>;
	/** Those that the incident tells of, with the names that the public knows their components by. */
	outages: readonly (Pick<Outage, 'startedAt' | 'confirmedAt' | 'endedAt' | 'worst'> & { name: string })[];
	/** What the failing checks got, most frequent first: `502`, `time limit`. */
	errors: readonly { label: string; count: number }[];
	/** The zone in which its times are written. */
	timeZone: string;
}

/** @param timeOf how an instant is written in that zone */
export function proposePostmortem(
	{ incident, outages, errors, timeZone }: PostmortemFacts,
	timeOf: (at: number) => string,
	inWords: (status: Incident['updates'][number]['status']) => string
): string {
	const moments = [
		...outages.flatMap(({ name, startedAt, confirmedAt, endedAt, worst }) => [
			{ at: startedAt, what: `First failing check of ${name}: detected.` },
			{ at: confirmedAt, what: `Further checks agree: ${name} is ${worst}.` },
			...(endedAt === null ? [] : [{ at: endedAt, what: `${name} answers again.` }])
		]),
		...incident.updates.map(({ displayAt, status, message }) => ({
			at: displayAt,
			what: `${inWords(status)}: ${firstLineOf(message)}`
		}))
	].sort((a, b) => a.at - b.at);
	const lastedMs = (incident.resolvedAt ?? incident.startedAt) - incident.startedAt;
	const total = errors.reduce((sum, { count }) => sum + count, 0);
	return [
		'## What happened',
		'',
		`It lasted ${durationInWords(lastedMs)}. `,
		'',
		`## Timeline (${timeZone})`,
		'',
		...moments.map(({ at, what }) => `- **${timeOf(at)}** ${what}`),
		...(total === 0
			? []
			: [
					'',
					'## What failed',
					'',
					...errors.map(({ label, count }) => `- ${label}: ${count} of ${total} failing checks`)
				]),
		'',
		'## Why',
		'',
		'',
		'## What we change',
		'',
		''
	].join('\n');
}

/** Enough to know it by. */
const LINE = 120;

function firstLineOf(text: string): string {
	const [line = ''] = text.trim().split('\n');
	return line.length > LINE ? `${line.slice(0, LINE).trimEnd()} …` : line;
}
