/** What the machine says about an outage when nobody has said anything yet: when it speaks, whom it groups, its words. */
import type { Component, ComponentStatus } from './component.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { Outage } from './outage.ts';
import { durationInWords, listInWords } from './words.ts';

/** What an outage does once it has lasted `afterMs`. */
export interface AutoIncidents {
	auto: 'publish' | 'draft' | 'off';
	afterMs: number;
}

/** Outages of one cause that begin within this time are one story. */
export const SHARED_WITHIN_MS = 2 * 60_000;

/**
 * Whether an outage is worth telling the public: it lasted, it is not merely us being refused, and the team was told. The
 * team is not told during maintenance, nor after it before the outage has been confirmed once more.
 */
export function deservesIncident(outage: Outage, settings: AutoIncidents, now: number): boolean {
	return (
		settings.auto !== 'off' &&
		outage.incidentId === null &&
		outage.endedAt === null &&
		outage.announcedAt !== null &&
		!(outage.worst === 'degraded' && outage.kind === 'blocked') &&
		now - outage.startedAt >= settings.afterMs
	);
}

/** Whether an outage belongs to the story of others: the same cause, begun at about the same time. */
export function belongsTogether(outage: Outage, others: readonly Outage[]): boolean {
	return others.some(
		(other) =>
			other.cause === outage.cause && Math.abs(other.startedAt - outage.startedAt) <= SHARED_WITHIN_MS
	);
}

/** The status an outage claims for the components it touches. */
export function claimOf(outage: Pick<Outage, 'worst'>): ComponentStatus {
	return outage.worst === 'down' ? 'major_outage' : 'degraded_performance';
}

/** `Checkout is down` · `Checkout and Search are down` · `Checkout and 5 others are down`. */
export function titleFor(components: readonly Pick<Component, 'name'>[], worst: 'degraded' | 'down'): string {
	const names = components.map((component) => component.name);
	const subject = names.length <= 3 ? listInWords(names) : `${names[0] ?? ''} and ${names.length - 1} others`;
	const isOne = names.length === 1;
	const state = worst === 'down' ? 'down' : `not working as ${isOne ? 'it' : 'they'} should`;
	return `${subject} ${isOne ? 'is' : 'are'} ${state}`;
}

export function openingMessage(diagnosis: Pick<Diagnosis, 'publicSentence'>): string {
	return `${diagnosis.publicSentence} We noticed this ourselves and keep watching; the next change appears here by itself.`;
}

export function joiningMessage(names: readonly string[]): string {
	return `${listInWords(names)} ${names.length === 1 ? 'has' : 'have'} the same trouble.`;
}

export function worseningMessage(names: readonly string[]): string {
	return `This has become worse: ${listInWords(names)} ${names.length === 1 ? 'does' : 'do'} not work at all now.`;
}

export function monitoringMessage(durationMs: number): string {
	return `Everything named here answers again, after ${durationInWords(durationMs)}. We keep watching before we call it over.`;
}

/** Said where the monitors behind an incident were taken away: it is not known how it went on. */
export const NO_LONGER_WATCHED = 'What this was about is no longer watched, so this is closed.';

export function resolvedMessage(durationMs: number): string {
	return `This is over. It lasted ${durationInWords(durationMs)}.`;
}
