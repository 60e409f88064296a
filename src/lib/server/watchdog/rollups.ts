/** The hours and days that are being filled right now, so that pages never scan checks. */
import { combine, empty, type LatencyRollup } from '../../domain/latency.ts';
import type { Db } from '../database.ts';
import * as stored from '../stores/rollups.ts';

const HOUR_MS = 3_600_000;

interface Entry {
	monitorId: number;
	/** The hour's start in epoch milliseconds, or the day. */
	period: number | string;
	rollup: LatencyRollup;
	/** Whether what an earlier process stored of this period has been added. */
	isLoaded: boolean;
	/** Counts additions, so that one made while writing is not lost. */
	edits: number;
}

export class Rollups {
	readonly #dayOf: (at: number) => string;
	readonly #entries = new Map<string, Entry>();
	/** Those that changed since they were last stored. */
	readonly #changed = new Set<Entry>();
	/** The hour in which periods that are over were last looked for. */
	#tidiedIn = 0;

	constructor(dayOf: (at: number) => string) {
		this.#dayOf = dayOf;
	}

	/** Adds one check to its hour and its day. */
	add(monitorId: number, at: number, into: (rollup: LatencyRollup) => LatencyRollup): void {
		for (const period of [at - (at % HOUR_MS), this.#dayOf(at)]) {
			const entry = this.#entryOf(monitorId, period);
			entry.rollup = into(entry.rollup);
			entry.edits += 1;
			this.#changed.add(entry);
		}
	}

	/** Adds what an earlier process stored of the periods that this one only began to fill. */
	async load(db: Db, monitorId?: number): Promise<void> {
		const fresh = this.#dirty(monitorId).filter((entry) => !entry.isLoaded);
		if (fresh.length === 0) return;
		const found = await stored.find(
			db,
			fresh.map(({ monitorId, period }) => ({ monitorId, period }))
		);
		for (const entry of fresh) {
			const before = found.get(`${entry.monitorId} ${entry.period}`);
			if (before) entry.rollup = combine(before, entry.rollup);
			entry.isLoaded = true;
		}
	}

	/** Every period that changed since it was last stored, whole. */
	rows(monitorId?: number): { monitorId: number; period: number | string; rollup: LatencyRollup }[] {
		return this.#dirty(monitorId).map(({ monitorId: id, period, rollup }) => ({
			monitorId: id,
			period,
			rollup
		}));
	}

	/** Gives up what is not stored yet of a monitor whose rows cannot be stored. */
	forget(monitorId: number): void {
		for (const [key, entry] of this.#entries) {
			if (entry.monitorId !== monitorId) continue;
			this.#entries.delete(key);
			this.#changed.delete(entry);
		}
	}

	touched(monitorId?: number): Map<Entry, number> {
		return new Map(this.#dirty(monitorId).map((entry) => [entry, entry.edits]));
	}

	/** Marks periods as stored and forgets those that are over. */
	settled(touched: Map<Entry, number>, now: number): void {
		for (const [entry, edits] of touched) if (entry.edits === edits) this.#changed.delete(entry);
		const hour = now - (now % HOUR_MS);
		if (hour === this.#tidiedIn) return;
		this.#tidiedIn = hour;
		const today = this.#dayOf(now);
		for (const [key, entry] of this.#entries) {
			const isOver = typeof entry.period === 'number' ? entry.period < hour : entry.period < today;
			if (isOver && !this.#changed.has(entry)) this.#entries.delete(key);
		}
	}

	#entryOf(monitorId: number, period: number | string): Entry {
		const key = `${monitorId} ${period}`;
		const known = this.#entries.get(key);
		if (known) return known;
		const entry = { monitorId, period, rollup: empty(), isLoaded: false, edits: 0 };
		this.#entries.set(key, entry);
		return entry;
	}

	/** Of one monitor, or of all. */
	#dirty(monitorId?: number): Entry[] {
		const all = [...this.#changed];
		return monitorId === undefined ? all : all.filter((entry) => entry.monitorId === monitorId);
	}
}
