/** Keeps an open page current while somebody looks at it, and says when the server behind it does not answer. */

const EVERY_MS = 30_000;

export interface Freshness {
	/** A small document of ours, asked for to see whether the server is there. */
	signOfLife: string;
	/** Draws the page anew. */
	refresh(): Promise<void>;
	report(isReachable: boolean): void;
}

/** Starts looking, and returns what stops it. */
export function keepFresh({ signOfLife, refresh, report }: Freshness): () => void {
	async function look() {
		if (document.visibilityState !== 'visible') return;
		// asked first, since a refresh that fails would put an error page in the place of the last known state
		const isReachable = await isAnswering(signOfLife);
		report(isReachable);
		if (isReachable) await refresh();
	}
	const again = () => void look();
	const timer = setInterval(again, EVERY_MS);
	document.addEventListener('visibilitychange', again);
	return () => {
		clearInterval(timer);
		document.removeEventListener('visibilitychange', again);
	};
}

async function isAnswering(address: string): Promise<boolean> {
	try {
		const { status } = await fetch(address, { cache: 'no-store' });
		return status < 500;
	} catch {
		return false;
	}
}
