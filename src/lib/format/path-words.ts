/** The path of a request in words: under its picture, for those who hear it, and where there are no pictures, as in mail. */
import type { PathStop, Station, StationState } from '../domain/path.ts';

const NAME: Record<Station, string> = {
	visitor: 'Visitor',
	dns: 'DNS',
	network: 'Network',
	gateway: 'Gateway',
	origin: 'Origin',
	application: 'Application'
};

const STATE: Record<StationState, string> = { fine: 'works', failing: 'fails', unknown: 'not known' };

/** What the failing station is to somebody who does not know its name. */
const FAILING: Record<Station, string> = {
	visitor: 'The trouble is on the side of who asks.',
	dns: 'The name does not lead to the service.',
	network: 'There is no way through to the service.',
	gateway: 'The front door has the trouble.',
	origin: 'The server of the service has the trouble.',
	application: 'The application itself has the trouble.'
};

/** Where an answer shows that there is one. */
const BEHIND_FRONT_DOOR = 'The server behind the front door has the trouble.';

export function stationName(station: Station): string {
	return NAME[station];
}

export function stationStateInWords(state: StationState): string {
	return STATE[state];
}

/** Where it fails, in one sentence; what nobody knows is said to be not known. */
export function failingInWords(path: readonly PathStop[]): string {
	const failing = path.find(({ state }) => state === 'failing');
	const hasFrontDoor = path.some(({ station, state }) => station === 'gateway' && state === 'fine');
	if (failing?.station === 'origin' && hasFrontDoor) return BEHIND_FRONT_DOOR;
	if (failing) return FAILING[failing.station];
	return path.every(({ state }) => state === 'fine')
		? 'Every part of the way works.'
		: 'Which part of the way fails is not known.';
}

/** On one line: `Visitor works > DNS works > … > Origin FAILS > Application not known`. */
export function pathInText(path: readonly PathStop[]): string {
	return path
		.map(({ station, state }) => `${NAME[station]} ${state === 'failing' ? 'FAILS' : STATE[state]}`)
		.join(' > ');
}
