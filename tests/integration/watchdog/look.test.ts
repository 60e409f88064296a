/** One look at a real target: our own faults, a line of our own that is gone, a page that only says 200. */
import { describe, expect, it } from 'vitest';
import { learn, type LearnedPage } from '../../../src/lib/domain/diagnosis/learned.ts';
import type { Monitor } from '../../../src/lib/domain/monitor.ts';
import { probeFor } from '../../../src/lib/server/probes/index.ts';
import { createLook } from '../../../src/lib/server/watchdog/look.ts';
import { FakeClock } from '../../support/clock.ts';
import { webServer } from '../../support/servers/http.ts';

function monitor(url: string, kind = 'http', timeoutMs = 400): Monitor {
	return {
		id: 1,
		workspaceId: 'ours',
		key: 'shop',
		name: 'Shop',
		kind,
		target: probeFor('http').schema.parse({ url }),
		schedule: { everyMs: 60_000 },
		timeoutMs,
		confirmation: { confirm: 3, recover: 2, retryMs: 5_000 },
		isPublic: true,
		tags: [],
		notify: null,
		notifyAbout: null,
		origin: null,
		isManaged: true,
		pausedAt: null,
		archivedAt: null,
		createdAt: 0,
		version: 1
	};
}

function looking(options: { isLineDown?: boolean; learned?: LearnedPage[] } = {}) {
	const clock = new FakeClock();
	const asked: string[] = [];
	const said: string[] = [];
	const look = createLook({
		clock,
		signal: new AbortController().signal,
		privateTargets: () => 'allow',
		ownLine: () => ({
			isDown() {
				asked.push('references');
				return Promise.resolve(options.isLineDown ?? false);
			}
		}),
		learned: () => options.learned ?? [],
		log: { error: (_, message) => said.push(message) }
	});
	return { clock, look, asked, said };
}

describe('a look', () => {
	it('carries how late it began', async () => {
		await using server = await webServer((_, response) => response.end('fine'));
		const { look, asked } = looking();
		expect(await look(monitor(server.url), 321)).toMatchObject({ outcome: 'up', latenessMs: 321 });
		expect(asked).toEqual([]);
	});

	it('at a target that hangs is down where our line works, and unknown where it does not', async () => {
		await using server = await webServer(() => undefined);
		const works = looking();
		expect(await works.look(monitor(server.url), 0)).toMatchObject({ outcome: 'down' });
		expect(works.asked).toEqual(['references']);
		const gone = looking({ isLineDown: true });
		const check = await gone.look(monitor(server.url), 0);
		expect(check.outcome).toBe('unknown');
		expect(check.summary).toMatch(/our own network is down$/);
	});

	it('at a target that answers badly asks no reference: an answer proves the line', async () => {
		await using server = await webServer((_, response) => response.writeHead(502).end('bad gateway'));
		const { look, asked } = looking({ isLineDown: true });
		expect(await look(monitor(server.url), 0)).toMatchObject({ outcome: 'down', statusCode: 502 });
		expect(asked).toEqual([]);
	});

	it('at a page that its owner marked as an error page is down, whatever the status; its numbers may differ', async () => {
		const sorry = (id: number) =>
			`<title>Sorry ${id}</title><h1>We will be back</h1><p>Case <b>${id}</b></p>`;
		await using server = await webServer((_, response) => response.end(sorry(4711)));
		const page = learn({ body: sorry(12) });
		if (!page) throw new Error('It can be known again.');
		expect(await looking().look(monitor(server.url), 0)).toMatchObject({ outcome: 'up' });
		const check = await looking({ learned: [page] }).look(monitor(server.url), 0);
		expect(check).toMatchObject({ outcome: 'down', statusCode: 200, evidence: { body: sorry(4711) } });
		expect(check.summary).toContain('its owner marked as an error page');
	});

	it('by a machine that slept meanwhile says nothing of the target', async () => {
		const { look, clock } = looking();
		await using server = await webServer(() => clock.suspend(60_000));
		const check = await look(monitor(server.url), 0);
		expect(check.outcome).toBe('unknown');
		expect(check.summary).toMatch(/we were not awake meanwhile$/);
	});

	it('by a process that was held up past its deadline says nothing either', async () => {
		const { look, clock } = looking();
		await using server = await webServer(() => clock.freeze(5_000));
		expect(await look(monitor(server.url), 0)).toMatchObject({ outcome: 'unknown' });
	});

	it('that slept and got a good answer all the same is good', async () => {
		const { look, clock } = looking();
		await using server = await webServer((_, response) => {
			clock.suspend(60_000);
			response.end('fine');
		});
		expect(await look(monitor(server.url), 0)).toMatchObject({ outcome: 'up' });
	});

	it('that fails by a fault of ours counts for neither side, and is logged', async () => {
		const { look, said } = looking();
		const check = await look(monitor('http://127.0.0.1:1/', 'heartbeat'), 0);
		expect(check.outcome).toBe('unknown');
		expect(said).toEqual(['A probe failed by itself; the check counts for neither side.']);
	});
});
