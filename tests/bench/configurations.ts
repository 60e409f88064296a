/** Config files for the bench, as an owner would write them, in JSON. */

export interface Watched {
	key: string;
	url: string;
	every: string;
	timeout?: string;
}

/** Nothing is looked up beyond this machine. */
export function configOf(monitors: readonly Watched[], defaults: object = {}): string {
	return JSON.stringify({
		defaults,
		reference: [],
		monitors: monitors.map((monitor) => ({ name: monitor.key, type: 'http', ...monitor }))
	});
}

export function many(count: number, every: string, url: string): Watched[] {
	return Array.from({ length: count }, (_, index) => ({ key: `m${index}`, url: `${url}/${index}`, every }));
}
