/** Compares the failing answer with the last good one: what changed in between is where to look first. */
import type { FactsOf } from '../../domain/finding.ts';
import type { Occasion, Remedy } from './remedy.ts';

type Facts = FactsOf['last-good'];
type Change = Facts['changes'][number];

const LATE_CHECKS = 10;
/** First bytes that became so much slower are worth a word. */
const SLOWER = 2;
const SLOWER_AT_LEAST_MS = 100;
const SIZE_CHANGED = 0.5;

export const lastGood: Remedy<'last-good'> = {
	id: 'last-good',
	requestsAtMost: 0,
	asksTarget: false,
	whyNot: (occasion) => (occasion.lastGood ? null : 'There is no good check to compare with yet.'),
	async run(occasion) {
		const lastGoodAt = occasion.lastGood?.at ?? 0;
		const changes = changesOf(occasion);
		const usualFirstByteMs = median(occasion.firstBytes);
		const lateFirstByteMs = median(occasion.firstBytes.slice(-LATE_CHECKS));
		const slower = slowness(usualFirstByteMs, lateFirstByteMs);
		const what = changes.map(({ what, from, to }) => `${NAMES[what]} was ${from} and is ${to}`);
		return {
			did: `Compared the failing answer with the good one of ${new Date(lastGoodAt).toISOString()}.`,
			showed: `${[...what, ...(slower ? [slower] : [])].join('; ') || 'Nothing that can be compared has changed'}.`,
			proves: changes.some(({ what: one }) => one === 'address' || one === 'certificate')
				? 'Something was moved or renewed between the last good answer and the failure.'
				: slower
					? 'It had become slow before it failed, which looks like overload or a dependency.'
					: null,
			settles: changes.length > 0 || slower ? 'points-here' : null,
			facts: { lastGoodAt, changes, usualFirstByteMs, lateFirstByteMs }
		};
	}
};

const NAMES: Readonly<Record<Change['what'], string>> = {
	address: 'the address',
	certificate: 'the certificate',
	server: 'the server software',
	size: 'the size of the answer',
	version: 'the protocol'
};

function changesOf({ evidence, lastGood: good }: Occasion): Change[] {
	if (!good) return [];
	const { observed } = good;
	const changes: Change[] = [];
	const note = (
		what: Change['what'],
		from: string | number | null,
		to: string | number | null | undefined
	) => {
		if (from !== null && to != null && to !== '' && from !== to) {
			changes.push({ what, from: String(from).slice(0, 100), to: String(to).slice(0, 100) });
		}
	};
	const { address } = evidence;
	if (address && !observed.addresses.includes(address)) note('address', observed.address, address);
	note('certificate', brief(observed.certificate), brief(evidence.tls?.fingerprint ?? null));
	const server = Object.entries(evidence.headers).find(([name]) => name.toLowerCase() === 'server')?.[1];
	note('server', observed.server, server);
	note('version', observed.httpVersion, evidence.httpVersion);
	const { bodyBytes } = evidence;
	const before = observed.bodyBytes;
	if (
		evidence.status !== null &&
		before !== null &&
		bodyBytes !== undefined &&
		isOtherSize(before, bodyBytes)
	) {
		note('size', `${before} bytes`, `${bodyBytes} bytes`);
	}
	return changes;
}

function isOtherSize(before: number, now: number): boolean {
	return Math.abs(now - before) > SIZE_CHANGED * Math.max(before, now);
}

/** Enough of a fingerprint to tell two apart. */
function brief(fingerprint: string | null): string | null {
	return fingerprint === null ? null : fingerprint.slice(0, 16);
}

function median(values: readonly number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function slowness(usual: number | null, late: number | null): string | null {
	if (usual === null || late === null || late < usual * SLOWER || late - usual < SLOWER_AT_LEAST_MS)
		return null;
	return `the first byte took ${Math.round(late)} ms lately, where ${Math.round(usual)} ms is usual`;
}
