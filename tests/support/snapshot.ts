/** Believable snapshots of a public page, the same ones at every run: for component tests and for looking at pages. */
import { banner, bannerSentence } from '../../src/lib/domain/banner.ts';
import type { ComponentDetail, Point } from '../../src/lib/domain/component-detail.ts';
import { worst, type ComponentStatus } from '../../src/lib/domain/component.ts';
import { daySpans } from '../../src/lib/domain/days.ts';
import type {
	ComponentView,
	DayView,
	GroupView,
	IncidentView,
	PageSnapshot
} from '../../src/lib/domain/snapshot.ts';
import { indicatorOf } from '../../src/lib/domain/status-page.ts';
import { NOTHING_MEASURED, ratio, sum } from '../../src/lib/domain/uptime.ts';
import { formatTime, sinceStyle } from '../../src/lib/format/times.ts';
import { hostileComponents, sampleIncidents, sampleMaintenances } from './snapshot-stories.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Tuesday 24 November 2026, 13:14 in Berlin. */
export const SAMPLE_NOW = Date.parse('2026-11-24T12:14:20Z');

export interface SampleOptions {
	components?: number;
	days?: number;
	/** `well`, one thing down with an incident, maintenance under way, texts that attack the page, or nothing measured. */
	story?: 'well' | 'outage' | 'maintenance' | 'hostile' | 'no-data';
	isGrouped?: boolean;
	/** What the newest update of the open incident says. */
	message?: string;
	now?: number;
}

const NAMES = [
	['Website', ['Shop', 'Checkout', 'Search', 'Images']],
	['API', ['REST API', 'Webhooks', 'Authentication']],
	['Operations', ['Database', 'Mail delivery', 'Nightly backup', 'Phone support']]
] as const;

export function sampleSnapshot(options: SampleOptions = {}): PageSnapshot {
	const { components: wanted = 11, days = 90, story = 'well', isGrouped = true, now = SAMPLE_NOW } = options;
	const components = Array.from({ length: wanted }, (_, index) =>
		sampleComponent(index, days, story, now, isGrouped)
	);
	if (story === 'hostile') hostileComponents(components);
	const incidents = story === 'no-data' ? [] : sampleIncidents(components, story, now);
	const [newest] = incidents[0]?.updates ?? [];
	if (newest && options.message) newest.message = options.message;
	markDays(components, incidents, days, now);
	const maintenances = story === 'no-data' ? [] : sampleMaintenances(components, story, now);
	const statuses = components.map(({ status }) => status);
	const said = banner(components, incidents.filter(({ resolvedAt }) => resolvedAt === null).length);
	return {
		version: 1,
		builtAt: now,
		page: {
			id: 'page',
			slug: 'acme',
			title: story === 'hostile' ? '<script>alert("title")</script> & “Acme” 🚦' : 'Acme Status',
			description: 'Live state of Acme’s services',
			url: 'https://status.acme.example',
			timeZone: 'Europe/Berlin',
			locale: 'en',
			updatedAt: now
		},
		indicator: indicatorOf(statuses),
		sentence: bannerSentence(said, now, (at) =>
			formatTime(at, sinceStyle(at, now, 'Europe/Berlin'), 'en', 'Europe/Berlin')
		),
		banner: said,
		lastCheckedAt: story === 'no-data' ? null : now - 8_000,
		groups: groupsOf(components),
		incidents,
		maintenances,
		windows: []
	};
}

/** Response times by hour and by day, and the outages of the component's bad days. */
export function sampleDetail(snapshot: PageSnapshot, key: string): ComponentDetail | null {
	const component = snapshot.groups.flatMap((group) => group.components).find((one) => one.key === key);
	if (!component) return null;
	const random = randomOf(component.position + 7);
	const hour = Math.floor(snapshot.builtAt / HOUR_MS) * HOUR_MS;
	const pointAt = (at: number, checks: number): Point => {
		const isSilent = random() < 0.01;
		const medianMs = Math.round(120 + 60 * Math.sin((at / DAY_MS) * 2 * Math.PI) + random() * 40);
		const failures = random() < 0.02 ? Math.ceil(random() * 9) : 0;
		const p95Ms = Math.round(medianMs * (1.6 + random()));
		return isSilent
			? { at, medianMs: null, p95Ms: null, failures: checks, checks }
			: { at, medianMs, p95Ms, failures, checks };
	};
	const hourly = Array.from({ length: 720 }, (_, index) => pointAt(hour - (719 - index) * HOUR_MS, 60));
	const daily = component.days.map((_, index) =>
		pointAt(hour - (component.days.length - 1 - index) * DAY_MS, 1_440)
	);
	const bad = component.days.filter(({ downMs, degradedMs }) => downMs + degradedMs > 0).reverse();
	return {
		component,
		series: [
			{ range: '24h', points: hourly.slice(-25) },
			{ range: '7d', points: hourly.slice(-168) },
			{ range: '30d', points: hourly },
			{ range: '90d', points: daily }
		],
		outages: bad.map(({ day, downMs, degradedMs }, index) => {
			const isOpen = index === 0 && component.status === 'major_outage';
			const startedAt = isOpen ? (component.since ?? 0) : Date.parse(`${day}T09:02:00Z`);
			return {
				id: `outage-${day}`,
				startedAt,
				endedAt: isOpen ? null : startedAt + downMs + degradedMs,
				worst: downMs > 0 ? 'down' : 'degraded',
				sentence:
					downMs > 0
						? 'The server behind our front door did not answer.'
						: 'Answers came, but far more slowly than usual.'
			};
		})
	};
}

