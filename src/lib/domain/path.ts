/** The way of a request as six stations: which are known to work, which fails, which nothing is known of. */
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { Cause, FailedSide } from './diagnosis/labels.ts';

export const STATIONS = ['visitor', 'dns', 'network', 'gateway', 'origin', 'application'] as const;
export type Station = (typeof STATIONS)[number];
export type StationState = 'fine' | 'failing' | 'unknown';
export interface PathStop {
	station: Station;
	state: StationState;
}

/** Who failed, as a notice says it. */
const SIDE_WORDS: Record<FailedSide, string> = {
	client: 'the request itself',
	domain: 'the domain',
	gateway: 'the gateway',
	hosting: 'the hosting account',
	monitor: "the monitor's own side",
	none: 'nobody',
	origin: 'the server behind the gateway',
	unknown: 'nobody can tell'
};

export function sideInWords(side: FailedSide): string {
	return SIDE_WORDS[side];
}

const NETWORK: ReadonlySet<Cause> = new Set<Cause>(['host-unreachable', 'tcp-timeout']);
const APPLICATION: ReadonlySet<Cause> = new Set<Cause>(['app-error', 'app-crashed', 'db-error', 'not-found']);
/** No name was found, so nothing behind it was tried. */
const NAME: ReadonlySet<Cause> = new Set<Cause>([
	'dns-nxdomain',
	'dns-nodata',
	'dns-servfail',
	'dns-temporary'
]);
/** The connection itself failed: whether a gateway or the server refused it, nothing tells. */
const CONNECTION: ReadonlySet<Cause> = new Set<Cause>([
	'tcp-refused',
	'tcp-reset',
	'tcp-timeout',
	'host-unreachable',
	'network-unreachable'
]);

/** The six stations in order, from what a diagnosis says. */
export function pathOf(diagnosis: Pick<Diagnosis, 'kind' | 'failedSide' | 'cause'>): PathStop[] {
	const failing = failingStation(diagnosis);
	const at = failing === null ? -1 : STATIONS.indexOf(failing);
	return STATIONS.map((station, index) => {
		if (station === failing) return { station, state: 'failing' };
		if (diagnosis.kind === 'healthy') return { station, state: 'fine' };
		return { station, state: at !== -1 && index < at && isPassed(station, diagnosis) ? 'fine' : 'unknown' };
	});
}

function failingStation({
	kind,
	failedSide,
	cause
}: Pick<Diagnosis, 'kind' | 'failedSide' | 'cause'>): Station | null {
	if (kind === 'healthy' || kind === 'blocked') return null;
	if (failedSide === 'monitor' || failedSide === 'client') return 'visitor';
	if (failedSide === 'domain' || NAME.has(cause)) return 'dns';
	if (NETWORK.has(cause)) return 'network';
	if (failedSide === 'gateway') return 'gateway';
	if (failedSide === 'hosting' || APPLICATION.has(cause)) return 'application';
	return failedSide === 'origin' ? 'origin' : null;
}

/** What came before the failure worked; a gateway only where an answer shows that there is one. */
function isPassed(station: Station, { kind, cause }: Pick<Diagnosis, 'kind' | 'cause'>): boolean {
	if (station !== 'gateway')
		return station !== 'network' || !CONNECTION.has(cause) || cause === 'tcp-refused';
	return kind !== 'network';
}
