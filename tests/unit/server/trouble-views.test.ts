/** What of an outage reaches the public: its sentence, the advice and the path; never anything of its evidence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../../src/lib/domain/evidence.ts';
import type { Outage } from '../../../src/lib/domain/outage.ts';
import { showGroups, showIncident } from '../../../src/lib/format/shown.ts';
import { renderFeed } from '../../../src/lib/server/feeds/index.ts';
import { render } from '../../../src/lib/server/feeds/statuspage/index.ts';
import { buildSnapshot } from '../../../src/lib/server/snapshot.ts';
import { troubleViews } from '../../../src/lib/server/trouble-views.ts';
import type { Watch } from '../../../src/lib/server/watchdog/watch.ts';
import { component, HOUR_MS, incident, NOON, PAGE, rosterOf, watched } from '../../support/house.ts';

const shop = component('shop', { monitorIds: [1] });
const secret = component('secret', { monitorIds: [2], isPublic: false });
const mapOf = (...watches: Watch[]) => new Map(watches.map((watch) => [watch.monitor.id, watch]));
const outageOf = (watch: Watch, fields: Partial<Outage> = {}): Outage => {
	if (!watch.outage) throw new Error('It fails.');
	return { ...watch.outage, ...fields };
};

describe('the troubles of an incident', () => {
	const down = watched(1, 'down', NOON - HOUR_MS);

	it('of an outage that lasts have its sentence, advice, path and the time of the last look', () => {
		const [trouble, ...others] = troubleViews([outageOf(down)], [shop], mapOf(down));
		expect(others).toEqual([]);
		expect(trouble).toMatchObject({
			sentence: 'The front door of this service answers, but the server behind it is not running.',
			components: [{ key: 'shop' }],
			times: [{ startedAt: NOON - HOUR_MS, endedAt: null }],
			lookedAt: down.lastCheckAt
		});
		expect(trouble?.advice[0]).toBe('This is not your device, your browser or your connection.');
		expect(trouble?.path.find(({ state }) => state === 'failing')?.station).toBe('origin');
	});

	it('follow what an investigation made of it, before it is stored', () => {
		const diagnosis = {
			...diagnose({ url: '', status: 502, headers: {}, body: '' }),
			failedSide: 'gateway' as const,
			publicSentence: 'The front door has a fault.'
		};
		const [trouble] = troubleViews([outageOf(down)], [shop], mapOf({ ...down, diagnosis }));
		expect(trouble?.sentence).toBe('The front door has a fault.');
		expect(trouble?.path.find(({ state }) => state === 'failing')?.station).toBe('gateway');
	});

	it('that look the same are one with several times; one that is over names no last look', () => {
		const first = outageOf(down, { id: 'a', startedAt: NOON - 5 * HOUR_MS, endedAt: NOON - 4 * HOUR_MS });
		const second = outageOf(down, { id: 'b', startedAt: NOON - 3 * HOUR_MS, endedAt: NOON - 2 * HOUR_MS });
		const views = troubleViews([first, second], [shop], mapOf(watched(1, 'up', NOON - 2 * HOUR_MS)));
		expect(views).toHaveLength(1);
		expect(views[0]).toMatchObject({
			lookedAt: null,
			times: [
				{ startedAt: NOON - 3 * HOUR_MS, endedAt: NOON - 2 * HOUR_MS },
				{ startedAt: NOON - 5 * HOUR_MS, endedAt: NOON - 4 * HOUR_MS }
			]
		});
	});

	it('of several services with the same trouble are one, over the whole of their time', () => {
		const mail = component('mail', { monitorIds: [3] });
		const both = [
			outageOf(down, { id: 'a', startedAt: NOON - HOUR_MS, endedAt: NOON - HOUR_MS / 2 }),
			outageOf(watched(3, 'down', NOON), { id: 'c', startedAt: NOON - HOUR_MS / 4 }),
			outageOf(watched(3, 'down', NOON), {
				id: 'b',
				startedAt: NOON - HOUR_MS * 0.9,
				endedAt: NOON - HOUR_MS * 0.3
			})
		];
		const lasting = watched(3, 'down', NOON - HOUR_MS / 4, { lastCheckAt: NOON - 1_000 });
		const open = { ...lasting, outage: outageOf(lasting, { id: 'c' }) };
		const views = troubleViews(both, [shop, mail], mapOf(watched(1, 'up', NOON - HOUR_MS / 2), open));
		expect(views).toHaveLength(1);
		expect(views[0]).toMatchObject({
			components: [{ key: 'shop' }, { key: 'mail' }],
			lookedAt: NOON - 1_000,
			times: [
				{ startedAt: NOON - HOUR_MS / 4, endedAt: null },
				{ startedAt: NOON - HOUR_MS, endedAt: NOON - HOUR_MS * 0.3 }
			]
		});
	});

	it('end when the verdict changed, where what was read is older than that', () => {
		const [trouble] = troubleViews([outageOf(down)], [shop], mapOf(watched(1, 'up', NOON - HOUR_MS / 2)));
		expect(trouble?.times).toEqual([{ startedAt: NOON - HOUR_MS, endedAt: NOON - HOUR_MS / 2 }]);
	});

	it('say nothing of an outage that no public service stands for', () => {
		const hidden = watched(2, 'down', NOON - HOUR_MS);
		expect(troubleViews([outageOf(hidden)], [shop], mapOf(hidden))).toEqual([]);
	});
});

const MARK = 'quasar7';
const marked = fc.constantFrom(MARK, `<title>${MARK}</title>`, `<h1>502 ${MARK}</h1>`, `${MARK} refused`);
const evidence: fc.Arbitrary<Evidence> = fc.record({
	url: fc.constantFrom(`http://${MARK}.example/`, `tcp://${MARK}:5432`),
	status: fc.constantFrom(null, 200, 302, 401, 403, 429, 500, 502, 503, 504, 520, 526),
	statusText: marked,
	headers: fc.dictionary(
		fc.constantFrom('server', 'via', 'x-cache', 'location', 'retry-after', 'cf-ray', MARK),
		marked
	),
	body: marked,
	address: fc.constant(MARK),
	addresses: fc.constant([MARK]),
	unmetExpectation: fc.option(marked),
	error: fc.option(
		fc.record({
			message: marked,
			code: fc.constantFrom('ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', MARK),
			hostname: marked,
			address: marked
		})
	)
});

describe('whatever the evidence holds', () => {
	it('nothing of it is in a public document, of a service that is shown or of one that is hidden', () => {
		fc.assert(
			fc.property(evidence, (seen) => {
				const diagnosis = diagnose(seen);
				const { kind, cause, failedSide } = diagnosis;
				const failing = [1, 2].map((id): Watch => {
					const watch = watched(id, 'down', NOON - HOUR_MS, {
						diagnosis,
						firstFailure: { at: NOON, evidence: seen }
					});
					return { ...watch, outage: outageOf(watch, { kind, cause, failedSide, incidentId: 'i' }) };
				});
				const open = incident('i', { components: [{ componentId: 'c-shop', status: 'major_outage' }] });
				const page = buildSnapshot({
					version: 1,
					now: NOON,
					page: PAGE,
					url: 'https://status.acme.example',
					roster: rosterOf({ components: [shop, secret] }),
					watches: mapOf(...failing),
					incidents: [open],
					told: new Map([['i', failing.map((watch) => outageOf(watch))]])
				});
				const documents = [
					JSON.stringify(page),
					JSON.stringify([showGroups(page), page.incidents.map((one) => showIncident(one))]),
					...(['rss', 'atom', 'json'] as const).map((name) => String(renderFeed(name, page, null)?.body)),
					...['summary', 'components', 'incidents'].map((name) => String(render(name, page)?.body))
				];
				for (const document of documents) expect(document).not.toContain(MARK);
				expect(page.incidents[0]?.troubles).toHaveLength(1);
			})
		);
	});
});
