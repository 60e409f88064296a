/** Draws a chart of response times once its canvas comes into view, and again when the theme changes. */
import type { Attachment } from 'svelte/attachments';
import type { Point, Range } from '../domain/component-detail.ts';

export interface ResponseChartOptions {
	points: readonly Point[];
	range: Range;
	locale: string;
	timeZone: string;
}

/** The chart library is loaded by the first chart that is seen, so that nobody pays for charts below the fold. */
export function responseChart(options: ResponseChartOptions): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		const theme = matchMedia('(prefers-color-scheme: dark)');
		let remove: (() => void) | undefined;
		let isGone = false;

		async function draw() {
			const { drawResponseTimes } = await import('./draw-response-times.ts');
			remove?.();
			remove = isGone ? undefined : drawResponseTimes(canvas, options);
		}

		const redraw = () => void draw();
		const sight = new IntersectionObserver(([entry]) => {
			if (!entry?.isIntersecting) return;
			sight.disconnect();
			theme.addEventListener('change', redraw);
			void draw();
		});
		sight.observe(canvas);
		return () => {
			isGone = true;
			sight.disconnect();
			theme.removeEventListener('change', redraw);
			remove?.();
		};
	};
}
