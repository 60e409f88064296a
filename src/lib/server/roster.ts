/** What is set up, in memory: pages, groups, components, channels and maintenance, so that a visit or a check asks no database. */
import type { ChannelRules } from '../domain/channel-rules.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { LearnedPage } from '../domain/diagnosis/learned.ts';
import type { MaintenanceWindow, Occurrence } from '../domain/maintenance.ts';
import { isActive } from '../domain/maintenance.ts';
import type { Monitor } from '../domain/monitor.ts';
import type { StatusPage } from '../domain/status-page.ts';

/** What a channel is to those who only owe it something. */
export interface ChannelName {
	id: string;
	workspaceId: string;
	key: string;
	isDisabled: boolean;
	/** What it wants to hear. */
	rules: ChannelRules;
}

export interface RosterFacts {
	pages: StatusPage[];
	groups: ComponentGroup[];
	components: Component[];
	monitors: Monitor[];
	channels: ChannelName[];
	windows: MaintenanceWindow[];
	/** Every occurrence from 91 days ago on that is written down, by start. */
	occurrences: Occurrence[];
	/** By monitor: the error pages that its owner taught it. */
	learned?: ReadonlyMap<number, readonly LearnedPage[]>;
}

export class Roster {
	readonly facts: RosterFacts;
	readonly #componentsOf = new Map<number, Component[]>();
	readonly #occurrencesOf = new Map<string, Occurrence[]>();
	readonly #monitors: Map<number, Monitor>;

	constructor(facts: RosterFacts) {
		this.facts = facts;
		this.#monitors = new Map(facts.monitors.map((monitor) => [monitor.id, monitor]));
		for (const component of facts.components) {
			for (const id of component.monitorIds) {
				this.#componentsOf.set(id, [...(this.#componentsOf.get(id) ?? []), component]);
			}
		}
		const componentIds = new Map(facts.windows.map((window) => [window.id, window.componentIds]));
		for (const occurrence of facts.occurrences) {
			for (const id of componentIds.get(occurrence.windowId) ?? []) {
				this.#occurrencesOf.set(id, [...(this.#occurrencesOf.get(id) ?? []), occurrence]);
			}
		}
	}

	/** Before anything is read. */
	static empty(): Roster {
		return new Roster({
			pages: [],
			groups: [],
			components: [],
			monitors: [],
			channels: [],
			windows: [],
			occurrences: []
		});
	}

	/** Whether the workspace is the one that is there from the start, whose members run the installation. */
	isDefaultWorkspace(workspaceId: string): boolean {
		return this.facts.pages.some((page) => page.isDefault && page.workspaceId === workspaceId);
	}

	monitor(id: number): Monitor | undefined {
		return this.#monitors.get(id);
	}

	/** The error pages that a monitor was taught. */
	learned(monitorId: number): readonly LearnedPage[] {
		return this.facts.learned?.get(monitorId) ?? [];
	}

	/** The components that stand for a monitor, hidden ones included. */
	componentsOf(monitorId: number): Component[] {
		return this.#componentsOf.get(monitorId) ?? [];
	}

	/** The components the public may see, of a page. */
	publicComponents(pageId: string): Component[] {
		return this.facts.components.filter((component) => component.pageId === pageId && component.isPublic);
	}

	/** The maintenance of a component, cancelled occurrences left out. */
	occurrencesOf(componentId: string): Occurrence[] {
		return (this.#occurrencesOf.get(componentId) ?? []).filter(({ status }) => status !== 'cancelled');
	}

	isInMaintenance(componentId: string, now: number): boolean {
		return this.occurrencesOf(componentId).some((occurrence) => isActive(occurrence, now));
	}

	/** A monitor is silent while every component it stands behind is in maintenance. */
	isSilenced(monitorId: number, now: number): boolean {
		const components = this.componentsOf(monitorId);
		return components.length > 0 && components.every(({ id }) => this.isInMaintenance(id, now));
	}

	/** The channels that hear: those with these keys, or all. */
	channels(workspaceId: string, keys: string[] | null): ChannelName[] {
		return this.facts.channels.filter(
			(channel) =>
				channel.workspaceId === workspaceId &&
				!channel.isDisabled &&
				(keys === null || keys.includes(channel.key))
		);
	}
}
