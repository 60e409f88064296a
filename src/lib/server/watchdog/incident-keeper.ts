/**
 * Speaks where nobody has spoken yet: an outage that lasts opens one incident per cause, which follows its outages to
 * the end. What a person has touched is left alone.
 */
import {
	belongsTogether,
	claimOf,
	deservesIncident,
	joiningMessage,
	monitoringMessage,
	NO_LONGER_WATCHED,
	openingMessage,
	resolvedMessage,
	titleFor,
	worseningMessage,
	type AutoIncidents
} from '../../domain/auto-incident.ts';
import type { Component } from '../../domain/component.ts';
import { impactOf, type Incident, type IncidentStatus } from '../../domain/incident.ts';
import { subscribersHear } from '../../domain/notice.ts';
import type { Outage } from '../../domain/outage.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database.ts';
import { oweOfIncident } from '../incident-notices.ts';
import type { Roster } from '../roster.ts';
import * as incidents from '../stores/incidents.ts';
import * as outages from '../stores/outages.ts';
import type { Watch } from './watch.ts';

export interface IncidentKeeper {
	/** One look at what has to be said by now. Cheap while there is nothing. */
	attend(): Promise<void>;
}

interface Story {
	incident: Incident;
	outages: Outage[];
}

export function createIncidentKeeper(options: {
	database: Pick<Database, 'transaction'>;
	watches: () => Iterable<Watch>;
	roster: () => Roster;
	settings: () => AutoIncidents;
	clock: Clock;
	newId: () => string;
	/** Brings to disk what the watchdog decided, so that the outages that are told of are there. */
	flush: () => Promise<void>;
	/** What is shown of incidents is read anew. */
	afterChange: () => Promise<void>;
}): IncidentKeeper {
	const { database, clock, newId } = options;
	/** Whether an automatic incident is open; true until a look has shown that there is none. */
	let isFollowing = true;

	/** Outages as they are now: the watchdog goes on while the store is at work. */
	function ready(now: number): { watch: Watch; outage: Outage }[] {
		const settings = options.settings();
		const roster = options.roster();
		return [...options.watches()].flatMap((watch) => {
			const { monitor, outage } = watch;
			const isDue =
				outage !== null &&
				deservesIncident(outage, settings, now) &&
				publicComponentsOf(monitor.id).length > 0 &&
				!roster.isSilenced(monitor.id, now);
			return isDue ? [{ watch, outage }] : [];
		});
	}

	/** Those of one page, the first where a monitor stands on several: an incident belongs to one. */
	function publicComponentsOf(monitorId: number): Component[] {
		const shown = options
			.roster()
			.componentsOf(monitorId)
			.filter((component) => component.isPublic);
		return shown.filter(({ pageId }) => pageId === shown[0]?.pageId);
	}

	async function attend(): Promise<void> {
		const now = clock.now();
		if (!isFollowing && ready(now).length === 0) return;
		await options.flush();
		const due = ready(now);
		const told = new Map<Watch, { outageId: string; incidentId: string }>();
		let hasSpoken = false;
		await database.transaction(async (tx) => {
			told.clear();
			hasSpoken = false;
			const stories = await open(tx);
			const byHand = await outages.incidentsOf(
				tx,
				due.map(({ outage }) => outage.id)
			);
			for (const { watch, outage } of due) {
				// a person was faster, and the watch has not heard of it
				const incidentId = byHand.get(outage.id) ?? (await tell(tx, watch, outage, stories, now));
				told.set(watch, { outageId: outage.id, incidentId });
			}
			for (const story of stories) hasSpoken = (await follow(tx, story, now)) || hasSpoken;
			isFollowing = stories.length > 0;
		});
		for (const [watch, { outageId, incidentId }] of told) {
			if (watch.outage?.id === outageId) watch.outage = { ...watch.outage, incidentId };
		}
		if (told.size > 0 || hasSpoken) await options.afterChange();
	}

	async function open(tx: Db): Promise<Story[]> {
		const found = await incidents.openAutomatic(tx);
		const byIncident = await outages.ofIncidents(
			tx,
			found.map(({ id }) => id)
		);
		return found.map((incident) => ({ incident, outages: byIncident.get(incident.id) ?? [] }));
	}

	async function tell(tx: Db, watch: Watch, outage: Outage, stories: Story[], now: number): Promise<string> {
		const components = publicComponentsOf(watch.monitor.id);
		const ofPage = stories.filter(({ incident }) => incident.pageId === components[0]?.pageId);
		const story =
			ofPage.find((one) => belongsTogether(outage, one.outages)) ??
			ofPage.find((one) => isQuiet(one) && hasReturned(outage, one));
		if (!story) {
			const incident = await begin(tx, watch, outage, components, now);
			stories.push({ incident, outages: [outage] });
			await outages.attach(tx, outage.id, incident.id);
			return incident.id;
		}
		await outages.attach(tx, outage.id, story.incident.id);
		story.outages.push(outage);
		if (story.incident.touchedAt === null) await join(tx, story, outage, components, now);
		return story.incident.id;
	}

	async function begin(
		tx: Db,
		watch: Watch,
		outage: Outage,
		components: Component[],
		now: number
	): Promise<Incident> {
		const claim = claimOf(outage);
		const pageId = (components[0] as Component).pageId;
		const isDraft = options.settings().auto === 'draft';
		const incident = await incidents.create(tx, outage.workspaceId, {
			id: newId(),
			pageId,
			title: titleFor(components, outage.worst),
			impact: impactOf(
				components.map(() => claim),
				options.roster().publicComponents(pageId).length
			),
			status: 'investigating',
			isDraft,
			isAutomatic: true,
			cause: outage.cause,
			startedAt: outage.startedAt,
			createdAt: now,
			components: components.map(({ id }) => ({ componentId: id, status: claim })),
			update: {
				id: newId(),
				message: openingMessage(watch.diagnosis ?? { publicSentence: 'This does not work at the moment.' }),
				displayAt: now,
				isAutomatic: true,
				shouldNotify: !isDraft
			}
		});
		await oweNewest(tx, incident, now);
		return incident;
	}

	/** Owes what was said last to subscribers; a draft is told when somebody publishes it. */
	async function oweNewest(tx: Db, incident: Incident, at: number, isForNewcomers = false): Promise<void> {
		const [newest] = incident.updates;
		if (!newest) return;
		const document = { kind: 'incident-update', incidentId: incident.id, updateId: newest.id } as const;
		await oweOfIncident(tx, options.roster(), incident, { document, at, isForNewcomers });
	}

	async function join(
		tx: Db,
		story: Story,
		outage: Outage,
		components: Component[],
		now: number
	): Promise<void> {
		const { incident } = story;
		const claims = new Map(incident.components.map(({ componentId, status }) => [componentId, status]));
		const added = components.filter(({ id }) => !claims.has(id));
		for (const { id } of components) claims.set(id, claimOf(outage));
		const affected = [...claims].map(([componentId, status]) => ({ componentId, status }));
		const named = options
			.roster()
			.publicComponents(incident.pageId)
			.filter(({ id }) => claims.has(id));
		const worst = story.outages.some((one) => one.worst === 'down') ? 'down' : 'degraded';
		story.incident = await incidents.revise(tx, incident.id, {
			title: titleFor(named, worst),
			impact: impactOf([...claims.values()], options.roster().publicComponents(incident.pageId).length),
			components: affected,
			at: now
		});
		const hasReturnedAfterAll = incident.status === 'monitoring';
		if (added.length === 0 && !hasReturnedAfterAll) return;
		await say(
			tx,
			story,
			'investigating',
			hasReturnedAfterAll ? 'The trouble is back.' : joiningMessage(added.map(({ name }) => name)),
			now
		);
	}

	/** Follows an incident's outages: quiet again, then over. Returns whether anything was said. */
	async function follow(tx: Db, story: Story, now: number): Promise<boolean> {
		const { incident } = story;
		const ends = story.outages.map(({ endedAt }) => endedAt);
		if (incident.touchedAt !== null || ends.length === 0) return false;
		if (ends.includes(null)) return escalate(tx, story, now);
		const watched = [...options.watches()].filter(({ monitor }) =>
			story.outages.some(({ monitorId }) => monitorId === monitor.id)
		);
		// paused, or resumed and not known yet: nothing has been seen that could be told
		if (watched.some(({ standing }) => standing.verdict === 'unknown')) return false;
		if (watched.length === 0) {
			await say(tx, story, 'resolved', NO_LONGER_WATCHED, now);
			return true;
		}
		const endedAt = Math.max(...(ends as number[]));
		const lastedMs = endedAt - Math.min(...story.outages.map(({ startedAt }) => startedAt));
		if (incident.status !== 'monitoring') {
			story.incident = await incidents.revise(tx, incident.id, {
				components: incident.components.map(({ componentId }) => ({
					componentId,
					status: 'operational' as const
				})),
				at: now
			});
			await say(tx, story, 'monitoring', monitoringMessage(lastedMs), now);
			return true;
		}
		if (now - endedAt < options.settings().afterMs) return false;
		await say(tx, story, 'resolved', resolvedMessage(lastedMs), now);
		return true;
	}

	/** What began mildly and is down by now is said to be down. Returns whether anything was said. */
	async function escalate(tx: Db, story: Story, now: number): Promise<boolean> {
		const { incident } = story;
		const failing = story.outages.filter(({ endedAt, worst }) => endedAt === null && worst === 'down');
		const worse = incident.components
			.filter(({ status }) => status === 'degraded_performance')
			.filter(({ componentId }) =>
				failing.some((one) => publicComponentsOf(one.monitorId).some(({ id }) => id === componentId))
			)
			.map(({ componentId }) => componentId);
		if (worse.length === 0) return false;
		const claims = incident.components.map(({ componentId, status }) => ({
			componentId,
			status: worse.includes(componentId) ? claimOf({ worst: 'down' }) : status
		}));
		const shown = options.roster().publicComponents(incident.pageId);
		const affected = shown.filter(({ id }) => claims.some(({ componentId }) => componentId === id));
		story.incident = await incidents.revise(tx, incident.id, {
			title: titleFor(affected, 'down'),
			impact: impactOf(
				claims.map(({ status }) => status),
				shown.length
			),
			components: claims,
			at: now
		});
		const names = shown.filter(({ id }) => worse.includes(id)).map(({ name }) => name);
		await say(tx, story, incident.status, worseningMessage(names), now);
		return true;
	}

	/**
	 * Who heard of the incident hears when it moves on, and when something that was poor is down. What joins it is news to
	 * those who follow that alone: many services that fail one after the other are not as many messages.
	 */
	async function say(
		tx: Db,
		story: Story,
		status: IncidentStatus,
		message: string,
		now: number
	): Promise<void> {
		const { isDraft, status: before } = story.incident;
		const isNews = subscribersHear({ from: before, to: status }, null);
		story.incident = await incidents.addUpdate(tx, story.incident.workspaceId, story.incident.id, {
			id: newId(),
			status,
			message,
			displayAt: now,
			createdAt: now,
			isAutomatic: true,
			shouldNotify: !isDraft && isNews
		});
		const isWorse = story.incident.updates[0]?.components.some(({ from }) => from !== 'operational') ?? false;
		await oweNewest(tx, story.incident, now, !isNews && !isWorse);
	}

	return { attend };
}

function isQuiet({ outages }: Story): boolean {
	return outages.every(({ endedAt }) => endedAt !== null);
}

function hasReturned(outage: Outage, story: Story): boolean {
	return story.outages.some((one) => one.monitorId === outage.monitorId && one.cause === outage.cause);
}
