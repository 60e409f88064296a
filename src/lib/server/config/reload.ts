/** Takes over a changed configuration, one at a time; one with faults is reported whole and the last good one stays. */
import type { Config } from '../../domain/config.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { ConfigFault } from './configuration.ts';
import type { Fault } from './document.ts';

export interface ConfigState {
	/** When a configuration without faults was last read, epoch milliseconds. */
	lastGoodAt: number;
	/** What is wrong with the file as it is now; empty when it is the one in force. */
	faults: Fault[];
}

export interface Reloader {
	state(): ConfigState;
	/** Reads the file again. Never throws; asked again while at work, it goes once more when it is done. */
	reload(): Promise<void>;
}

export function createReloader(options: {
	/** @throws ConfigFault */
	read: () => Config;
	/** Puts a good configuration in force. */
	takeOver: (config: Config) => Promise<void>;
	clock: Pick<Clock, 'now'>;
	log: Pick<Log, 'info' | 'error'>;
}): Reloader {
	const { read, takeOver, clock, log } = options;
	const state: ConfigState = { lastGoodAt: clock.now(), faults: [] };
	let running: Promise<void> | null = null;
	let isAskedAgain = false;

	async function once(): Promise<void> {
		try {
			const config = read();
			await takeOver(config);
			state.lastGoodAt = clock.now();
			state.faults = [];
			log.info({ monitors: config.monitors.length }, 'The configuration was read again and is in force.');
		} catch (error) {
			if (error instanceof ConfigFault) {
				state.faults = error.faults;
				const faults = error.message.split('\n');
				log.error({ faults }, 'The config file has faults; the last good one stays in force.');
			} else {
				log.error(
					{ err: error },
					'The configuration could not be taken over; the last good one stays in force.'
				);
			}
		}
	}

	async function untilDone(): Promise<void> {
		do {
			isAskedAgain = false;
			await once();
		} while (isAskedAgain);
		running = null;
	}

	return {
		state: () => ({ ...state }),
		reload() {
			if (running) isAskedAgain = true;
			running ??= untilDone();
			return running;
		}
	};
}
