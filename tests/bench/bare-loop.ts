/** What checking would cost without Gatehouse: the same request over a fresh connection each, and nothing done with it. */
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerParent } from './child.ts';
import { cpuMsSince, type Work } from './work.ts';

/** Requests under way at a time. */
const IN_FLIGHT = 32;

function once(url: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = http.get(url, { agent: false }, (response) => {
			response.resume();
			response.once('end', resolve);
		});
		request.once('error', reject);
	});
}

answerParent({
	async run(url: string, forMs: number): Promise<Work> {
		for (let warmUp = 0; warmUp < 500; warmUp += 1) await once(url);
		const startedAt = performance.now();
		const before = process.cpuUsage();
		let checks = 0;
		const one = async () => {
			while (performance.now() - startedAt < forMs) {
				await once(url);
				checks += 1;
			}
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, one));
		return { checks, ms: performance.now() - startedAt, cpuMs: cpuMsSince(before) };
	},
	/** So many requests a second, evenly, as a schedule has them. */
	async paced(url: string, aSecond: number, forMs: number): Promise<Work> {
		for (let warmUp = 0; warmUp < 500; warmUp += 1) await once(url);
		const startedAt = performance.now();
		const before = process.cpuUsage();
		const flights: Promise<void>[] = [];
		for (let now = 0; now < forMs; now = performance.now() - startedAt) {
			while (flights.length < (now * aSecond) / 1_000) flights.push(once(url));
			await pause(1_000 / aSecond);
		}
		await Promise.all(flights);
		return { checks: flights.length, ms: performance.now() - startedAt, cpuMs: cpuMsSince(before) };
	}
});
