/** Wires the investigator to the house: all remedies, with the hands of the probes, on what is set up at the moment. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { ProbeOptions } from './probes/probe.ts';
import { REMEDIES } from './remedies/index.ts';
import type { Roster } from './roster.ts';
import { createHands } from './watchdog/hands.ts';
import { createInvestigationFile } from './watchdog/investigation-file.ts';
import { createInvestigator, type Investigator } from './watchdog/investigator.ts';
import { occasionOf } from './watchdog/occasion.ts';
import type { OwnLine } from './watchdog/own-line.ts';
import type { Recorder } from './watchdog/recorder.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

export function lookInto(house: {
	database: Pick<Database, 'client'>;
	recorder: Recorder;
	watchdog: () => Watchdog;
	roster: () => Roster;
	resolvers: () => readonly string[];
	references: () => { targets: readonly string[]; line: Pick<OwnLine, 'isDown'> };
	/** Whether a workspace's remedies may reach loopback, private and link-local addresses. */
	privateTargets: (workspaceId: string) => ProbeOptions['privateTargets'];
	clock: Clock;
	signal: AbortSignal;
	newId: () => string;
	onChange: () => void;
	log: { error: (details: object, message: string) => void };
}): Investigator {
	const { database, recorder, clock, newId, privateTargets } = house;
	return createInvestigator({
		remedies: REMEDIES,
		occasionOf: (watch, evidence, diagnosis) =>
			occasionOf(watch, evidence, diagnosis, {
				db: database.client,
				roster: house.roster(),
				resolvers: house.resolvers(),
				references: house.references().targets,
				now: clock.now()
			}),
		handsFor: ({ monitor }, budget) =>
			createHands({
				monitor,
				budget,
				clock,
				privateTargets: privateTargets(monitor.workspaceId),
				learned: house.roster().learned(monitor.id),
				isOurLineDown: () => house.references().line.isDown()
			}),
		file: createInvestigationFile({ database, recorder, newId }),
		watches: () => house.watchdog().watches.values(),
		isSilenced: (id, at) => house.roster().isSilenced(id, at),
		clock,
		signal: house.signal,
		newId,
		onChange: house.onChange,
		log: house.log
	});
}