function sampleComponent(
	index: number,
	days: number,
	story: SampleOptions['story'],
	now: number,
	isGrouped: boolean
): ComponentView {
	const flat = NAMES.flatMap(([group, names]) => names.map((name) => ({ group, name })));
	const named = flat[index % flat.length];
	const round = Math.floor(index / flat.length);
	const status = statusOf(index, story);
	const isHandSet = named?.name === 'Phone support';
	const dayViews = isHandSet ? [] : sampleDays(index, days, story, now);
	return {
		id: `component-${index}`,
		key: `service-${index}`,
		name: `${named?.name ?? 'Service'}${round === 0 ? '' : ` ${round + 1}`}`,
		description: index === 0 ? 'Everything a customer sees before paying.' : '',
		groupKey: isGrouped ? (named?.group.toLowerCase() ?? null) : null,
		position: index,
		status: isHandSet && story !== 'outage' ? 'operational' : status,
		since: status === 'major_outage' ? now - 12 * MINUTE_MS : null,
		why: status === 'major_outage' ? 'The server behind our front door does not answer.' : null,
		advice: status === 'major_outage' ? ['This is not your device.'] : [],
		lookedAt: now - 8_000,
		publicUrl: null,
		createdAt: now - 400 * DAY_MS,
		updatedAt: now - 12 * MINUTE_MS,
		days: dayViews,
		uptime: ratio(sum(dayViews))
	};
}

function statusOf(index: number, story: SampleOptions['story']): ComponentStatus {
	if (story === 'no-data') return 'unknown';
	if (story === 'maintenance' && index === 7) return 'under_maintenance';
	if (story !== 'outage' && story !== 'hostile') return 'operational';
	return (
		(['operational', 'major_outage', 'operational', 'degraded_performance'] as const)[index] ?? 'operational'
	);
}

function sampleDays(index: number, count: number, story: SampleOptions['story'], now: number): DayView[] {
	const random = randomOf(index + 1);
	const firstMeasured = index === 6 ? count - 40 : 0;
	return daySpans(count, now, 'Europe/Berlin').map(({ day, from, to }, position): DayView => {
		const lengthMs = Math.min(to, now) - from;
		const dice = random();
		const parts = { ...NOTHING_MEASURED };
		let state: DayView['state'] = 'operational';
		const isToday = position === count - 1;
		if (story === 'no-data' || position < firstMeasured) {
			parts.unknownMs = lengthMs;
			state = 'unknown';
		} else if (isToday && statusOf(index, story) === 'major_outage') {
			parts.downMs = 12 * MINUTE_MS;
			state = 'down';
		} else if (dice < 0.012) {
			parts.downMs = Math.round(random() * random() * lengthMs);
			state = 'down';
		} else if (dice < 0.025) {
			parts.degradedMs = Math.round(random() * random() * lengthMs);
			state = index % 3 === 0 ? 'partial' : 'degraded';
		} else if (dice < 0.032) {
			parts.maintenanceMs = 2 * HOUR_MS;
			state = 'maintenance';
		}
		const otherMs = parts.downMs + parts.degradedMs + parts.maintenanceMs + parts.unknownMs;
		parts.upMs = lengthMs - otherMs;
		return { day, ...parts, state, ratio: ratio(parts), incidentIds: [] };
	});
}

function groupsOf(components: readonly ComponentView[]): GroupView[] {
	const keys = [...new Set(components.map(({ groupKey }) => groupKey ?? ''))];
	return keys.map((key, position) => {
		const members = components.filter(({ groupKey }) => (groupKey ?? '') === key);
		const name = NAMES.find(([group]) => group.toLowerCase() === key)?.[0] ?? '';
		return {
			id: key,
			key,
			name,
			position,
			status: worst(members.map(({ status }) => status)),
			components: members
		};
	});
}

function markDays(
	components: ComponentView[],
	incidents: readonly IncidentView[],
	days: number,
	now: number
): void {
	for (const { from, to, day } of daySpans(days, now, 'Europe/Berlin')) {
		for (const incident of incidents) {
			if (incident.startedAt >= to || (incident.resolvedAt ?? now) < from) continue;
			for (const { id } of incident.components) {
				components
					.find((one) => one.id === id)
					?.days.find((one) => one.day === day)
					?.incidentIds.push(incident.id);
			}
		}
	}
}

/** Mulberry32: small, and the same numbers everywhere. */
function randomOf(seed: number): () => number {
	let state = seed * 0x9e3779b9;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
