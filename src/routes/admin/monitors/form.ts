/** What the pages that write a monitor share: drawing the form, trying out what is typed, and saying what is wrong. */
import { keyFrom } from '$lib/domain/key';
import { Refusal } from '$lib/server/desk/refusal';
import type { Trial } from '$lib/server/desk/monitor-trial';
import type { ProbeKind } from '$lib/server/probes/probe';
import { postedOf, type Posted } from '$lib/server/web/drawn-form';
import { monitorEntryOf, monitorForm, type MonitorForm } from '$lib/server/web/monitor-form';
import { error, fail, type RequestEvent } from '@sveltejs/kit';

/** Where a form begins: its kind, what is stored, and whose secrets it may keep. */
export interface Writing {
	workspaceId: string;
	probe: ProbeKind;
	entry: Record<string, unknown>;
	/** The key of the monitor that kept secrets are taken from. */
	from: string | null;
	isNew: boolean;
}

export function draw(
	{ locals }: RequestEvent,
	writing: Writing,
	posted: Posted | null = null,
	errors = {}
): MonitorForm {
	const { workspaceId, probe, entry, isNew } = writing;
	return monitorForm(locals.app.roster(), workspaceId, probe, { entry, posted, errors, isNew });
}

export async function typed(
	event: RequestEvent,
	writing: Writing
): Promise<{ entry: Record<string, unknown>; posted: Posted }> {
	const data = await event.request.formData().catch(() => error(400, 'That is not a form that can be read.'));
	const posted = postedOf(data);
	const entry = monitorEntryOf(writing.probe, posted, writing.entry);
	if (!writing.isNew) entry.key = writing.entry.key;
	const { monitors, components } = event.locals.app.roster().facts;
	const taken = new Set(
		[...monitors, ...components].flatMap((one) => (one.workspaceId === writing.workspaceId ? [one.key] : []))
	);
	if (entry.key === undefined && typeof entry.name === 'string')
		entry.key = keyFrom(entry.name, 'monitor', taken);
	return { entry, posted };
}

/** Does it; what is refused comes back with everything that was typed, secrets aside. */
export async function tryTo<T>(event: RequestEvent, writing: Writing, posted: Posted, act: () => Promise<T>) {
	try {
		return { done: await act(), failure: null };
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		if (fault.kind === 'missing') error(404, fault.message);
		const drawn = draw(event, writing, posted, fault.errors);
		return { done: null, failure: fail(fault.status, { drawn, message: fault.message, trial: null }) };
	}
}

/** What a page shows of a trial: numbers and sentences, and the start of what was answered. */
export interface ShownTrial extends Pick<Trial, 'target'> {
	outcome: Trial['check']['outcome'];
	summary: string;
	durationMs: number;
	phases: Trial['check']['phases'];
	statusCode: number | null;
	address: string | null;
	warnings: string[];
	why: string[];
	sentence: string | null;
	headers: [string, string][];
	body: string;
	isCut: boolean;
}

const BODY_SHOWN = 2_000;

export function showTrial({ check, diagnosis, target }: Trial): ShownTrial {
	const answer = check.answer ?? check.evidence;
	const body = answer?.body ?? '';
	return {
		target,
		outcome: check.outcome,
		summary: check.summary,
		durationMs: check.durationMs,
		phases: check.phases,
		statusCode: check.statusCode,
		address: check.observed.address,
		warnings: check.warnings.map(({ message }) => message),
		why: diagnosis?.reasons ?? [],
		sentence: diagnosis?.publicSentence ?? null,
		headers: Object.entries(answer?.headers ?? {}),
		body: body.slice(0, BODY_SHOWN),
		isCut: body.length > BODY_SHOWN
	};
}

/** The answer to *Test now*: the form as it was, and what was seen. Nothing is saved. */
export async function test(
	event: RequestEvent,
	writing: Writing,
	trace: Parameters<App.Locals['app']['desk']['monitors']['tryOut']>[0]
) {
	const { entry, posted } = await typed(event, writing);
	// a name is nothing that has to be there for a look
	const whole = { ...entry, name: entry.name ?? 'A test', key: entry.key ?? 'a-test' };
	const { monitors } = event.locals.app.desk;
	const { done, failure } = await tryTo(event, writing, posted, () =>
		monitors.tryOut(trace, whole, writing.from)
	);
	if (failure) return failure;
	return { isLook: true, drawn: draw(event, writing, posted), message: null, trial: showTrial(done) };
}
