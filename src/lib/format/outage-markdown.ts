/** An outage with everything that is known of it as Markdown: for a ticket, a chat or a postmortem. */
import { isDone, type ChecklistItem } from '../domain/checklist.ts';
import { vendorName } from '../domain/diagnosis/vendors.ts';
import type { Belief, Investigation } from '../domain/investigation.ts';
import { changesSince, checklistIn, type OutageFile } from '../domain/outage-file.ts';
import { pathOf, sideInWords } from '../domain/path.ts';
import { REMEDY_LABELS } from '../domain/remedy.ts';
import { durationInWords, percent } from '../domain/words.ts';
import { addressesOf, errorInWords, phasesInWords, statusLine, tlsFacts, utc } from './evidence-words.ts';
import { pathInText } from './path-words.ts';
import { ticketText } from './ticket.ts';

const BODY_TOLD = 4_000;

/**
 * @param now for how long it lasts, epoch milliseconds
 * @param url the outage's page
 */
export function outageMarkdown(file: OutageFile, now: number, url: string): string {
	const { outage } = file;
	const lasted = durationInWords(Math.max(0, (outage.endedAt ?? now) - outage.startedAt));
	const parts = [
		`# ${text(outage.monitor.name)}: ${outage.worst} since ${utc(outage.startedAt)}`,
		[
			`- Lasted: ${lasted}${outage.endedAt === null ? ' so far' : `, until ${utc(outage.endedAt)}`}`,
			`- Confirmed: ${utc(outage.confirmedAt)}`,
			...(outage.acknowledged
				? [`- Taken over by ${text(outage.acknowledged.by)}, ${utc(outage.acknowledged.at)}`]
				: []),
			`- Outage: ${outage.id}, <${url}>`
		].join('\n'),
		...verdictPart(file),
		...changesPart(file),
		...checklistPart(checklistIn(file)),
		...file.investigations.map(investigationPart),
		...file.evidence.map(evidencePart),
		`## For the host\n\n${fenced(ticketText(file, now))}`
	];
	return `${parts.join('\n\n')}\n`;
}

function verdictPart({ verdict, first, outage }: OutageFile): string[] {
	if (!verdict) return [];
	const { kind, cause, failedSide, vendor, edge, confidence, reasons, publicSentence } = verdict;
	const before = first && first.confidence !== confidence ? ` (${percent(first.confidence)} at first)` : '';
	const lines = [
		`- Failed: ${sideInWords(failedSide)}`,
		`- Cause: \`${cause}\` (${kind})`,
		`- Sure to ${percent(confidence)}${before}`,
		...(vendor ? [`- The answer was written by ${vendorName(vendor)}`] : []),
		...(edge ? [`- At the edge stands ${vendorName(edge)}`] : []),
		`- Path: ${pathInText(pathOf(outage)).replaceAll('>', '→')}`
	];
	const why = reasons.map((reason) => `- ${text(reason)}`).join('\n');
	return [
		`## What failed\n\n${text(publicSentence)}\n\n${lines.join('\n')}`,
		...(why ? [`### Why we think so\n\n${why}`] : [])
	];
}

function changesPart(file: OutageFile): string[] {
	const changes = changesSince(file);
	if (!changes) return [];
	const lines = changes.changes.map(({ what, from, to }) => `- ${what}: ${text(from)} → ${text(to)}`);
	const none = `Nothing that can be compared.`;
	return [`## Changed since the last good check (${utc(changes.lastGoodAt)})\n\n${lines.join('\n') || none}`];
}

function checklistPart(items: readonly ChecklistItem[]): string[] {
	if (items.length === 0) return [];
	return [`## Checklist\n\n${items.map(stepLines).join('\n')}`];
}

function stepLines(item: ChecklistItem): string {
	const { what, settled, tick, commands } = item;
	const lines = [
		`- [${isDone(item) ? 'x' : ' '}] ${settled?.how === 'struck' ? `~~${text(what)}~~` : text(what)}`
	];
	if (settled) lines.push(`  - ${REMEDY_LABELS[settled.remedy]}: ${text(settled.reason)}`);
	if (tick?.note) lines.push(`  - ${text(tick.by)}: ${text(tick.note)}`);
	else if (tick?.isTicked) lines.push(`  - ticked by ${text(tick.by)}, ${utc(tick.at)}`);
	if (commands.length > 0 && !settled) lines.push(indented(fenced(commands.join('\n'), 'sh')));
	return lines.join('\n');
}

function investigationPart({ startedAt, endedAt, askedBy, findings, before, after }: Investigation): string {
	const took = endedAt === null ? 'under way' : `took ${durationInWords(endedAt - startedAt)}`;
	const steps = findings.map(({ remedy, did, showed, proves, facts }) => {
		const said = facts === null ? [showed] : [did, showed];
		return `- **${REMEDY_LABELS[remedy]}**: ${text(said.join(' '))}${proves ? ` **${text(proves)}**` : ''}`;
	});
	const belief = [before && `before: ${inWords(before)}`, after && `after: ${inWords(after)}`]
		.filter(Boolean)
		.join('; ');
	return [
		`## Investigation of ${utc(startedAt)}`,
		`Asked for by ${text(askedBy ?? 'Gatehouse itself')}, ${took}.${belief ? ` Believed ${belief}.` : ''}`,
		steps.join('\n') || 'Nothing was found yet.'
	].join('\n\n');
}

function inWords({ failedSide, cause, confidence }: Belief): string {
	return `${sideInWords(failedSide)}, \`${cause}\`, ${percent(confidence)}`;
}

function evidencePart({ at, evidence }: OutageFile['evidence'][number], index: number): string {
	const { method, url, headers, body, error, unmetExpectation } = evidence;
	const facts: [string, string][] = [
		['Asked', `${method ?? 'GET'} ${url}`],
		['Addresses', addressesOf(evidence).join(', ')],
		['Phases', phasesInWords(evidence.phases)],
		['Expected', unmetExpectation ?? ''],
		['Error', error ? errorInWords(error) : ''],
		...tlsFacts(evidence.tls).map(([name, value]): [string, string] => [`TLS ${name}`, value])
	];
	const head = [statusLine(evidence), ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
	return [
		`## The ${index === 0 ? 'first' : 'first worse'} failing request, ${utc(at)}`,
		facts.flatMap(([name, value]) => (value === '' ? [] : [`- ${name}: ${code(value)}`])).join('\n'),
		fenced(head.join('\n')),
		...(body === '' ? [] : [fenced(body.slice(0, BODY_TOLD))])
	].join('\n\n');
}

/** Text that stays text: what a stranger's server sent must not become a link, an image or a heading. */
function text(line: string): string {
	return line.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}

/** A line of code that nothing inside can end, in which an address is no link. */
function code(line: string): string {
	const plain = line.replace(/\s+/g, ' ').trim();
	const fence = '`'.repeat(longestRun(plain, 0) + 1);
	const isTicked = plain.startsWith('`') || plain.endsWith('`');
	return isTicked ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}

function longestRun(written: string, least: number): number {
	return Math.max(least, ...[...written.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A block of code whose fence nothing inside can close. */
function fenced(written: string, language = ''): string {
	const fence = '`'.repeat(longestRun(written, 2) + 1);
	return `${fence}${language}\n${written}\n${fence}`;
}

function indented(block: string): string {
	return block.replace(/^/gm, '  ');
}
