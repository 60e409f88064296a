/** Lets this browser try a service: a picture is drawn, anything else is asked without being read. Sends no cookies and no referrer. */
import { isPicture, type Yours } from '$lib/domain/just-me';

const PATIENCE_MS = 8_000;

export async function tryIt(url: string): Promise<Yours> {
	return isPicture(url) ? draw(url) : ask(url);
}

function draw(url: string): Promise<Yours> {
	return new Promise((resolve) => {
		const picture = new Image();
		const late = setTimeout(() => finish('fails'), PATIENCE_MS);
		function finish(yours: Yours) {
			clearTimeout(late);
			picture.src = '';
			resolve(yours);
		}
		picture.onload = () => finish('works');
		picture.onerror = () => finish('fails');
		picture.referrerPolicy = 'no-referrer';
		const address = new URL(url);
		// past the browser's own cache
		address.searchParams.set('again', String(Date.now()));
		picture.src = address.href;
	});
}

async function ask(url: string): Promise<Yours> {
	try {
		await fetch(url, {
			mode: 'no-cors',
			cache: 'no-store',
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		return 'reached';
	} catch {
		return 'fails';
	}
}
