/** Looks at our own side: line, resolver, clock, open files, and whether something answers in other people's place. */
import net from 'node:net';
import type { Check } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { FactsOf } from '../../domain/finding.ts';
import type { Remedy, Situation } from './remedy.ts';

const REFERENCES_ASKED = 2;
/** A clock that is off by more makes certificates look expired or not yet valid. */
const SKEW_MATTERS_MS = 60_000;
/** So full a table of open files is about to stop us. */
const NEARLY_FULL = 0.9;
/** Addresses of this sort answer 204 with nothing else, wherever they are asked from. */
const ANSWERS_204 = /\/generate_204$/;

type Facts = FactsOf['own-line'];

export const ownLine: Remedy<'own-line'> = {
	id: 'own-line',
	requestsAtMost: REFERENCES_ASKED + 1,
	asksTarget: false,
	whyNot: () => null,
	async run(situation) {
		const asked = situation.references.slice(0, REFERENCES_ASKED);
		const [checks, doesResolve, isDown, files] = await Promise.all([
			Promise.all(asked.map(situation.askReference)),
			resolves(situation, asked),
			situation.isOurLineDown(),
			situation.openFiles()
		]);
		const facts: Facts = {
			references: asked.map((url, index) => ({ url, hasAnswered: checks[index]?.statusCode != null })),
			isDown,
			isCaptive: checks.some((check, index) => isCaptive(asked[index] ?? '', check)),
			clockSkewMs: skewOf(checks),
			doesResolve,
			openFiles: files.open,
			openFilesAtMost: files.atMost
		};
		const faults = faultsOf(facts);
		const hasAnswered = facts.references.some((one) => one.hasAnswered);
		return {
			did: 'Looked at our own line: reference targets, resolver, clock and open files.',
			showed: faults.length > 0 ? faults.join(' ') : fine(facts),
			proves:
				isDown || facts.isCaptive
					? 'The trouble is on our side, so the target cannot be blamed.'
					: hasAnswered && faults.length === 0
						? 'Our own equipment and line work.'
						: null,
			settles: faults.length > 0 ? 'points-here' : hasAnswered ? 'rules-out' : null,
			facts
		};
	}
};

async function resolves({ addresses }: Situation, asked: readonly string[]): Promise<boolean | null> {
	const host = asked
		.map((url) => new URL(url).hostname)
		.find((one) => net.isIP(one.replace(/^\[|\]$/g, '')) === 0);
	if (host === undefined) return null;
	return addresses(host).then(
		(found) => found.length > 0,
		() => false
	);
}

function isCaptive(url: string, check: Check): boolean {
	const seen = check.answer ?? check.evidence;
	if (!seen || check.statusCode === null) return false;
	if (ANSWERS_204.test(url)) return check.statusCode < 400 && check.statusCode !== 204;
	return diagnose(seen).cause === 'captive-portal';
}

/** The median difference to what the references call the time. */
function skewOf(checks: readonly Check[]): number | null {
	const skews = checks
		.flatMap(({ at, durationMs, answer, evidence }) => {
			const theirs = Date.parse((answer ?? evidence)?.headers['date'] ?? '');
			return Number.isNaN(theirs) ? [] : [Math.round(at + durationMs - theirs)];
		})
		.sort((a, b) => a - b);
	return skews[Math.floor(skews.length / 2)] ?? null;
}

function faultsOf({
	isDown,
	isCaptive: captive,
	clockSkewMs,
	doesResolve,
	openFiles,
	openFilesAtMost
}: Facts) {
	const isClockOff = clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_MATTERS_MS;
	const isFull = openFiles !== null && openFilesAtMost !== null && openFiles > NEARLY_FULL * openFilesAtMost;
	return [
		isDown ? 'None of the reference targets that answered lately answers now.' : '',
		captive ? 'Something on our line answers in place of a reference target.' : '',
		isClockOff ? `Our clock is off by ${Math.round(Math.abs(clockSkewMs) / 1_000)} seconds.` : '',
		doesResolve === false ? 'Our resolver does not find the name of a reference target.' : '',
		isFull ? `${openFiles} of ${openFilesAtMost} files that may be open are open.` : ''
	].filter(Boolean);
}

function fine({ references, clockSkewMs }: Facts): string {
	const answered = references.filter(({ hasAnswered }) => hasAnswered).length;
	if (references.length === 0) return 'No reference targets are set; nothing else is out of order.';
	if (answered === 0) return 'No reference target answers, but none did before either, which proves nothing.';
	const clock = clockSkewMs === null ? '' : ', our clock is right';
	return `${answered} of ${references.length} reference targets answer${clock}.`;
}
