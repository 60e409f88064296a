/** The one structured log, a JSON line per event on stdout. Secrets never reach it: callers pass keys and counts. */
import { pino, type Logger } from 'pino';

export type Log = Logger;

export function createLog(level: string): Log {
	return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
