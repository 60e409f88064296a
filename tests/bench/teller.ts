/** Gatehouse without its web pages, in a process of its own: watches, and tells thousands of one incident. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/lib/server/app.ts';
import { composerInput } from '../../src/lib/server/desk/incident-input.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import { answerParent } from './child.ts';
import { readBack } from './read-back.ts';
import { cpuMsSince } from './work.ts';

export interface Told {
	/** When the incident was published, and when that was looked at, epoch milliseconds. */
	from: number;
	until: number;
	/** Processor time in between, checks included. */
	cpuMs: number;
	/** How late each check in between began. */
	latenessMs: number[];
	rssBeforeMb: number;
	rssPeakMb: number;
}

const SAMPLE_EVERY_MS = 50;

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

let app: Awaited<ReturnType<typeof createApp>> | null = null;
let telling: { from: number; cpu: NodeJS.CpuUsage; rssBeforeMb: number } | null = null;
let rssPeakMb = 0;

const rssMb = () => process.memoryUsage().rss / 2 ** 20;

function started<T>(there: T | null): T {
	if (there === null) throw new Error('It was not started.');
	return there;
}

answerParent({
	/** Watches as the configuration says, with so many confirmed subscribers of its page. */
	async start(config: string, smtpUrl: string, count: number): Promise<void> {
		const file = path.join(folder, 'gatehouse.yaml');
		writeFileSync(file, config);
		app = await createApp(
			readSettings({ DATA_DIR: folder, GATEHOUSE_CONFIG: file, SMTP_URL: smtpUrl, LOG_LEVEL: 'error' })
		);
		await app.start();
		const [page] = app.roster().facts.pages;
		const { id: pageId, workspaceId } = started(page ?? null);
		const at = new Date();
		await app.database.client.subscriber.createMany({
			data: Array.from({ length: count }, (_, index) => ({
				...{ id: `subscriber-${index}`, workspaceId, pageId, kind: 'email' },
				address: `reader-${index}@people.example`,
				...{ createdAt: at, confirmedAt: at }
			}))
		});
	},
	/** Publishes an incident, as a member does. @returns when, epoch milliseconds */
	async publish(): Promise<number> {
		const { desk, roster } = started(app);
		const { id: pageId, workspaceId } = started(roster().facts.pages[0] ?? null);
		const component = started(roster().publicComponents(pageId)[0] ?? null);
		rssPeakMb = rssMb();
		setInterval(() => (rssPeakMb = Math.max(rssPeakMb, rssMb())), SAMPLE_EVERY_MS).unref();
		telling = { from: Date.now(), cpu: process.cpuUsage(), rssBeforeMb: rssPeakMb };
		await desk.incidents.open(
			{ workspaceId, at: telling.from, actor: 'ada@people.example', address: '127.0.0.1' },
			composerInput.parse({
				title: 'Checkout is down',
				message: 'Paying fails for everybody. We are looking into it.',
				components: { [component.key]: 'major_outage' }
			})
		);
		return telling.from;
	},
	/** What it was like since then; ends the house. */
	async end(): Promise<Told> {
		const house = started(app);
		const { from, cpu, rssBeforeMb } = started(telling);
		const until = Date.now();
		const cpuMs = cpuMsSince(cpu);
		await house.stop();
		const { latenessMs } = await readBack(folder, from, until);
		return { from, until, cpuMs, latenessMs: Object.values(latenessMs).flat(), rssBeforeMb, rssPeakMb };
	}
});
