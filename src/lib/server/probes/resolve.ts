/**
 * Turns a host into addresses the way this machine does it (`/etc/hosts` included). A name that hangs in the resolver
 * holds one of the few lookup threads, so a name is looked up once at a time, whoever waits for it.
 */
import dns from 'node:dns';

const inFlight = new Map<string, Promise<string[]>>();

/**
 * All addresses of a name, in the order to try them: families take turns (RFC 8305, section 4).
 * @throws the runtime's error: `ENOTFOUND`, `EAI_AGAIN` …
 */
export function resolveHost(host: string, family: 0 | 4 | 6): Promise<string[]> {
	const name = `${family} ${host}`;
	const running = inFlight.get(name);
	if (running) return running;
	const lookup = new Promise<string[]>((resolve, reject) => {
		dns.lookup(host, { family, all: true }, (error, found) => {
			inFlight.delete(name);
			if (error) reject(error);
			else resolve(inTurns(found));
		});
	});
	inFlight.set(name, lookup);
	return lookup;
}

function inTurns(found: readonly dns.LookupAddress[]): string[] {
	const first = found.filter(({ family }) => family === found[0]?.family);
	const other = found.filter(({ family }) => family !== found[0]?.family);
	const length = Math.max(first.length, other.length);
	const turns = Array.from({ length }, (_, index) => [first[index], other[index]]).flat();
	return turns.flatMap((answer) => (answer ? [answer.address] : []));
}
