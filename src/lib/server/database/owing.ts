/** Tells the outbox that a transaction which owes something has ended, so that nothing waits for the next look. */

const owing = new WeakSet();

/** This transaction owes something. */
export function marksOwed(tx: object): void {
	owing.add(tx);
}

export function hasOwed(tx: object): boolean {
	return owing.has(tx);
}
