/** What people said on the sample pages: incidents, maintenance, and texts that try to break out of the page. */
import { troubleOf } from '../../src/lib/domain/trouble.ts';
import type { Impact, IncidentStatus } from '../../src/lib/domain/incident.ts';
import type {
	ComponentView,
	IncidentView,
	MaintenanceView,
	UpdateView
} from '../../src/lib/domain/snapshot.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const HOSTILE_NAMES = [
	'<script>alert("name")</script><img src=x onerror=alert(1)>',
	'Checkout '.repeat(22).trim(),
	'خدمة الدفع عبر الإنترنت',
	'👩‍👩‍👧‍👦🚀 Zahlungs­abwicklung "quoted" & \'single\'',
	'W'.repeat(200),
	'\u202eevil\u202c {{constructor}} {@html x}'
];
const HOSTILE_TEXT =
	'<script>alert(1)</script> [click](javascript:alert(1)) ![x](https://evil.example/x.png)\n\n# Heading\n\n| a | b |\n| :-: | - |\n| 1 | 2 |\n\n`' +
	'x'.repeat(200) +
	'`';

export function hostileComponents(components: ComponentView[]): void {
	HOSTILE_NAMES.forEach((name, index) => {
		const component = components[index];
		if (component) component.name = name;
	});
}

export function sampleIncidents(
	components: readonly ComponentView[],
	story: string | undefined,
	now: number
): IncidentView[] {
	const [, checkout, , images] = components;
	const affected = (component: ComponentView | undefined) => (component ? [component] : []);
	const closed = [
		incident(
			'search-slow',
			'Search answers slowly',
			'minor',
			affected(images),
			now - 3 * DAY_MS,
			47 * MINUTE_MS
		),
		incident(
			'mail-late',
			'Mail arrives late',
			'none',
			affected(components[8]),
			now - 9 * DAY_MS,
			3 * HOUR_MS
		),
		incident(
			'shop-down',
			'Shop was down',
			'major',
			affected(components[0]),
			now - 40 * DAY_MS,
			95 * MINUTE_MS
		)
	];
	const [, , shop] = closed;
	if (shop) {
		shop.status = 'postmortem';
		shop.postmortem =
			'## What happened\n\nA certificate ran out at night.\n\n## What changes\n\n- It is renewed *30 days* ahead.\n- We are warned if that fails.';
		shop.postmortemAt = now - 38 * DAY_MS;
	}
	if ((story !== 'outage' && story !== 'hostile') || !checkout) return closed;
	const open = incident('checkout-down', 'Checkout is down', 'major', [checkout], now - 12 * MINUTE_MS, null);
	if (story === 'hostile') {
		open.title = HOSTILE_NAMES[0] + 'W'.repeat(160);
		open.updates.forEach((one) => (one.message = HOSTILE_TEXT));
	}
	return [open, ...closed];
}

function incident(
	id: string,
	title: string,
	impact: Impact,
	components: readonly ComponentView[],
	startedAt: number,
	lastedMs: number | null
): IncidentView {
	const steps: [IncidentStatus, number, string][] = [
		['investigating', 0, 'The server behind our front door does not answer. We are looking for the reason.'],
		[
			'identified',
			6 * MINUTE_MS,
			'A release of this afternoon has a fault. We are **taking it back**; this takes about ten minutes.'
		]
	];
	if (lastedMs !== null)
		steps.push(['resolved', lastedMs, 'This is over. Everything named here answers again.']);
	const updates = steps.map(([status, afterMs, message], index): UpdateView => ({
		id: `${id}-${index}`,
		status,
		message,
		displayAt: startedAt + afterMs,
		createdAt: startedAt + afterMs,
		editedAt: null,
		components: []
	}));
	return {
		id,
		title,
		impact,
		status: lastedMs === null ? 'identified' : 'resolved',
		isAutomatic: false,
		startedAt,
		resolvedAt: lastedMs === null ? null : startedAt + lastedMs,
		createdAt: startedAt,
		updatedAt: startedAt + (lastedMs ?? 6 * MINUTE_MS),
		updates: updates.reverse(),
		components: components.map(({ id: componentId, key, name, status }) => ({
			id: componentId,
			key,
			name,
			status
		})),
		troubles: components.slice(0, 1).map(({ id: componentId, key, name }) => ({
			id: `${id}-outage`,
			components: [{ id: componentId, key, name }],
			times: [{ startedAt, endedAt: lastedMs === null ? null : startedAt + lastedMs }],
			lookedAt: lastedMs === null ? startedAt + 12 * MINUTE_MS - 8_000 : null,
			...troubleOf({ kind: 'hard-error', failedSide: 'origin', cause: 'upstream-refused' })
		})),
		postmortem: null,
		postmortemAt: null
	};
}

export function sampleMaintenances(
	components: readonly ComponentView[],
	story: string | undefined,
	now: number
): MaintenanceView[] {
	const patching = (id: string, startsAt: number, status: MaintenanceView['status']): MaintenanceView => ({
		id,
		windowId: 'patch',
		title: 'Monthly patching',
		message: 'The database restarts once; expect *two short pauses* of a few seconds.',
		status,
		startsAt,
		endsAt: startsAt + 2 * HOUR_MS,
		plannedEndsAt: null,
		timeZone: 'Europe/Berlin',
		createdAt: now - 30 * DAY_MS,
		updatedAt: now - 30 * DAY_MS,
		updates:
			status === 'in_progress'
				? [{ id: `${id}-1`, status, message: 'The first restart is done.', displayAt: now - 20 * MINUTE_MS }]
				: [],
		components: components
			.slice(7, 9)
			.map(({ id: componentId, key, name }) => ({ id: componentId, key, name }))
	});
	const all = [
		patching('patch-oct', now - 28 * DAY_MS, 'completed'),
		patching('patch-dec', now + 7 * DAY_MS, 'scheduled')
	];
	return story === 'maintenance'
		? [...all.slice(0, 1), patching('patch-now', now - HOUR_MS, 'in_progress'), ...all.slice(1)]
		: all;
}
