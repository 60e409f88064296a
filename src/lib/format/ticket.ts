/** A text for the host's support, ready to send: what was asked when, what came back, and what was ruled out already. */
import { vendorName } from '../domain/diagnosis/vendors.ts';
import { tellingEvidence, findingsOf, type OutageFile } from '../domain/outage-file.ts';
import { durationInWords } from '../domain/words.ts';
import { addressesOf, phasesInWords, requestIds, statusLine, utc } from './evidence-words.ts';

const PROOFS_TOLD = 8;

/** @param now for how long it lasts, epoch milliseconds */
export function ticketText(file: OutageFile, now: number): string {
	const { outage, evidence } = file;
	const seen = tellingEvidence(file);
	const [first] = evidence;
	const host = URL.parse(seen?.url ?? '')?.host || outage.monitor.name;
	const answer = seen ? statusLine(seen) : 'no answer';
	const lasted = durationInWords(Math.max(0, (outage.endedAt ?? now) - outage.startedAt));
	const over = outage.endedAt === null ? `${lasted} so far` : `until ${utc(outage.endedAt)} (${lasted})`;
	const proofs = [...new Set(findingsOf(file).flatMap(({ proves }) => proves ?? []))].slice(0, PROOFS_TOLD);
	const ids = seen ? requestIds(seen.headers) : [];
	const facts: [string, string | null | undefined][] = [
		['Since', `${utc(outage.startedAt)}, ${over}`],
		['First failing request', first && utc(first.at)],
		['Asked', seen && `${seen.method ?? 'GET'} ${seen.url}`],
		['Address', seen && addressesOf(seen).join(', ')],
		['Answer', answer],
		['Server header', seen?.headers['server']],
		['Time taken', seen && phasesInWords(seen.phases)],
		...ids.map(([name, value]): [string, string] => [name, value]),
		['Our reference', outage.id]
	];
	return [
		`Subject: ${host} fails since ${utc(outage.startedAt)}: ${answer}`,
		'',
		`Hello, ${host} does not work as it should. ${opening(file)}`,
		'',
		...facts.flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}`] : [])),
		...(proofs.length > 0
			? ['', 'We have looked at this already:', ...proofs.map((line) => `- ${line}`)]
			: []),
		'',
		isBehindGateway(file)
			? 'Please look at the server behind your gateway at these times, and tell us what its logs say of these requests.'
			: 'Please look at what your logs say of these requests, and tell us what you find.',
		'All times are UTC.'
	].join('\n');
}

/** A gateway answered, and the server behind it did not. */
function isBehindGateway({ verdict }: OutageFile): boolean {
	return verdict !== null && verdict.kind !== 'network' && verdict.failedSide === 'origin';
}

function opening({ verdict }: OutageFile): string {
	if (!verdict) return 'Our checks fail.';
	const writer = verdict.vendor ?? verdict.edge;
	const by = writer ? ` The answer comes from ${vendorName(writer)}.` : '';
	return `${verdict.publicSentence}${by}`;
}

/** A header may hold anything; a ticket has one fact a line. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').slice(0, 500);
}
