/**
 * Looks into outages: when one opens, and when a person asks. Bounded in requests, time and number, beside the checks
 * and never in their way; whatever goes wrong in it, the outage stands as it is.
 */
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { beliefOf, type Investigation } from '../../domain/investigation.ts';
import type { RemedyId } from '../../domain/remedy.ts';
import { conclude } from '../../domain/verdict-of-investigation.ts';
import type { Clock } from '../clock.ts';
import type { Hands, Occasion, Remedy } from '../remedies/remedy.ts';
import { Budget } from './budget.ts';
import type { InvestigationFile } from './investigation-file.ts';
import { runRemedies } from './run-remedies.ts';
import type { Watch } from './watch.ts';

/** Outages looked into at one time: a data centre that fails must not keep us from checking. */
const AT_ONCE = 2;
/** Those beyond wait no longer: by their turn the moment would have passed. */
const WAITING_AT_MOST = 20;

export type Asked = { id: string; done: Promise<void> } | { refused: string };

export interface Investigator {
	/** An outage has opened. Returns at once. */
	opened(watch: Watch): void;
	/**
	 * A person asks for one remedy or for all. Null for an outage that this workspace does not have open.
	 * `done` resolves when it has ended and is on its way to the disk.
	 */
	investigate(
		workspaceId: string,
		outageId: string,
		askedBy: string,
		remedy?: RemedyId
	): Promise<Asked | null>;
	/** Ends what is under way. */
	stop(): Promise<void>;
}

export interface InvestigatorOptions {
	remedies: readonly Remedy[];
	/** What is known of an outage before anything is asked. */
	occasionOf: (watch: Watch, evidence: Evidence, diagnosis: Diagnosis) => Promise<Occasion>;
	handsFor: (watch: Watch, budget: Budget) => Hands;
	file: InvestigationFile;
	watches: () => Iterable<Watch>;
	isSilenced: (monitorId: number, at: number) => boolean;
	clock: Clock;
	signal: AbortSignal;
	newId: () => string;
	/** What is believed of an outage has changed. */
	onChange: () => void;
	log: { error: (details: object, message: string) => void };
}

interface Job {
	watch: Watch;
	outageId: string;
	investigation: Investigation;
	remedies: readonly Remedy[];
}

export function createInvestigator(options: InvestigatorOptions): Investigator {
	const { clock, file, log } = options;
	const stopping = new AbortController();
	const signal = AbortSignal.any([options.signal, stopping.signal]);
	/** By outage. */
	const running = new Map<string, Promise<void>>();
	const waiting: { watch: Watch; outageId: string }[] = [];

	function isWorthIt(watch: Watch, outageId: string): boolean {
		const { monitor, outage, diagnosis } = watch;
		const isOpen = outage?.id === outageId && watch.standing.verdict !== 'up';
		if (!isOpen || monitor.kind === 'heartbeat' || diagnosis?.kind === 'blocked') return false;
		return !options.isSilenced(monitor.id, clock.now());
	}

	function begin(watch: Watch, outageId: string, remedies: readonly Remedy[], askedBy: string | null) {
		const { diagnosis } = watch;
		const investigation: Investigation = {
			id: options.newId(),
			outageId,
			startedAt: clock.now(),
			endedAt: null,
			askedBy,
			findings: [],
			before: diagnosis ? beliefOf(diagnosis) : null,
			after: null
		};
		const done = run({ watch, outageId, investigation, remedies })
			.catch((error: unknown) => log.error({ err: error, outage: outageId }, 'An investigation was lost.'))
			.finally(() => {
				running.delete(outageId);
				next();
			});
		running.set(outageId, done);
		return { id: investigation.id, done };
	}

	function next(): void {
		while (running.size < AT_ONCE && !signal.aborted) {
			const job = waiting.shift();
			if (!job) return;
			if (isWorthIt(job.watch, job.outageId) && !running.has(job.outageId)) {
				begin(job.watch, job.outageId, options.remedies, null);
			}
		}
	}

	async function run({ watch, outageId, investigation, remedies }: Job): Promise<void> {
		await file.begin(investigation);
		const findings: Finding[] = [];
		const sofar = () => ({ ...investigation, findings: [...findings] });
		try {
			const past = await file.past(watch.monitor.workspaceId, outageId);
			const evidence = watch.firstFailure?.evidence ?? past.evidence;
			const first = past.diagnosis ?? watch.diagnosis;
			if (!evidence || !first) return void (await file.keep({ ...sofar(), endedAt: clock.now() }));
			const occasion = await options.occasionOf(watch, evidence, first);
			const budget = new Budget(clock, signal);
			const onFinding = (finding: Finding) => {
				findings.push(finding);
				void file.keep(sofar());
			};
			const hands = options.handsFor(watch, budget);
			await runRemedies({ remedies, occasion, hands, budget, clock, onFinding, log });
			await end(watch, outageId, sofar(), first, past.findings);
		} catch (error) {
			log.error({ err: error, outage: outageId }, 'An investigation broke off; the outage stands as it is.');
			await file.keep({ ...sofar(), endedAt: clock.now() });
		}
	}

	async function end(
		watch: Watch,
		outageId: string,
		investigation: Investigation,
		first: Diagnosis,
		earlier: readonly Finding[]
	): Promise<void> {
		const ended = { ...investigation, endedAt: clock.now() };
		if (signal.aborted) return void (await file.keep(ended));
		const isSame = watch.outage?.id === outageId;
		const isWorseMeanwhile =
			isSame && watch.diagnosis !== null && isOtherFailure(watch.diagnosis, investigation);
		const base = isWorseMeanwhile ? (watch.diagnosis as Diagnosis) : first;
		const verdict = conclude(base, [...earlier, ...investigation.findings]);
		const { kind, cause, failedSide } = verdict;
		if (isSame && watch.outage) {
			watch.outage = { ...watch.outage, kind, cause, failedSide };
			watch.diagnosis = verdict;
			options.onChange();
		}
		await file.conclude({ ...ended, after: beliefOf(verdict) }, verdict);
	}

	return {
		opened(watch) {
			const outageId = watch.outage?.id;
			if (outageId === undefined || signal.aborted || !isWorthIt(watch, outageId)) return;
			if (waiting.length < WAITING_AT_MOST) waiting.push({ watch, outageId });
			next();
		},
		async investigate(workspaceId, outageId, askedBy, id) {
			const watch = [...options.watches()].find(({ outage }) => outage?.id === outageId);
			if (!watch || watch.monitor.workspaceId !== workspaceId) return null;
			const remedies = options.remedies.filter((remedy) => id === undefined || remedy.id === id);
			if (remedies.length === 0) return { refused: 'There is no such look.' };
			if (signal.aborted) return { refused: 'Gatehouse is about to stop.' };
			if (running.has(outageId)) {
				return { refused: 'This outage is being looked into right now; wait until that has ended.' };
			}
			if (running.size >= AT_ONCE) {
				return { refused: 'Other outages are being looked into right now; try again in half a minute.' };
			}
			return begin(watch, outageId, remedies, askedBy);
		},
		async stop() {
			stopping.abort();
			waiting.length = 0;
			await Promise.all(running.values());
		}
	};
}

/** Whether the outage has got another first diagnosis since the investigation began. */
function isOtherFailure(now: Diagnosis, { before }: Investigation): boolean {
	return (
		before === null ||
		now.cause !== before.cause ||
		now.failedSide !== before.failedSide ||
		now.kind !== before.kind
	);
}
