/** Looks again by itself while somebody watches; a server that does not answer leaves what was known on the page. */
import { invalidate } from '$app/navigation';
import { resolve } from '$app/paths';

/**
 * Each look is a request like any other: where the session has ended, it leads to the sign-in.
 * @param told hears whether the server answers
 * @param isWanted whether there is anything that could change by itself
 * @returns ends it
 */
export function lookAgain(
	dependency: `gatehouse:${string}`,
	everyMs: number,
	told: (isReachable: boolean) => void,
	isWanted: () => boolean = () => true
): () => void {
	const look = async () => {
		if (document.visibilityState !== 'visible' || !isWanted()) return;
		const isReachable = await fetch(resolve('/healthz'), { cache: 'no-store' }).then(
			({ status }) => status < 500,
			() => false
		);
		told(isReachable);
		if (isReachable) await invalidate(dependency);
	};
	const onLook = () => void look();
	const timer = setInterval(onLook, everyMs);
	document.addEventListener('visibilitychange', onLook);
	return () => {
		clearInterval(timer);
		document.removeEventListener('visibilitychange', onLook);
	};
}
