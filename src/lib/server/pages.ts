/** Holds the current snapshot of every status page and builds a new one when something changed, when somebody asks. */
import type { ComponentStatus } from '../domain/component.ts';
import type { Incident } from '../domain/incident.ts';
import type { Outage } from '../domain/outage.ts';
import type { PageSnapshot } from '../domain/snapshot.ts';
import type { StatusPage } from '../domain/status-page.ts';
import type { Clock } from './clock.ts';
import { statusesOf } from './component-view.ts';
import type { Roster } from './roster.ts';
import { buildSnapshot } from './snapshot.ts';
import type { Watch } from './watchdog/watch.ts';

/** How old a snapshot may get while nothing but the time of the last look changes. */
const FRESH_FOR_MS = 10_000;
/** Building may cost at most this share of the time, however many changes come. */
const SHARE_OF_TIME = 0.1;

interface Held {
	snapshot: PageSnapshot;
	builtAt: number;
	costMs: number;
	changes: number;
}

/** What a snapshot is built from, as it is now. */
export interface PagesState {
	roster: Roster;
	watches: ReadonlyMap<number, Watch>;
	incidents: readonly Incident[];
	/** By incident: the outages it tells of. */
	told: ReadonlyMap<string, readonly Outage[]>;
}

export class Pages {
	readonly #clock: Clock;
	readonly #origin: string;
	readonly #held = new Map<string, Held>();
	readonly #state: () => PagesState;
	#changes = 0;
	#version = 0;

	constructor(clock: Clock, origin: string, state: () => PagesState) {
		this.#clock = clock;
		this.#origin = origin;
		this.#state = state;
	}

	/** Something the public sees has changed: the next reader gets a new snapshot. */
	changed(): void {
		this.#changes += 1;
	}

	/** Grows with every change of what the public sees. */
	get changes(): number {
		return this.#changes;
	}

	/** A page by its id, whatever asks for it; null for none. */
	ofId(id: string): PageSnapshot | null {
		const page = this.#state().roster.facts.pages.find((one) => one.id === id);
		return page ? this.#current(page) : null;
	}

	/** How the components of a page are at this moment, without drawing the page. */
	statuses(id: string): { id: string; status: ComponentStatus }[] {
		const { roster, watches, incidents } = this.#state();
		const own = incidents.filter(({ pageId }) => pageId === id);
		return statusesOf(id, { now: this.#clock.now(), roster, watches, incidents: own });
	}

	/** The page that a request's Host header asks for: the one with that domain, else the default one. */
	ofHost(host: string): PageSnapshot | null {
		const { pages } = this.#state().roster.facts;
		const name = host.replace(/:\d+$/, '').toLowerCase();
		const page = pages.find(({ domain }) => domain === name) ?? pages.find(({ isDefault }) => isDefault);
		return page ? this.#current(page) : null;
	}

	#current(page: StatusPage): PageSnapshot {
		const held = this.#held.get(page.id);
		const now = this.#clock.monotonic();
		if (held && !this.#isStale(held, now)) return held.snapshot;
		const { roster, watches, incidents, told } = this.#state();
		const snapshot = buildSnapshot({
			version: ++this.#version,
			now: this.#clock.now(),
			page,
			url: page.url ?? this.#origin,
			roster,
			watches,
			told,
			incidents: incidents.filter(({ pageId }) => pageId === page.id)
		});
		const builtAt = this.#clock.monotonic();
		this.#held.set(page.id, { snapshot, builtAt, costMs: builtAt - now, changes: this.#changes });
		return snapshot;
	}

	#isStale({ builtAt, costMs, changes }: Held, now: number): boolean {
		const age = now - builtAt;
		if (changes !== this.#changes) return age >= costMs / SHARE_OF_TIME - costMs;
		return age >= FRESH_FOR_MS;
	}
}
