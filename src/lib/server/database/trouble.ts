/** Tells a store that cannot be used for now (busy, full, read-only) from a fault of the change itself. */

/** What passes by itself or when an operator makes room; the same write may succeed later. */
const PASSING = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|NOMEM|PROTOCOL)/;
/** Prisma's own words for "no turn in time": the store was slow, not the change wrong. */
const NO_TURN_IN_TIME = ['P1008', 'P2028'];

/** Whether an error means that the store cannot be written for now, and the same write may succeed later. */
export function isStoreTrouble(error: unknown): boolean {
	if (typeof error !== 'object' || error === null) return false;
	const { code, originalCode } = error as { code?: unknown; originalCode?: unknown };
	return (
		[code, originalCode].some(
			(one) => typeof one === 'string' && (PASSING.test(one) || NO_TURN_IN_TIME.includes(one))
		) || isStoreTrouble(reasonBehind(error))
	);
}

/** The driver's own sentence where there is one, such as `database or disk is full`. */
export function reasonOf(error: unknown): string {
	const behind = reasonBehind(error) as { originalMessage?: string } | undefined;
	return behind?.originalMessage ?? (error instanceof Error ? error.message : String(error));
}

/** Prisma carries the driver's fault in `meta`, the adapter's own errors carry it in `cause`. */
function reasonBehind(error: unknown): unknown {
	const { meta, cause } = (error ?? {}) as {
		meta?: { driverAdapterError?: { cause?: unknown } };
		cause?: unknown;
	};
	return meta?.driverAdapterError?.cause ?? cause;
}
